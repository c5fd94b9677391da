"""The card with what to check next: each step in words, with a filter to copy where it is a search."""

from __future__ import annotations

import streamlit as st

from analysis import next_steps
from analysis.session_view import SessionView


def draw(view: SessionView) -> None:
    """The steps in two columns; log text within them stands in plain text and in code only."""
    steps = next_steps.steps(view)
    if not steps:
        return
    with st.container(border=True, gap="xsmall", key="next-steps"):
        st.markdown(f"### What to check next: {len(steps)} step{'s' if len(steps) > 1 else ''}")
        st.caption("The filters are for Okta’s System Log (advanced search); set its From and To as wide as they are.")
        searches = [step for step in steps if step.filter is not None]
        others = [step for step in steps if step.filter is None]
        left, right = st.columns([7, 5], gap="medium")
        with left:
            for step in searches:
                st.text(step.what)
                st.code(step.filter or "", language=None, wrap_lines=True)
        with right:
            for step in others:
                st.text(step.what)
