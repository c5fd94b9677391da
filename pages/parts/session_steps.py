"""The card with what to check next: each step in words, with a filter to copy where it is a search."""

from __future__ import annotations

import streamlit as st

from analysis import next_steps
from analysis.session_view import SessionView
from parts import kept


def draw(view: SessionView) -> None:
    """What to ask, then each search beside its filter; log text within them stands in plain text and in code only."""
    steps = kept.of_session(view.case, view.finding["session_key"], "next steps", lambda: next_steps.steps(view))
    if not steps:
        return
    searches = [step for step in steps if step.filter is not None]
    others = [step for step in steps if step.filter is None]
    with st.container(border=True, gap="xsmall", key="next-steps"):
        st.markdown(f"### What to check next: {len(steps)} step{'s' if len(steps) > 1 else ''}")
        for step in others:
            st.text(step.what)
        if searches:
            st.caption(
                "The filters are for Okta’s System Log (advanced search); set its From and To as wide as they are."
            )
        for step in searches:
            left, right = st.columns([4, 8], gap="small", vertical_alignment="center")
            left.text(step.what)
            right.code(step.filter or "", language=None, wrap_lines=True)
