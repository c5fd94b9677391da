"""The first page of a briefing on the screen. Text of the log stands in st.text and tables; no cards."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analysis.briefing import said
from analysis.briefing.front import CHANGES
from analysis.briefing.markdown import plain
from analysis.briefing.shape import Briefing, Table
from analysis.case import Case
from analysis.charts.briefing_timeline import briefing_timeline
from analysis.charts.world_map import world_map
from parts import briefing_kept, chart, links, phone


def draw(told: Briefing, is_phone: bool) -> None:
    """Headline, lead, figures, pictures, and what is to be decided."""
    st.title(plain(told.headline), anchor=False)
    st.markdown(f"#### {plain(' '.join(told.lead))}")
    _figures(told, is_phone)
    if told.timeline and told.spots and not is_phone:
        left, right = st.columns([6, 5], gap="medium")
        with left:
            _timeline(told, is_phone)
        with right:
            _map(told, is_phone)
    else:
        _timeline(told, is_phone)
        _map(told, is_phone)
    if told.affected or told.reached:
        st.markdown("### Who and what is affected")
        if told.affected:
            table(told.affected)
        _lines(told.reached)
    _decisions(told, is_phone)
    _beside(told, is_phone)
    _clocks(told)
    if told.controls:
        st.markdown("### What would have interrupted it, and its price")
        rows = tuple((one.name, one.effect, one.price) for one in told.controls)
        table(Table(("Control", "In this log", "Price"), rows, (0.26, 0.34, 0.4), told.controls_note))


def _figures(told: Briefing, is_phone: bool) -> None:
    for at in range(0, len(told.figures), 2 if is_phone else 4):
        row = told.figures[at : at + (2 if is_phone else 4)]
        for column, one in zip(st.columns(len(row), gap="small", wrap=False), row, strict=True):
            with column:
                st.metric(one.label, one.value, one.note or None, delta_color="gray", delta_arrow="off")
                if st.button("List them", type="tertiary", icon=":material/arrow_forward:", icon_position="right",
                             key=f"list-{one.label}"):  # fmt: skip
                    _lead_to(one.link)


def _lead_to(link: str) -> None:
    if link == CHANGES:
        links.open_changes(side="foreign")
    elif link:
        links.open_findings(band=link)
    else:
        links.open_evidence()


def _timeline(told: Briefing, is_phone: bool) -> None:
    if not told.timeline:
        return
    st.markdown(f"### {plain(told.timeline_title)}")
    figure = briefing_timeline(told.timeline, chart.colours(), phone=is_phone)
    chart.draw(
        figure, key=f"briefing-timeline-{is_phone}", alt=f"{told.timeline_title}. A row a session.", on_select=_opened
    )
    st.markdown(":blue[━ the session]  :orange[◆ first event of the other client]")
    if told.timeline_note:
        st.caption(told.timeline_note)
    key = st.session_state.pop("briefing_session", None)
    if key:
        links.open_session(key)


def _opened() -> None:
    for key in ("briefing-timeline-True", "briefing-timeline-False"):
        for value in chart.picked(key):
            st.session_state["briefing_session"] = value


def _map(told: Briefing, is_phone: bool) -> None:
    if not told.spots:
        return
    st.markdown(f"### {plain(told.map_title)}")
    figure = world_map(_as_ways(told), chart.colours(), phone=is_phone)
    if figure is not None:
        chart.draw(figure, key=f"briefing-map-{is_phone}", alt=f"{told.map_title}. World map; the cities stand below.")
    st.caption(said.MAP_NOTE)
    with st.expander("The cities as a table"):
        rows = [{"city": spot.city, "opened": spot.signed_in, "used": spot.used} for spot in told.spots]
        st.dataframe(pd.DataFrame(rows), hide_index=True, row_height=30)


def _as_ways(told: Briefing) -> pd.DataFrame:
    """The ways as the world map takes them: a row a session, cities by name."""
    names = {(round(spot.latitude, 1), round(spot.longitude, 1)): spot for spot in told.spots}
    rows = []
    for number, way in enumerate(told.ways):
        home = names.get((way.latitude, way.longitude))
        there = names.get((way.to_latitude, way.to_longitude))
        for turn in range(way.session_count):
            rows.append(
                {
                    "session_key": f"{number}-{turn}", "city": there.city if there else None, "country": None,
                    "latitude": way.to_latitude, "longitude": way.to_longitude,
                    "previous_city": home.city if home else None, "previous_country": None,
                    "previous_latitude": way.latitude, "previous_longitude": way.longitude,
                }
            )  # fmt: skip
    return pd.DataFrame(rows)


def _decisions(told: Briefing, is_phone: bool) -> None:
    if not told.decisions:
        return
    st.markdown(f"### {said.DECISIONS}")
    wide = 1 if is_phone else min(4, len(told.decisions))
    for begin in range(0, len(told.decisions), wide):
        row = told.decisions[begin : begin + wide]
        for place, (column, one) in enumerate(zip(st.columns(wide, gap="medium"), row, strict=False), begin + 1):
            with column:
                st.markdown(f"**{place}\\. {plain(one.title)}**")
                st.markdown(f":gray[{plain(one.price)}]")


def _beside(told: Briefing, is_phone: bool) -> None:
    spoken = said.spoken(told)
    left, right = (st.container(), st.container()) if is_phone else st.columns(2, gap="medium")
    if told.sure:
        with left:
            st.markdown("### How sure, and why")
            _lines(told.sure)
            if spoken.unseen:
                st.caption(plain(spoken.unseen))
    if told.done:
        with right:
            st.markdown("### What has been done")
            _lines(told.done)


def _lines(lines: Sequence[str]) -> None:
    for line in lines:
        st.text(f"– {line}")


def _clocks(told: Briefing) -> None:
    if not told.clocks:
        return
    st.markdown("### Reporting clocks")
    rows = tuple(
        (one.name, what, after, at, f"{one.whom}. {one.applies} Source: {one.source}.")
        for one in told.clocks
        for what, after, at in one.steps
    )
    columns = ("Duty", "What is due", "Counted", "Due (UTC)", "To whom, when it applies, source")
    table(Table(columns, rows, (0.16, 0.24, 0.2, 0.14, 0.26), said.CLOCKS_NOTE))


def table(told: Table) -> None:
    """A table to read, its note below."""
    shown = pd.DataFrame(told.rows, columns=list(told.columns))
    widths = {name: st.column_config.Column(width=max(int(share * 1040), 60)) for name, share in
              zip(told.columns, told.widths, strict=True)}  # fmt: skip
    longest = max((len(cell) / max(share * 150, 8) for row in told.rows for cell, share in
                   zip(row, told.widths, strict=True)), default=1)  # fmt: skip
    lines = min(max(int(longest) + 1, 1), 8)
    if phone.is_phone():
        st.caption("The table slides sideways.")
    st.dataframe(
        shown, hide_index=True, row_height=30 if lines == 1 else 22 + 15 * lines,
        height="auto" if len(shown) <= 12 else 460, column_config=widths,
    )  # fmt: skip
    if told.note:
        st.caption(plain(told.note))


def draw_unmeasured(case: Case, told: Briefing) -> None:
    """Where measuring the controls would take time, it is asked for."""
    if told.has_unmeasured and st.button("Measure the controls for this page", icon=":material/shield:"):
        with st.spinner("The log is replayed under each control"):
            briefing_kept.briefing(case, waits=True)
        st.rerun()
