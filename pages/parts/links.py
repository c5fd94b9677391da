"""Ways between screens that keep the case in the address. The address of a session can be sent to somebody."""

from __future__ import annotations

import streamlit as st

from parts import cases, levels


def _leave(screen: str, **query: str) -> None:
    """Go to a screen; stay where a game does not show it, because Streamlit knows no such page then."""
    if levels.shows(screen):
        st.switch_page(f"{screen}.py", query_params={"case": cases.current_name()} | query)
    st.toast("This game does not show that screen now.")


def open_session(session_key: str, event_id: str | None = None) -> None:
    """Leave for the Session screen."""
    _leave("session", session=session_key, **({"event": event_id} if event_id else {}))


def open_findings(**query: str) -> None:
    """Leave for the list, with this filter in its address (band, q, verdict, signal, person, network, from, until)."""
    _leave("findings", **query)


def open_overview() -> None:
    """Leave for the case at a glance."""
    _leave("overview")


def open_person(actor_id: str) -> None:
    """Leave for one person, by Okta's id, or the login where there is no id."""
    _leave("person", person=actor_id)


def open_network(network: str) -> None:
    """Leave for an address, a block (`203.0.113.0/24`) or an autonomous system (`AS64500`)."""
    _leave("network", network=network)


def open_changes(**query: str) -> None:
    """Leave for the privileged changes, with this filter in the address (kind, person, session, from, until)."""
    _leave("changes", **query)


def open_hunt(query_name: str) -> None:
    """Leave for one saved query."""
    _leave("hunt", query=query_name)


def open_evidence() -> None:
    """Leave for the evidence."""
    _leave("evidence")


def open_events(**query: str) -> None:
    """Leave for the log of a game, with this filter in its address (find, person, address, type, from, until)."""
    _leave("events", **query)


def open_history() -> None:
    """Leave for what was changed in the settings."""
    _leave("settings", section="history")


def open_signal(signal: str) -> None:
    """Leave for what one signal claims."""
    _leave("reference", signal=signal)


def open_controls(control: str | None = None) -> None:
    """Leave for the controls, at one of them."""
    query = {"case": cases.current_name()} | ({"control": control} if control else {})
    st.switch_page("controls.py", query_params=query)
