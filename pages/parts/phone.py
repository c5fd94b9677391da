"""Whether a screen takes the form for a phone: by the browser's own word at first, then as the person chooses."""

from __future__ import annotations

import streamlit as st

_KEY = "phone_form"


def is_phone() -> bool:
    """Cards instead of wide tables, shorter labels in charts."""
    chosen = st.session_state.get(_KEY)
    return bool(chosen) if chosen is not None else "Mobi" in (st.context.headers.get("User-Agent") or "")


def draw_switch() -> None:
    """Let the person take the other form; the choice holds for this tab."""
    here = is_phone()
    label = "Show the wide form" if here else "Show the phone form"
    if st.button(label, type="tertiary", icon=":material/devices:", key="phone_switch"):
        st.session_state[_KEY] = not here
        st.rerun()
