"""The after-action report as files, for who led the exercise. Each is made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from analysis.briefing.edits import MARKS
from analysis.exercise.debrief import markdown, pdf, pptx, report
from analysis.exercise.debrief.report import Report
from analysis.exercise.debrief.shape import Debrief
from analysis.exercise.play.play import Play
from parts.seats import Viewer

SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
FILES: dict[str, tuple[str, str, Callable[[Report], bytes]]] = {
    "PDF": ("pdf", "application/pdf", pdf.write),
    "Slides (PPTX)": ("pptx", SLIDES, pptx.write),
    "Markdown": ("md", "text/markdown", markdown.write),
}


def draw(play: Play, who: Viewer, told: Debrief) -> None:
    """Mark, author, names, and the files."""
    st.markdown("### After-action report")
    st.caption(
        "Everything of this debrief with the plan and the questionnaire, for the file. Nothing is sent anywhere."
    )
    left, right = st.columns(2, gap="medium")
    mark = left.selectbox("Mark on every page", MARKS, MARKS.index(report.USUAL_MARK), key="debrief-mark")
    author = right.text_input("Author, or nobody", max_chars=report.LONGEST_AUTHOR, key="debrief-author")
    has_names = st.toggle("Names beside what players wrote in the questionnaire", key="debrief-report-names")
    with st.container(horizontal=True, gap="small"):
        for name, (suffix, mime, write) in FILES.items():

            def made(write: Callable[[Report], bytes] = write) -> bytes:
                return write(report.of(told, mark=mark, author=author, with_names=has_names))

            st.download_button(
                name, made, f"after-action-{told.game_id}.{suffix}", mime, icon=":material/download:",
                on_click="ignore", key=f"debrief-{suffix}",
            )  # fmt: skip
    if told.controls is None:
        st.caption("The controls are still being replayed: a file that is made now says so in their place.")
