"""The card "What this case cannot see": the statements that weigh most, in three columns."""

from __future__ import annotations

import streamlit as st

from analysis import overview_words
from analysis.overview import Overview
from parts import hostile, levels, links


def draw(view: Overview) -> None:
    """Titles and sentences were written by the pipeline, but a case can come from elsewhere: plain text only."""
    told = overview_words.unseen(view.unseen, view.not_available)
    if not told:
        return
    left_out = len(view.unseen) + bool(view.not_available) - len(told)
    with st.container(border=True, gap="small", key="unseen-card"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown("### What this case cannot see", width="stretch")
            word = f"{left_out} more in Evidence" if left_out > 0 else "Evidence"
            if levels.shows("evidence") and st.button(
                word, type="tertiary", icon=":material/arrow_forward:", icon_position="right", key="to-evidence"
            ):
                links.open_evidence()
        columns = st.columns(3, gap="small")
        for number, (title, rest, name) in enumerate(told):
            with columns[number % 3], st.container(gap="xxsmall"):
                if title:
                    st.markdown(f":material/visibility_off: **{_bold(title)}**")
                if rest:
                    st.text(rest)
                if name:
                    st.caption(hostile.code(name, 60))


def _bold(title: str) -> str:
    """Our own sentence for markdown; whatever could be markup in it is gone."""
    return "".join(letter for letter in title if letter.isalnum() or letter in " ,.'’()%:;-")
