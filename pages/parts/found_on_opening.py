"""What a program that was killed left in the case, told until somebody has read it."""

from __future__ import annotations

import streamlit as st

from analysis.case import Case


def draw(case: Case) -> None:
    """A sentence for each load that did not finish; nothing where all went well."""
    if not case.found_on_opening:
        return
    with st.container(border=True, gap="xsmall"):
        st.subheader("The program ended in the middle of its work")
        for sentence in case.found_on_opening:
            st.text(sentence)
        if st.button("I have read this", type="tertiary", key="read_found"):
            case.found_on_opening.clear()
            st.rerun()
