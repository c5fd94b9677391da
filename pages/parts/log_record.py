"""Under the log of a game: pages, downloads, and the opened record with what can be asked of it next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from analysis import log_view
from analysis.case import Case
from analysis.charts.clock import moment
from analysis.exercise.play.play import Play
from analysis.exercise.play.state import ENDED
from analysis.log_view import MOST_TAKEN, PAGE_ROWS, LogFilter, LogPage
from parts import games, levels, links, log_filter, record


def draw_reach(play: Play, known: Mapping[str, Any]) -> None:
    """From when to when the log reaches by now."""
    first, last = known["first_at"], known["last_at"]
    grows = "" if play.state.phase == ENDED else " It grows as the clock of the game runs; any click shows what came."
    until = f"{last.day} {last:%b %Y %H:%M:%S}"
    st.caption(f"{moment(first)} to {until} UTC, as it came: nothing here is judged.{grows}")


def open_event(event_id: str) -> None:
    """Show a record: its event stands in the address."""
    st.query_params["event"] = event_id


def draw_foot(case: Case, asked: LogFilter, page: LogPage, is_phone: bool) -> None:
    """Pages, and what can be taken away."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if page.pages > 1:
            _turns(asked, page)
        st.download_button(
            "These as CSV", lambda: log_view.csv(case, asked), "events.csv", "text/csv", type="tertiary",
            icon=":material/download:", on_click="ignore", key="log-csv",
        )  # fmt: skip
        st.download_button(
            "Their records as they came", lambda: log_view.records(case, asked), "events.jsonl",
            "application/x-ndjson", type="tertiary", icon=":material/download:", on_click="ignore", key="log-jsonl",
        )  # fmt: skip
    more = f" A download holds the first {MOST_TAKEN:,}." if page.matching > MOST_TAKEN else ""
    slides = " The table slides sideways." if is_phone else ""
    st.caption(f"The tick of a row opens its record below.{slides}{more}")


def _turns(asked: LogFilter, page: LogPage) -> None:
    first = (page.number - 1) * PAGE_ROWS + 1
    st.caption(f"{first:,} to {first + len(page.events) - 1:,} of {page.matching:,}", width="content")
    for label, icon, there in (
        ("Page before", "arrow_back", page.number - 1),
        ("Next page", "arrow_forward", page.number + 1),
    ):
        st.button(
            label, type="tertiary", icon=f":material/{icon}:", disabled=not 1 <= there <= page.pages,
            key=f"log-{label.split()[0].lower()}", on_click=log_filter.ask, args=(replace(asked, page=there),),
        )  # fmt: skip


def draw(case: Case, page: LogPage, asked: LogFilter) -> None:
    """The record that the address names: its ids to copy, what else to show, the record itself."""
    event_id = st.query_params.get("event")
    if not event_id:
        return
    event = log_view.event(case, event_id, page.events)
    if event is None:
        st.caption("The event in the address is not in the log so far.")
        return
    _ids(event)
    _ways(case, event)
    beside = page.events.sort_values(["occurred_at", "event_id"])["event_id"].tolist()
    record.draw(case, event, "record-log", beside=beside)


def _ids(event: Mapping[str, Any]) -> None:
    """Each in a box with a button that copies it: a call names them."""
    left, right = st.columns(2, gap="small")
    for column, word, name in ((left, "Event id", "event_id"), (right, "Session id", "session")):
        with column:
            st.caption(word)
            if isinstance(event[name], str) and event[name]:
                st.code(event[name], language=None)
            else:
                st.caption("The record has none.")


def _ways(case: Case, event: Mapping[str, Any]) -> None:
    """What to look at next. The labels hold no log text."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for label, icon, field, name in (
            ("Only this person", "person", "person", "actor_login"),
            ("Only this address", "lan", "address", "address"),
            ("Only this session", "link", "session", "session"),
        ):
            value = event[name]
            if isinstance(value, str) and value:
                st.button(
                    label, type="tertiary", icon=f":material/{icon}:", key=f"log-only-{field}", on_click=log_filter.ask,
                    args=(LogFilter().with_only(**{field: value}),),
                )  # fmt: skip
        if not levels.tells_lanes(games.current()):
            return
        session_key = log_view.session_of(case, event["event_id"])
        if session_key and st.button("Its session", type="tertiary", icon=":material/timeline:", key="log-to-session"):
            links.open_session(session_key, event["event_id"])
