"""The pages behind the first, folded, for those who ask."""

from __future__ import annotations

import streamlit as st

from analysis.briefing.shape import Briefing
from parts.briefing_first import table


def draw(told: Briefing) -> None:
    """A fold a section. Paragraphs may hold names of files and people: plain text."""
    if not told.behind:
        return
    st.markdown("### Behind it")
    for section in told.behind:
        with st.expander(section.title):
            for one in section.paragraphs:
                st.text(one)
            if section.table:
                table(section.table)
