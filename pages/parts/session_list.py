"""No session is chosen, and nothing is judged: the sessions of the case in order of time. Log text is in the table."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis import session_list
from analysis.case import Case
from parts import phone, row_links


def draw(case: Case, asked: str | None) -> None:
    """A search, two switches and a table; a row opens the session."""
    is_phone = phone.is_phone()
    title = st.container()
    if asked:
        st.text(f"The log so far has no session {asked[:80]}.")
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        search = st.text_input(
            "Search", st.query_params.get("q", ""), placeholder="person, session id, network", icon=":material/search:",
            key="session-search", label_visibility="collapsed", max_chars=200, width="stretch" if is_phone else 320,
        )  # fmt: skip
        several = st.toggle("Several clients only", st.query_params.get("clients") == "several", key="session-several")
        inferred = st.toggle(
            "Clients without a session too", st.query_params.get("sessionless") == "yes", key="session-inferred",
            help="Events without a session id, gathered by person, address, agent and hour",
        )  # fmt: skip
    for name, value in (("q", search), ("clients", "several" * several), ("sessionless", "yes" * inferred)):
        if value:
            st.query_params[name] = value
        else:
            st.query_params.pop(name, None)
    found = session_list.listed(case, search, with_several=several, with_inferred=inferred)
    title.title(session_list.headline(found))
    if found.empty:
        st.markdown("Search for less, or switch a condition off.")
        return
    st.caption("The latest first; the tick of a row opens the session. Nothing here is judged. Times are UTC.")
    _table(found, f"sessions-{hash((search, several, inferred))}", is_phone)
    st.download_button(
        "These as CSV", lambda: session_list.csv(found), "sessions.csv", "text/csv", type="tertiary",
        icon=":material/download:", on_click="ignore", key="sessions-csv",
    )  # fmt: skip
    phone.draw_switch()


def _table(found: pd.DataFrame, key: str, is_phone: bool) -> None:
    column = st.column_config
    signed_in = found["has_sign_in"].map({True: "in the log", False: "not in the log"})
    shown = pd.DataFrame({
        "person": found["actor_login"].fillna(found["actor_id"]),
        "began": found["started_at"],
        "ended": found["ended_at"],
        "clients": found["lane_count"],
        "unproven": found["unproven_count"].mask(found["unproven_count"].eq(0)),
        "signed_in": signed_in.mask(found["is_inferred"].astype(bool), "no session"),
        "events": found["event_count"],
        "network": found["network"],
        "device": found["device"],
        "session": found["session_id"],
    })  # fmt: skip
    row_links.table(
        shown,
        found["session_key"].tolist(),
        key,
        {
            "person": column.TextColumn("person", width=130 if is_phone else 200, pinned=is_phone),
            "began": column.DatetimeColumn("began", width=112, format="D MMM HH:mm:ss"),
            "ended": column.DatetimeColumn("last event", width=112, format="D MMM HH:mm:ss"),
            "clients": column.NumberColumn("clients", width=62),
            "unproven": column.NumberColumn(
                "never signed in", width=96, help="Clients of the session from which nobody signed in to it"
            ),
            "signed_in": column.TextColumn("sign-in", width=92, help="Whether the log holds the sign-in that began it"),
            "events": column.NumberColumn("events", width=60, format="%,.0f"),
            "network": column.TextColumn("first network", width=170),
            "device": column.TextColumn("first system, browser", width=140),
            "session": column.TextColumn("session", width=220),
        },
        lambda session_key: row_links.ask("session", session_key),
        rows_high=18,
    )
