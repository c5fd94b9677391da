"""Ways between screens that keep the case in the address. The address of a session can be sent to somebody."""

from __future__ import annotations

import streamlit as st

from parts import cases


def open_session(session_key: str, event_id: str | None = None) -> None:
    """Leave for the Session screen."""
    query = {"case": cases.current_name(), "session": session_key}
    st.switch_page("session.py", query_params=query | ({"event": event_id} if event_id else {}))


def open_findings(**query: str) -> None:
    """Leave for the list, with this filter in its address (band, q, verdict, signal, person, network, from, until)."""
    st.switch_page("findings.py", query_params={"case": cases.current_name()} | query)


def open_overview() -> None:
    """Leave for the case at a glance."""
    st.switch_page("overview.py", query_params={"case": cases.current_name()})


def open_person(actor_id: str) -> None:
    """Leave for one person, by Okta's id, or the login where there is no id."""
    st.switch_page("person.py", query_params={"case": cases.current_name(), "person": actor_id})


def open_network(network: str) -> None:
    """Leave for an address, a block (`203.0.113.0/24`) or an autonomous system (`AS64500`)."""
    st.switch_page("network.py", query_params={"case": cases.current_name(), "network": network})


def open_changes(**query: str) -> None:
    """Leave for the privileged changes, with this filter in the address (kind, person, session, from, until)."""
    st.switch_page("changes.py", query_params={"case": cases.current_name()} | query)


def open_hunt(query_name: str) -> None:
    """Leave for one saved query."""
    st.switch_page("hunt.py", query_params={"case": cases.current_name(), "query": query_name})


def open_evidence() -> None:
    """Leave for the evidence."""
    st.switch_page("evidence.py", query_params={"case": cases.current_name()})


def open_signal(signal: str) -> None:
    """Leave for what one signal claims."""
    st.switch_page("reference.py", query_params={"case": cases.current_name(), "signal": signal})
