"""How an error of ours looks: what is wrong, and what to do next. Bugs are not drawn here."""

from __future__ import annotations

import streamlit as st

from analysis.errors import CrumblineError


def draw(error: CrumblineError) -> None:
    """Both sentences, as text: they may name a file."""
    with st.container(border=True, gap="xsmall"):
        st.markdown("### :material/error: This needs a hand")
        st.text(error.message)
        st.text(error.next_step)
