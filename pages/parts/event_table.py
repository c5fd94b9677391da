"""The events of a session as a table: all, foreign, or changes; a row opens its record."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from analysis import findings_words as words
from analysis.ingest.give_back import record_text
from analysis.session_view import MOST_ROWS, SessionView

VIEWS = ("All", "Foreign", "Changes")
COLUMNS = (
    "occurred_at", "event_type", "outcome", "target", "address", "network", "city", "device", "risk", "agent",
)  # fmt: skip


def draw(view: SessionView, key: str, open_event: Callable[[str], None], picked: list[str], is_phone: bool) -> None:
    """The table with its choice of rows and its downloads; `picked` narrows it to events picked in the lanes."""
    foreign = int(view.events["is_foreign"].sum())
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"### {words.events_title(foreign, len(view.events))}", width="content")
        start = "Foreign" if foreign else "All"
        chosen = st.segmented_control(
            "Which events", VIEWS, default=start, required=True, key=f"{key}-which", label_visibility="collapsed"
        )
    shown = _chosen(view.events, chosen or start)
    if picked:
        shown = view.events[view.events["event_id"].isin(picked)]
        st.caption(f"The {len(shown):,} events picked in the lanes.")
    if shown.empty:
        st.caption({"Changes": "Nobody changed who may do what in this session."}.get(chosen or "", "No events."))
    else:
        _table(shown.head(MOST_ROWS), f"{key}-table-{chosen}-{len(picked)}", open_event, is_phone)
    if len(shown) > MOST_ROWS:
        st.caption(f"The first {MOST_ROWS:,} of {len(shown):,} events are shown; the downloads have all.")
    if is_phone and not shown.empty:
        st.caption("The table slides sideways. A tap on the first column opens the record.")
    _downloads(view, key)


def _chosen(events: pd.DataFrame, which: str) -> pd.DataFrame:
    if which == "Foreign":
        return events[events["is_foreign"]]
    if which == "Changes":
        return events[events["is_privileged"]]
    return events


def _table(shown: pd.DataFrame, key: str, open_event: Callable[[str], None], is_phone: bool) -> None:
    ids = shown["event_id"].tolist()

    def chosen() -> None:
        rows = st.session_state[key]["selection"]["rows"]
        if rows:
            open_event(ids[rows[0]])

    text = st.column_config.TextColumn
    st.dataframe(
        shown[list(COLUMNS)],
        hide_index=True,
        key=key,
        on_select=chosen,
        selection_mode="single-row",
        row_height=30,
        height="auto" if len(shown) <= 14 else 450,
        placeholder="",
        column_config={
            "occurred_at": st.column_config.DatetimeColumn(
                "time, UTC", format="D MMM HH:mm:ss", width=112, pinned=is_phone
            ),
            "event_type": text("event", width=230),
            "outcome": text("outcome", width=76),
            "target": text("target", width=190),
            "address": text("address", width=112),
            "network": text("network", width=150),
            "city": text("city", width=84),
            "device": text("system, browser", width=120),
            "risk": text("risk", width=200),
            "agent": text("user agent", width=360),
        },
    )


def _downloads(view: SessionView, key: str) -> None:
    name = "".join(letter for letter in view.finding["session_id"] if letter.isalnum())[:40] or "session"
    with st.container(horizontal=True):
        st.download_button(
            "Events as CSV", view.events_csv, f"events-{name}.csv", "text/csv", type="tertiary",
            icon=":material/download:", on_click="ignore", key=f"{key}-csv",
        )  # fmt: skip
        st.download_button(
            "Records as they came", lambda: view.records(record_text), f"records-{name}.jsonl",
            "application/x-ndjson", type="tertiary", icon=":material/download:", on_click="ignore", key=f"{key}-jsonl",
        )  # fmt: skip
