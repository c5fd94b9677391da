"""The card with the map and the speed ladder: where the clients were, and how fast one person would have travelled."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from analysis import findings_words
from analysis.charts.ladder import ladder, shown_hops
from analysis.charts.map import session_map
from analysis.session_view import MOST_ROWS, SessionView
from parts import chart, kept

WIDE = 0.68
"""Height by width of the map, in a card over the whole width."""
COLUMNS = (
    "hop_at", "previous_city", "city", "seconds_s", "distance_km", "speed_kmh", "not_judged",
)  # fmt: skip


def draw(view: SessionView, is_phone: bool, open_event: Callable[[str], None], *, is_judged: bool = True) -> None:
    """Map and ladder side by side, over the whole width where nothing is judged; below each other on a phone."""
    shape = None if is_judged or is_phone else WIDE
    limit = view.number("max_speed_kmh")
    hops = view.hops
    found = kept.of_session(view.case, view.finding["session_key"], f"speeds {limit}", lambda: _speeds(view, limit))
    with st.container(border=True, gap="xsmall", height="stretch"):
        st.markdown(f"### {findings_words.ladder_title(found)}")
        figure = kept.figure(
            view, "map", is_phone, is_judged,
            make=lambda: session_map(
                view.places, hops, chart.colours(), phone=is_phone, shape=shape, judged=is_judged,
                sessionless=view.finding["is_inferred"],
            ),
        )  # fmt: skip
        left, right = st.columns([45, 55], gap="small")
        with left:
            if figure is None:
                st.caption("No event of this session has a place, so there is no map.")
            else:
                cities = ", ".join(sorted({city for city in view.places["city"] if isinstance(city, str)}))
                chart.draw(figure, key="map", alt=f"Map: {cities[:200]}")
        with right:
            _ladder(view, limit, is_phone, open_event)
        st.caption(_foot(found, len(shown_hops(hops))))
        if found.count and is_phone:
            with st.expander("The moves as a table"):
                _table(view)
        elif found.count:
            _table(view)


def _speeds(view: SessionView, limit: float) -> findings_words.Speeds:
    told = view.hops[["not_judged", "is_simultaneous", "speed_kmh", "distance_km", "is_hidden_end"]]
    return findings_words.speeds(told.astype("object").where(told.notna(), None).to_dict("records"), limit)  # type: ignore[arg-type]


def _ladder(view: SessionView, limit: float, is_phone: bool, open_event: Callable[[str], None]) -> None:
    if view.hops.empty:
        st.caption("Every event came from one client in one place: there is no move to judge.")
        return

    def clicked() -> None:
        events = chart.picked("ladder")
        if events:
            open_event(events[0])

    chart.draw(
        kept.figure(
            view,
            "ladder",
            limit,
            is_phone,
            make=lambda: ladder(shown_hops(view.hops), chart.colours(), max_speed_kmh=limit, phone=is_phone),
        ),
        key="ladder",
        alt="Speed of each move in km/h, a lower bound, against walking, car, train and airliner.",
        on_select=clicked,
    )


def _foot(found: findings_words.Speeds, shown: int) -> str:
    if not found.count:
        return "Places are where Okta or your database places the address, not where a person was."
    judged = "All" if found.judged == found.count else f"{found.judged} of"
    which = f" The {shown} fastest are drawn." if shown < found.count else ""
    return (
        f"km/h, lower bound: the accuracy of both places is taken off. {judged} {found.count} moves judged.{which} "
        "Places are where Okta or your database places the address."
    )


def _table(view: SessionView) -> None:
    column = st.column_config
    st.dataframe(
        view.hops[[*COLUMNS]].head(MOST_ROWS),
        hide_index=True,
        row_height=30,
        height="auto" if len(view.hops) <= 8 else 277,
        placeholder="",
        column_config={
            "hop_at": column.DatetimeColumn("time, UTC", format="D MMM HH:mm:ss", width=112),
            "previous_city": column.TextColumn("from", width=100),
            "city": column.TextColumn("to", width=100),
            "seconds_s": column.NumberColumn("seconds", format="%,.0f", width=76),
            "distance_km": column.NumberColumn("km at least", format="%,.0f", width=84),
            "speed_kmh": column.NumberColumn("km/h at least", format="%,.0f", width=92),
            "not_judged": column.TextColumn("why not judged", width=180),
        },
    )
