"""The events of a session as a table: filtered, a row opens its record, what is shown can be taken away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from analysis import event_filter
from analysis import findings_words as words
from analysis.event_filter import EventFilter
from analysis.session_view import MOST_ROWS, SessionView
from parts import event_filters

COLUMNS = (
    "occurred_at", "event_type", "outcome", "target", "address", "network", "city", "device", "in_words", "risk",
    "agent", "file", "line",
)  # fmt: skip


def draw(
    view: SessionView, shown: pd.DataFrame, asked: EventFilter, open_event: Callable[[str], None], is_phone: bool
) -> None:
    """Title, filter, table and downloads; `shown` are the events that the filter leaves."""
    foreign = int(view.events["is_foreign"].sum())
    event_filters.draw(view, asked, words.events_title(foreign, len(view.events)), is_phone)
    if shown.empty:
        _nothing(asked)
        return
    if asked.is_narrow:
        st.caption(f"{len(shown):,} of {len(view.events):,} events match.")
    table(shown.head(MOST_ROWS), f"events-table-{hash((asked, view.finding['session_key']))}", open_event, is_phone)
    if len(shown) > MOST_ROWS:
        st.caption(f"The first {MOST_ROWS:,} of {len(shown):,} events are shown; the downloads have all.")
    if is_phone:
        st.caption("The table slides sideways. A tap on the first column opens the record.")
    _take_away(view, shown, asked)


def _nothing(asked: EventFilter) -> None:
    if asked.is_narrow:
        st.markdown("No event matches. Find fewer words, or clear the filter.")
    elif asked.which == event_filter.CHANGES:
        st.markdown("Nobody changed who may do what in this session. Choose *All* to read what was done.")
    else:
        st.markdown("No event of this session is foreign. Choose *All* to read them.")


def table(
    shown: pd.DataFrame,
    key: str,
    open_event: Callable[[str], None],
    is_phone: bool,
    columns: Sequence[str] = COLUMNS,
) -> None:
    """Events as rows; a row opens its record. Log text is safe in it."""
    ids = shown["event_id"].tolist()

    def chosen() -> None:
        rows = st.session_state[key]["selection"]["rows"]
        if rows:
            open_event(ids[rows[0]])

    text = st.column_config.TextColumn
    st.dataframe(
        shown[list(columns)],
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
            "event_type": text("event", width=216),
            "outcome": text("outcome", width=76),
            "target": text("target", width=170),
            "address": text("address", width=104),
            "network": text("network", width=140),
            "city": text("city", width=80),
            "device": text("system, browser", width=118),
            "in_words": text("in words", width=170),
            "risk": text("risk", width=200),
            "agent": text("user agent", width=360),
            "file": text("evidence file", width=180),
            "line": st.column_config.NumberColumn("record", width=72, help="Its place in the evidence file"),
            "actor_login": text("person", width=190),
            "place": text("city, country", width=130),
            "outcome_reason": text("reason", width=150),
            "display_message": text("Okta’s sentence", width=220),
            "session": text("session id", width=210),
            "event_id": text("event id", width=260),
        },
    )


def _take_away(view: SessionView, shown: pd.DataFrame, asked: EventFilter) -> None:
    name = "".join(letter for letter in view.finding["session_id"] if letter.isalnum())[:40] or "session"
    count = f"{len(shown):,} event{'s' if len(shown) != 1 else ''}"
    with st.container(horizontal=True):
        st.download_button(
            f"{count} as CSV", lambda: view.events_csv(shown), f"events-{name}.csv", "text/csv", type="tertiary",
            icon=":material/download:", on_click="ignore", key="events-csv",
        )  # fmt: skip
        st.download_button(
            "Their records as they came", lambda: view.records(shown), f"records-{name}.jsonl",
            "application/x-ndjson", type="tertiary", icon=":material/download:", on_click="ignore", key="events-jsonl",
        )  # fmt: skip
        with st.popover("Search in Okta", type="tertiary", icon=":material/content_copy:"):
            st.caption("Finds these events in Okta’s System Log (advanced search), and perhaps some more around them:")
            st.code(event_filter.okta_search(view.finding, shown, asked), language=None, wrap_lines=True)
