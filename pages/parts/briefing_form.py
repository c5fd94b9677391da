"""The dialog for the mark on a briefing, the line for counsel, masked names, and what is left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from analysis.briefing import edits, words
from analysis.briefing.edits import Edits
from analysis.case import Case
from analysis.errors import CrumblineError
from parts import author, problems


def open_for(case: Case, changed: Edits) -> None:
    """Ask for them."""
    st.dialog("Mark and parts", width="medium", icon=":material/tune:")(draw_form)(case, changed)


def draw_form(case: Case, changed: Edits) -> None:
    """What is inside the dialog."""
    with st.form("briefing-parts", border=False):
        mark = st.radio("Mark on every page", edits.MARKS, index=edits.MARKS.index(changed.mark), horizontal=True)
        is_for_counsel = st.checkbox(words.COUNSEL, changed.is_for_counsel, key="for-counsel")
        is_masked = st.checkbox("Mask names: Person A, Person B", changed.is_masked, key="masked")
        st.caption(
            "Logins, display names and their parts go, in texts that people typed as well. Read it before it is passed "
            "on: nicknames, and who is meant by a role, stay."
        )
        shown = st.pills(
            "Parts that are shown", list(edits.PARTS), selection_mode="multi",
            default=[part for part in edits.PARTS if changed.has(part)], format_func=lambda part: edits.PARTS[part],
        )  # fmt: skip
        name = author.ask(case, "briefing-parts-author")
        is_wanted = st.form_submit_button("Keep", type="primary", width="stretch")
    if is_wanted:
        left_out = [part for part in edits.PARTS if part not in shown]
        keep(
            case,
            {"mark": mark, "is_for_counsel": is_for_counsel, "is_masked": is_masked, "left_out": left_out},
            name,
        )


def keep(case: Case, changed: Mapping[str, Any], name: str) -> None:
    """Keep it under this name and draw the screen anew; a refusal is said in words."""
    author.remember(name)
    try:
        edits.keep(case, changed, author=name)
    except CrumblineError as error:
        problems.draw(error)
        return
    st.rerun()
