"""The card with the lanes: a mark opens its record, a box narrows the table of events."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from analysis import findings_words
from analysis.charts.lane_box import boxed
from analysis.charts.lane_frame import MOST_LANES
from analysis.charts.lanes import lanes
from analysis.charts.mark_key import key as key_of_marks
from analysis.session_view import SessionView
from parts import chart, event_filters, kept


def draw(view: SessionView, is_phone: bool, opened: str | None, open_event: Callable[[str], None]) -> None:
    """The lanes under a title that says what they show; `opened` is the event whose record stands below."""
    finding = view.finding
    span_s = (finding["ended_at"] - finding["started_at"]).total_seconds()
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            title = findings_words.lanes_title(len(view.lanes), view.shortest_turn_s, span_s)
            st.markdown(f"### {title}", width="stretch")
            box = not is_phone and st.toggle("Pick by a box", key="box", help="Drag over marks: the events follow")
            fold = st.toggle("Fold idle gaps", value=True, key="fold")
        # another session, other folds, or a box that was cleared: another figure
        figure_key = f"lanes-{finding['session_key']}-{fold}-{box}-{st.session_state.get('boxes', 0)}"

        def clicked() -> None:
            if box:
                _frame(view, chart.box(figure_key), fold)
            elif events := chart.picked(figure_key):
                open_event(events[0])

        chart.draw(
            kept.figure(
                view,
                "lanes",
                fold,
                is_phone,
                box,
                opened,
                make=lambda: lanes(
                    view.events,
                    view.lanes,
                    chart.colours(),
                    divergence_at=view.divergence_at,
                    fold=fold,
                    phone=is_phone,
                    box=box,
                    opened=opened,
                ),
            ),
            key=figure_key,
            alt=f"{title}. {findings_words.events_title(int(finding['foreign_event_count']), len(view.events))}.",
            on_select=clicked,
            modes=("box",) if box else ("points",),
        )
        chart.draw(
            kept.figure(view, "marks", is_phone, make=lambda: key_of_marks(chart.colours(), phone=is_phone)),
            key="key-of-marks",
            alt="Marks: sign-in, factor, app, admin, policy, token, denied.",
        )  # fmt: skip
        if len(view.lanes) > MOST_LANES:
            st.caption(f"{MOST_LANES} of {len(view.lanes)} clients are drawn; the table below has the events of all.")


def _frame(view: SessionView, drawn: dict[str, list[float]] | None, fold: bool) -> None:
    """Narrow the events to the box; a click beside it, which takes the box away, asks for all times again."""
    if drawn is None:
        event_filters.ask(view, event_filters.wanted(view).without_box)
        return
    found = boxed(view.events, view.lanes, drawn, divergence_at=view.divergence_at, fold=fold)
    if found is not None:
        event_filters.ask_box(view, found)
