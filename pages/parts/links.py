"""Ways between screens that keep the case in the address. The address of a session can be sent to somebody."""

from __future__ import annotations

import streamlit as st

from parts import cases


def open_session(session_key: str, event_id: str | None = None) -> None:
    """Leave for the Session screen."""
    query = {"case": cases.current_name(), "session": session_key}
    st.switch_page("session.py", query_params=query | ({"event": event_id} if event_id else {}))


def open_findings() -> None:
    """Leave for the list."""
    st.switch_page("findings.py", query_params={"case": cases.current_name()})


def open_evidence() -> None:
    """Leave for the evidence."""
    st.switch_page("evidence.py", query_params={"case": cases.current_name()})


def open_signal(signal: str) -> None:
    """Leave for what one signal claims."""
    st.switch_page("reference.py", query_params={"case": cases.current_name(), "signal": signal})
