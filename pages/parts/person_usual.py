"""What is usual for a person, and what is new: hours, networks, devices, places and apps."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis import person_words, unjudged
from analysis.charts.map import session_map
from analysis.charts.week_hours import week_hours
from analysis.person import MOST_ROWS, USUAL, Person
from parts import chart, levels, row_links

_NO_WAYS = pd.DataFrame(
    columns=["previous_latitude", "previous_longitude", "latitude", "longitude", "distance_km"], dtype=float
)


def draw_hours(view: Person, is_phone: bool) -> None:
    """The week in hours."""
    with st.container(border=True, gap="xsmall", height="stretch"):
        st.markdown(f"### {person_words.hours_title(view.hours)}")
        chart.draw(
            week_hours(view.hours, chart.colours(), phone=is_phone),
            key="hours",
            alt="Events by day of the week and hour, UTC.",
        )
        told = " Orange: a foreign client was there." if unjudged.is_judged(view.case) else ""
        st.caption(f"Events by day and hour, UTC: darker is more.{told}")


def draw_usual(view: Person, is_phone: bool) -> None:
    """Networks, devices, places and apps as tables, one at a time."""
    told = {what: view.usual(what) for what in USUAL}
    with st.container(border=True, gap="xsmall", height="stretch"):
        st.markdown(f"### {person_words.usual_title({what: len(rows) for what, rows in told.items()})}")
        chosen = st.segmented_control(
            "What", USUAL, default="networks", required=True, format_func=str.capitalize, key="usual",
            label_visibility="collapsed",
        )  # fmt: skip
        what = chosen or "networks"
        rows = told[what].head(MOST_ROWS)
        untold = [] if unjudged.is_judged(view.case) else ["foreign"]
        if rows.empty:
            st.caption(f"No event of this person names {what}.")
        elif what == "networks":
            _table(rows, what, lambda at: row_links.ask("network", rows["detail"].iloc[at]), is_phone, untold)
            st.caption("The tick of a row opens the network.")
        else:
            _table(
                rows, what, lambda at: row_links.ask("session", rows["first_session_key"].iloc[at]), is_phone, untold
            )
            st.caption("The tick of a row opens the session that had it first.")


def draw_places(view: Person, is_phone: bool) -> None:
    """The map of the person's clients."""
    figure = session_map(view.places, _NO_WAYS, chart.colours(), phone=is_phone, shape=0.8)
    with st.container(border=True, gap="xsmall", height="stretch"):
        cities = view.places["city"].nunique()
        st.markdown(f"### Seen in {person_words.counted(cities, 'city', 'cities')}" if cities else "### Seen nowhere")
        if figure is None:
            st.caption("No event of this person has a place, so there is no map.")
        else:
            chart.draw(figure, key="person-map", alt="Map of where this person’s clients were.")
            st.caption("Places are where Okta or your database places the address.")


def draw_new(view: Person, is_phone: bool) -> None:
    """What came in with the suspicion; what to do where nothing can be compared."""
    window = view.window
    with st.container(border=True, gap="xsmall", height="stretch"):
        if window is None:
            st.markdown("### No window of suspicion")
            st.caption(
                "No session of this person is a likely replay or worth a look. What is new is told from the first"
                " divergence on; the tables beside this one say since when each network and device is known."
            )
            return
        if not bool((view.lanes["lane_first_at"] < window.from_at).any()):
            st.markdown("### Nothing to compare with")
            before = " Add an export of the weeks before." if levels.shows("evidence") else ""
            st.caption(f"The person’s first event here is part of the suspicion.{before}")
            return
        st.markdown(f"### {person_words.new_title(view.new, window.from_at)}")
        if view.new.empty:
            st.caption("Every network, device, place and app of that time was this person’s before.")
            return
        rows = view.new
        shown = pd.DataFrame({
            "what": rows["what"],
            "which": rows["name"],
            "by": rows["is_first_foreign"].map({True: "foreign client", False: "own client"}),
            "first": rows["first_at"],
        })  # fmt: skip
        column = st.column_config
        colours = chart.colours()
        row_links.table(
            shown.style.map(lambda one: f"color: {colours.foreign}" if one == "foreign client" else "", subset=["by"]),
            rows["first_session_key"].tolist(),
            "new",
            {
                "what": column.TextColumn("what", width=58, pinned=is_phone),
                "which": column.TextColumn("which", width=132),
                "by": column.TextColumn("first with", width=86),
                "first": column.DatetimeColumn("first, UTC", width=88, format="D MMM HH:mm"),
            },
            lambda key: row_links.ask("session", key),
        )
        st.caption("First seen for this person between the first divergence and the last foreign event.")


def _table(rows: pd.DataFrame, what: str, then: object, is_phone: bool, untold: list[str]) -> None:
    shown = pd.DataFrame({
        "name": rows["name"],
        "detail": rows["detail"],
        "sessions": rows["session_count"],
        "events": rows["event_count"],
        "foreign": rows["foreign_count"].mask(rows["foreign_count"].eq(0)),
        "first": rows["first_at"],
        "last": rows["last_at"],
    })  # fmt: skip
    column = st.column_config
    detail = {"networks": "network", "places": "country", "apps": "id"}.get(what)
    row_links.table(
        shown.drop(columns=untold + ["detail"] * (not detail)),
        list(range(len(rows))),
        f"usual-{what}",
        {
            "name": column.TextColumn(
                "run by" if what == "networks" else what.removesuffix("s"),
                width=120 if is_phone else 170,
                pinned=is_phone,
            ),
            "detail": column.TextColumn(detail, width=84),
            "sessions": column.NumberColumn("sessions", width=64),
            "events": column.NumberColumn("events", width=56, format="%,.0f"),
            "foreign": column.NumberColumn("of foreign clients", width=112),
            "first": column.DatetimeColumn("first, UTC", width=92, format="D MMM HH:mm"),
            "last": column.DatetimeColumn("last, UTC", width=92, format="D MMM HH:mm"),
        },
        then,  # type: ignore[arg-type]
        rows_high=6,
    )
