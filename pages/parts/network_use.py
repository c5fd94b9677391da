"""Who used a network and as what: sessions side by side, people, addresses, devices, places, and what has no lane."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis import findings_words, network_words, unjudged
from analysis.charts import person_sessions
from analysis.network import MOST_ROWS, Network
from analysis.person import as_csv
from parts import chart, row_links

_CHART = "network-chart"
_JUDGED = frozenset({"foreign_count", "explained_count", "is_2023", "is_indicator"})


def draw_sessions(view: Network, is_phone: bool) -> None:
    """The sessions through it as rows of a chart, and as a table behind it."""
    sessions = view.sessions
    if sessions.empty:
        return
    is_judged = unjudged.is_judged(view.case)
    with st.container(border=True, gap="xsmall", key="sessions"):
        lanes = view.clients.assign(row_key=view.clients["actor_id"]).rename(
            columns={"first_at": "lane_first_at", "last_at": "lane_last_at", "event_count": "lane_event_count",
                     "address": "network", "city": "place"}
        )  # fmt: skip
        rows = view.rows.head(person_sessions.MOST_ROWS)
        st.markdown(f"### {network_words.sessions_title(sessions)}")
        chart.draw(
            person_sessions.side_by_side(rows, lanes, chart.colours(), phone=is_phone),
            key=_CHART,
            alt=f"{len(rows)} people whose sessions used this network, a row each, coloured by who held them.",
            on_select=_clicked,
        )
        st.caption(
            f"{_some(len(rows), len(view.rows), is_judged)}Only what went through this network. Blue: the client that"
            f" signed in. {'Orange: a foreign' if is_judged else 'Grey: another'} client. A click opens the session."
        )
        with st.expander("As a table" if len(sessions) == 1 else f"All {len(sessions):,} as a table"):
            _sessions_table(sessions.head(MOST_ROWS), is_phone, is_judged)
        st.download_button(
            "All of it as CSV", view.clients_csv, "network.csv", "text/csv", type="tertiary",
            icon=":material/download:", on_click="ignore", key="network-csv",
        )  # fmt: skip


def _some(shown: int, count: int, is_judged: bool) -> str:
    if shown >= count:
        return "A row a person. "
    first = "those of foreign clients" if is_judged else "the earliest"
    return f"A row a person, {shown} of {count:,}, {first} first. "


def _clicked() -> None:
    keys = chart.picked(_CHART)
    if keys:
        row_links.ask("session", keys[0])


def _sessions_table(found: pd.DataFrame, is_phone: bool, is_judged: bool) -> None:
    column = st.column_config
    shown = pd.DataFrame({
        "person": found["actor_login"],
        "as": network_words.roles(found["role"].tolist(), found["both"].tolist()),
        "band": [findings_words.band_label(band) if band else None for band in found["band"]],
        "score": found["score"],
        "first": found["first_at"],
        "last": found["last_at"],
        "events": found["event_count"],
        "addresses": found["address_count"],
        "device": found["device"],
        "session": found["session_id"],
    })  # fmt: skip
    row_links.table(
        _ink(shown, "as") if is_judged else shown.drop(columns=["band", "score"]),
        found["session_key"].tolist(),
        "network-sessions",
        {
            "person": column.TextColumn("person", width=120 if is_phone else 190, pinned=is_phone),
            "as": column.TextColumn("as", width=150),
            "band": column.TextColumn("band", width=104),
            "score": column.NumberColumn("score", width=54),
            "first": column.DatetimeColumn("first here, UTC", width=104, format="D MMM HH:mm:ss"),
            "last": column.DatetimeColumn("last here, UTC", width=104, format="D MMM HH:mm:ss"),
            "events": column.NumberColumn("events", width=56),
            "addresses": column.NumberColumn("addresses", width=74),
            "device": column.TextColumn("device", width=130),
            "session": column.TextColumn("session", width=190),
        },
        lambda key: row_links.ask("session", key),
    )


def draw_people(view: Network, is_phone: bool) -> None:
    """Who used it."""
    people = view.people
    with st.container(border=True, gap="xsmall", height="stretch"):
        st.markdown(f"### {network_words.people_title(people)}")
        if people.empty:
            st.caption("Only events without a session, or without a lane, came from it.")
            return
        shown = pd.DataFrame({
            "person": people["actor_login"].fillna(people["actor_id"]),
            "foreign": people["foreign_count"].mask(people["foreign_count"].eq(0)),
            "origin": people["origin_count"].mask(people["origin_count"].eq(0)),
            "events": people["event_count"],
            "first": people["first_at"],
            "last": people["last_at"],
        }).head(MOST_ROWS)  # fmt: skip
        column = st.column_config
        row_links.table(
            shown if unjudged.is_judged(view.case) else shown.drop(columns="foreign"),
            people["actor_id"].tolist(),
            "network-people",
            {
                "person": column.TextColumn("person", width=130 if is_phone else 168, pinned=is_phone),
                "foreign": column.NumberColumn("foreign in", width=74, help="Sessions with a foreign client here"),
                "origin": column.NumberColumn("signed in to", width=86, help="Sessions whose first client was here"),
                "events": column.NumberColumn("events", width=56, format="%,.0f"),
                "first": column.DatetimeColumn("first, UTC", width=92, format="D MMM HH:mm"),
                "last": column.DatetimeColumn("last, UTC", width=92, format="D MMM HH:mm"),
            },
            lambda actor_id: row_links.ask("person", actor_id),
        )
        _foot(view, people, "people-of-network.csv", "The tick of a row opens the person.")


def draw_addresses(view: Network, is_phone: bool) -> None:
    """The addresses of it; of one address those around it."""
    found = view.neighbours if view.asked.kind == "address" else view.addresses
    with st.container(border=True, gap="xsmall", height="stretch"):
        st.markdown(f"### {network_words.addresses_title(view.asked, view.addresses, view.neighbours)}")
        if found.empty:
            st.caption("The way to the wider network stands above the headline.")
            return
        shown = pd.DataFrame({
            "address": found["address"],
            "foreign": found["foreign_count"].mask(found["foreign_count"].eq(0)),
            "began": found["person_count"].mask(found["person_count"].eq(0)),
            "sessions": found["session_count"],
            "place": found["place"],
            "first": found["first_at"],
            "mark": [_mark(*one) for one in zip(found["is_2023"], found["is_indicator"], strict=True)],
        }).head(MOST_ROWS)  # fmt: skip
        column = st.column_config
        row_links.table(
            shown.drop(columns=_untold(view) or ["mark"] * (not shown["mark"].any())),
            found["address"].tolist(),
            "network-addresses",
            {
                "address": column.TextColumn("address", width=118, pinned=is_phone),
                "foreign": column.NumberColumn("foreign in", width=76),
                "began": column.NumberColumn("people began", width=90),
                "sessions": column.NumberColumn("sessions", width=62),
                "place": column.TextColumn("place", width=138),
                "first": column.DatetimeColumn("first, UTC", width=92, format="D MMM HH:mm"),
                "mark": column.TextColumn("indicator", width=110),
            },
            lambda address: row_links.ask("network", address),
        )
        _foot(view, found, "addresses-of-network.csv", "The tick of a row opens the address.")


def _untold(view: Network) -> list[str]:
    """Columns of addresses that say what was judged, where nothing was."""
    return [] if unjudged.is_judged(view.case) else ["foreign", "mark"]


def _mark(is_2023: bool, is_indicator: bool) -> str:
    return ", ".join(["list of 2023"] * bool(is_2023) + ["this case"] * bool(is_indicator))


def draw_devices(view: Network) -> None:
    """Systems and browsers seen there, and where the addresses lie by whose word."""
    column = st.column_config
    devices, places = view.devices, view.places
    with st.container(border=True, gap="xsmall", height="stretch"):
        st.markdown(f"### {network_words.devices_title(devices, places)}")
        if devices.empty and places.empty:
            st.caption("No event of a session names a system, a browser or a place.")
            return
        st.dataframe(
            pd.DataFrame({
                "device": devices["device"],
                "foreign": devices["foreign_count"].mask(devices["foreign_count"].eq(0)),
                "people": devices["person_count"],
                "sessions": devices["session_count"],
            }).drop(columns=_untold(view)[:1]).head(MOST_ROWS),
            hide_index=True, row_height=30, height="auto" if len(devices) <= 5 else 200, placeholder="",
            column_config={
                "device": column.TextColumn("system, browser", width=150),
                "foreign": column.NumberColumn("foreign in", width=76),
                "people": column.NumberColumn("people", width=60),
                "sessions": column.NumberColumn("sessions", width=66),
            },
        )  # fmt: skip
        located = (
            pd.DataFrame({
                "place": [
                    ", ".join(one for one in pair if isinstance(one, str)) or "unknown"
                    for pair in zip(places["city"], places["country"], strict=True)
                ],
                "says": places["place_source"].map(network_words.PLACE_SAYS),
                "addresses": places["address_count"],
                "radius": places["radius_km"],
                "apart": places["disagreement_km"],
            }).head(MOST_ROWS)
        )  # fmt: skip
        st.dataframe(
            located if located["apart"].notna().any() else located.drop(columns="apart"),
            hide_index=True, row_height=30, height="auto" if len(places) <= 5 else 200, placeholder="",
            column_config={
                "place": column.TextColumn("place", width=150),
                "says": column.TextColumn("says", width=92),
                "addresses": column.NumberColumn("addresses", width=74),
                "radius": column.NumberColumn("within km", width=70, format="%,.0f"),
                "apart": column.NumberColumn(
                    "apart km", width=70, format="%,.0f", help="Between Okta’s place and the database’s"
                ),
            },
        )  # fmt: skip


def draw_loose(view: Network, is_phone: bool) -> None:
    """Failed sign-ins, events without a session, and what forms no lane. A row opens its first record."""
    loose = view.loose
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"### {network_words.loose_title(loose)}")
        if loose.empty:
            st.caption("Failed sign-ins and side-channel events would stand here.")
            return
        shown = pd.DataFrame({
            "what": loose["what"],
            "first": loose["first_at"],
            "events": loose["event_count"],
            "person": loose["actor_login"].fillna(loose["actor_id"]),
            "event": loose["event_type"],
            "outcome": loose["outcome"],
            "why": loose["side_channel"].fillna(""),
            "address": loose["address"],
            "last": loose["last_at"],
        })  # fmt: skip
        column = st.column_config
        row_links.table(
            shown,
            loose["first_event_id"].tolist(),
            "network-loose",
            {
                "what": column.TextColumn("what", width=140, pinned=is_phone),
                "first": column.DatetimeColumn("first, UTC", width=92, format="D MMM HH:mm"),
                "events": column.NumberColumn("events", width=60, format="%,.0f"),
                "person": column.TextColumn("person", width=190),
                "event": column.TextColumn("event", width=220),
                "outcome": column.TextColumn("outcome", width=74),
                "why": column.TextColumn("forms no lane because", width=160),
                "address": column.TextColumn("address", width=112),
                "last": column.DatetimeColumn("last, UTC", width=92, format="D MMM HH:mm"),
            },
            row_links.open_record,
        )
        _foot(view, loose, "outside-of-lanes.csv", "The tick of a row opens its first record below.")


def _ink(shown: pd.DataFrame, column: str) -> object:
    ink = chart.colours().foreign
    return shown.style.map(lambda one: f"color: {ink}" if str(one).startswith("foreign") else "", subset=[column])


def _foot(view: Network, frame: pd.DataFrame, file: str, words: str) -> None:
    more = f"The first {MOST_ROWS:,} of {len(frame):,} are shown. " if len(frame) > MOST_ROWS else ""
    columns = unjudged.told(view.case, tuple(frame.columns), _JUDGED)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(more + words, width="content")
        st.download_button(
            "CSV", lambda: as_csv(frame, columns), file, "text/csv", type="tertiary",
            icon=":material/download:", on_click="ignore", key=file,
        )  # fmt: skip
