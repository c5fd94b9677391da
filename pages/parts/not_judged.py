"""What a screen shows of a case that holds nothing to tell from: where to begin, and nothing else."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from parts import links


def stop(what_follows: str, title: str = "Nothing was judged yet") -> NoReturn:
    """Say what the screen is made from, offer the way to the evidence, and end the screen here."""
    st.title(title)
    st.markdown(f"Give the case an Okta System Log export; {what_follows}")
    if st.button("Add evidence", type="primary", icon=":material/folder_open:"):
        links.open_evidence()
    st.stop()
