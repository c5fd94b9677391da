"""The line over a briefing: mark, of when, and what can be done with it: edit, present, download."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from analysis.briefing import html, markdown, pdf, pptx, words
from analysis.briefing.edits import Edits
from analysis.briefing.shape import Briefing
from analysis.case import Case
from parts import briefing_clocks, briefing_form, briefing_kept, briefing_words, cases, present

BADGES = {
    "TLP:CLEAR": "gray",
    "TLP:GREEN": "green",
    "TLP:AMBER": "yellow",
    "TLP:AMBER+STRICT": "yellow",
    "TLP:RED": "red",
}
FILES: dict[str, tuple[str, str, Callable[[Briefing], bytes]]] = {
    "PDF": ("pdf", "application/pdf", pdf.write),
    "Slides (PPTX)": ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", pptx.write),
    "Markdown": ("md", "text/markdown", markdown.write),
    "HTML": ("html", "text/html", html.write),
}


def draw(case: Case, told: Briefing, changed: Edits) -> None:
    """Mark and caption, then the buttons."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.badge(told.mark, color=BADGES[told.mark])  # type: ignore[arg-type]
        if told.is_for_counsel:
            st.markdown(f"**{words.COUNSEL}**", width="content")
        st.caption(told.caption, width="content")
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="briefing-bar"):
        if st.button("Edit words", icon=":material/edit:", key="edit-words"):
            briefing_words.open_for(case, told, changed)
        if st.button("Clocks", icon=":material/timer:", key="edit-clocks"):
            briefing_clocks.open_for(case, changed)
        if st.button("Mark and parts", icon=":material/tune:", key="edit-parts"):
            briefing_form.open_for(case, changed)
        st.button("Present", icon=":material/present_to_all:", key="present", on_click=present.begin)
        with st.popover("Download", icon=":material/download:"):
            _downloads(case)


def _downloads(case: Case) -> None:
    """Each file is made when it is asked for."""
    for name, (suffix, mime, write) in FILES.items():
        st.download_button(
            name, partial(_file, case, write), f"{cases.current_name()}-briefing.{suffix}", mime, type="tertiary",
            icon=":material/download:", on_click="ignore", key=f"briefing-{suffix}",
        )  # fmt: skip
    st.caption("As shown here, names masked where they are masked. Nothing is sent anywhere.")


def _file(case: Case, write: Callable[[Briefing], bytes]) -> bytes:
    return write(briefing_kept.briefing(case))
