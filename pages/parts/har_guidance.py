"""The advice on HAR files where a person meets the question. Our own words: no text of a file or a log."""

from __future__ import annotations

import streamlit as st

from analysis.har import guidance


def draw(*, is_open: bool) -> None:
    """Three columns: instead, before, after."""
    with st.expander(
        "Need it be a HAR? What support can work with instead", expanded=is_open, key=f"har-guidance-{is_open}"
    ):
        for column, (when, title) in zip(st.columns(len(guidance.WHEN)), guidance.WHEN.items(), strict=True):
            with column:
                st.markdown(f"**{title}**")
                for one in guidance.advice():
                    if one.when == when:
                        st.markdown(f"**{one.title}.** {one.text}", help=f"Source: {one.source}")
