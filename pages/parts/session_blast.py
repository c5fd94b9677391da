"""The card with the blast radius: what the other client did, and what came of it; a mark opens its record."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from analysis import blast_radius, blast_words
from analysis.blast_radius import BlastRadius, Later
from analysis.charts.blast_radius import rail
from analysis.session_view import MOST_ROWS, SessionView
from parts import chart, kept, links, record

KEY = "blast"
LIST = ("at", "act", "did", "name", "before", "after", "later_at", "later", "by", "address", "undone_at", "undone_by")


def found(view: SessionView) -> BlastRadius:
    """The blast radius of the session, read once."""
    session_key = str(view.finding["session_key"])
    return kept.of_session(view.case, session_key, KEY, lambda: blast_radius.of_session(view.case, session_key))


def draw(view: SessionView, is_phone: bool, open_event: Callable[[str], None]) -> None:
    """The rail under a title that says what it shows, and the same as a list."""
    blast = found(view)
    with st.container(border=True, gap="xsmall", height="stretch", key="blast-card"):
        st.markdown(f"### {blast_words.title(blast)}")
        if blast.divergence_at is None:
            st.caption(
                "What a client did is followed from a divergence on. No client of this session is taken for somebody "
                "else's, so there is nothing to follow; what it did stands in the table of events."
            )
            return
        figure_key = f"{KEY}-{view.finding['session_key']}"

        def clicked() -> None:
            events = chart.picked(figure_key)
            if events:
                open_event(events[0])

        chart.draw(
            kept.figure(
                view, "rail", is_phone,
                make=lambda: rail(
                    blast_words.rail(blast), _client(view), view.finding["divergence_event_id"], chart.colours(),
                    phone=is_phone,
                ),
            ),
            key=figure_key,
            alt=f"{blast_words.title(blast)}. The list below says the same.",
            on_select=clicked,
        )  # fmt: skip
        if not blast.acts:
            st.caption("What it tried stands in the table of events: refusals, challenges, policies that were asked.")
            return
        st.caption(_foot(blast))
        _apps(blast, open_event)
        with st.expander(f"As a list: {len(blast_words.listed(blast)):,} rows"):
            _list(view, blast, is_phone, open_event)


def place_of(view: SessionView, opened: str) -> str:
    """Below which card the opened record stands: where a click put it; from an address this one for what came later."""
    is_elsewhere = view.event(opened) is None and _later(view, opened) is not None
    return str(st.session_state.get("record_below", KEY if is_elsewhere else "lanes"))


def _later(view: SessionView, event_id: str) -> Later | None:
    return next((later for later in found(view).later if later.event_id == event_id), None)


def draw_record(view: SessionView, opened: str | None) -> None:
    """The record that a click in this card opened: of this session, or of a later event elsewhere."""
    if not opened or place_of(view, opened) != KEY:
        return
    event = view.event(opened)
    if event is not None:
        record.draw(view.case, event, f"record-{KEY}", finding=view.finding)
        return
    later = _later(view, opened)
    rows = view.case.rows("blast_event", event_id=opened, occurred_at=later.at) if later is not None else []
    if later is None or not rows:
        st.caption("The event in the address is not one of this session, and nothing that came of it.")
        return
    record.draw(view.case, rows[0], f"record-{KEY}")
    if later.session_key and st.button("Open its session", icon=":material/arrow_forward:", key="blast-open-session"):
        links.open_session(later.session_key, opened)


def _client(view: SessionView) -> str:
    """Network and place of the lane of the divergence; text of the log."""
    foreign = view.lanes[view.lanes["role"].eq("foreign")]
    if foreign.empty:
        return "Another client"
    first = foreign.sort_values(["first_at", "lane_no"]).iloc[0]
    parts = [part for part in (first["network"], first["place"]) if isinstance(part, str) and part]
    return " · ".join(parts) or "Another client"


def _foot(blast: BlastRadius) -> str:
    end = "" if blast.until_at is None else f", which ends {blast.until_at.day} {blast.until_at:%b %H:%M}"
    return (
        f"Numbers as in the lanes, times in UTC. Later uses are those that stand in this evidence{end}; what a made "
        "user or token made in turn is followed once, no further. Orange: used by the client that made it."
    )


def _apps(blast: BlastRadius, open_event: Callable[[str], None]) -> None:
    """The apps as a table; a sign-on was issued, what was done inside stands in the app's own log."""
    if not blast.apps:
        return
    new = sum(app.is_new_for_person for app in blast.apps)
    with st.expander(
        f"{blast_words.count(len(blast.apps), 'app', capital=True)} opened, {new} of them new for the person"
    ):
        frame = pd.DataFrame(
            [(app.name, app.act_no, app.first_at, app.last_at, app.count, app.is_new_for_person) for app in blast.apps],
            columns=["app", "act", "first", "last", "count", "is_new"],
        )
        column = st.column_config
        key = "blast-apps"

        def chosen() -> None:
            rows = st.session_state[key]["selection"]["rows"]
            if rows:
                open_event(blast.apps[rows[0]].event_id)

        st.dataframe(
            frame,
            hide_index=True, key=key, on_select=chosen, selection_mode="single-row", row_height=30, placeholder="",
            height="auto" if len(frame) <= 8 else 277,
            column_config={
                "app": column.TextColumn("app", width=180),
                "act": column.NumberColumn("act", width=48),
                "first": column.DatetimeColumn("sign-on issued, UTC", format="D MMM HH:mm:ss", width=128),
                "last": column.DatetimeColumn("last, UTC", format="D MMM HH:mm:ss", width=112),
                "count": column.NumberColumn("times", width=56),
                "is_new": column.CheckboxColumn("new for the person", width=120),
            },
        )  # fmt: skip
        st.caption("A sign-on was issued to each; what was done inside stands in the log of the app, not in Okta's.")


def _list(view: SessionView, blast: BlastRadius, is_phone: bool, open_event: Callable[[str], None]) -> None:
    frame = blast_words.listed(blast)
    shown = frame.head(MOST_ROWS)
    ids = shown["later_event_id"].where(shown["later_event_id"].notna(), shown["event_id"]).tolist()
    key = "blast-list"

    def chosen() -> None:
        rows = st.session_state[key]["selection"]["rows"]
        if rows:
            open_event(ids[rows[0]])

    column = st.column_config
    time = column.DatetimeColumn
    st.dataframe(
        shown[list(LIST)],
        hide_index=True, key=key, on_select=chosen, selection_mode="single-row", row_height=30, placeholder="",
        height="auto" if len(shown) <= 10 else 330,
        column_config={
            "at": time("time, UTC", format="D MMM HH:mm:ss", width=112, pinned=is_phone),
            "act": column.NumberColumn("act", width=44),
            "did": column.TextColumn("done", width=150),
            "name": column.TextColumn("to", width=180),
            "before": column.TextColumn("before", width=130),
            "after": column.TextColumn("after", width=130),
            "later_at": time("later, UTC", format="D MMM HH:mm:ss", width=112),
            "later": column.TextColumn("what it did", width=260),
            "by": column.TextColumn("by", width=170),
            "address": column.TextColumn("address", width=112),
            "undone_at": time("undone, UTC", format="D MMM HH:mm:ss", width=112),
            "undone_by": column.TextColumn("undone by", width=170),
        },
    )  # fmt: skip
    if len(frame) > len(shown):
        st.caption(f"The first {len(shown):,} of {len(frame):,} rows are shown; the download has all.")
    name = "".join(letter for letter in str(view.finding["session_id"]) if letter.isalnum())[:40] or "session"
    st.download_button(
        "Blast radius as CSV", lambda: blast_words.document(blast), f"blast-radius-{name}.csv", "text/csv",
        type="tertiary", icon=":material/download:", on_click="ignore", key="blast-csv",
    )  # fmt: skip
