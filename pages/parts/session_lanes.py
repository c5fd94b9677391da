"""The card with the lanes: a mark opens its record, a box narrows the table of events."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from analysis import findings_words
from analysis.charts.lanes import MOST_LANES, lanes
from analysis.charts.lanes import key as key_of_marks
from analysis.session_view import SessionView
from parts import chart


def key(view: SessionView) -> str:
    """The name of the figure: another session, or other folds, are another figure."""
    state = st.session_state
    return f"lanes-{view.finding['session_key']}-{state.get('fold', True)}-{state.get('box', False)}"


def draw(view: SessionView, is_phone: bool, open_event: Callable[[str], None]) -> None:
    """The lanes under a title that says what they show."""
    finding = view.finding
    span_s = (finding["ended_at"] - finding["started_at"]).total_seconds()
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            title = findings_words.lanes_title(len(view.lanes), view.shortest_turn_s, span_s)
            st.markdown(f"### {title}", width="stretch")
            box = not is_phone and st.toggle("Pick by a box", key="box")
            fold = st.toggle("Fold idle gaps", value=True, key="fold")
        figure_key = key(view)

        def clicked() -> None:
            events = chart.picked(figure_key)
            if len(events) == 1 and not box:
                open_event(events[0])

        chart.draw(
            lanes(
                view.events,
                view.lanes,
                chart.colours(),
                divergence_at=view.divergence_at,
                fold=fold,
                phone=is_phone,
                box=box,
            ),
            key=figure_key,
            alt=f"{title}. {findings_words.events_title(int(finding['foreign_event_count']), len(view.events))}.",
            on_select=clicked,
            modes=("box",) if box else ("points",),
        )
        chart.draw(
            key_of_marks(chart.colours(), phone=is_phone), key="key-of-marks",
            alt="Marks: sign-in, factor, app, admin, policy, token, denied.",
        )  # fmt: skip
        if len(view.lanes) > MOST_LANES:
            st.caption(f"{MOST_LANES} of {len(view.lanes)} clients are drawn; the table below has the events of all.")
