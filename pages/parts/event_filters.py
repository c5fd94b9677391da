"""Which events of a session are asked for: the controls over the table, and the address that keeps what they say.

The address is the one place where it stands: a control writes it and is drawn from it, so that Back, a refresh and a
link sent to somebody show the same events.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from analysis import event_filter
from analysis.charts.clock import moment
from analysis.charts.lane_box import Box
from analysis.charts.marks import KINDS
from analysis.event_filter import ALL, CHANGES, FOREIGN, EventFilter
from analysis.session_view import SessionView
from parts import games, levels

_WORDS = {ALL: "All", FOREIGN: "Foreign", CHANGES: "Changes"}
_KEY = "events"


def _start(view: SessionView) -> str:
    """What an address without a word on it shows."""
    return ALL if view.foreign.empty else FOREIGN


def _ways() -> list[str]:
    """What can be asked for: nothing is foreign in a game that shows lanes without a judgement."""
    return [which for which in _WORDS if which != FOREIGN or levels.tells_findings(games.current())]


def wanted(view: SessionView) -> EventFilter:
    """What the address asks for."""
    asked = EventFilter.of_query(st.query_params.to_dict(), _start(view))
    return asked if asked.which in _ways() else replace(asked, which=ALL)


def ask(view: SessionView, asked: EventFilter) -> None:
    """Write a filter into the address."""
    for name, value in asked.as_query(_start(view)).items():
        if value is None:
            st.query_params.pop(name, None)
        elif st.query_params.get(name) != value:
            st.query_params[name] = value


def ask_box(view: SessionView, box: Box) -> None:
    """Narrow the events to a box over the lanes; all of them, since a box says by itself which clients it means."""
    ask(view, replace(wanted(view), which=ALL, from_at=box.from_at, until_at=box.until_at, lanes=box.lanes))


def draw(view: SessionView, asked: EventFilter, title: str, is_phone: bool) -> None:
    """Title and controls in two rows; log text stands in options and fields only, which render none."""
    state = st.session_state
    state[f"{_KEY}-which"], state[f"{_KEY}-find"] = asked.which, asked.find

    def changed() -> None:
        ask(
            view,
            replace(
                wanted(view),
                which=state[f"{_KEY}-which"] or ALL,
                find=state[f"{_KEY}-find"].strip(),
                kinds=tuple(state.get(f"{_KEY}-kinds", ())),
                outcomes=tuple(state.get(f"{_KEY}-outcomes", ())),
                lanes=tuple(state.get(f"{_KEY}-lanes", ())),
            ),
        )

    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"### {title}", width="content")
        st.segmented_control(
            "Which events", _ways(), format_func=_WORDS.__getitem__, required=True, key=f"{_KEY}-which",
            on_change=changed, label_visibility="collapsed",
        )  # fmt: skip
    offered = _offered(view)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.text_input(
            "Find in events", placeholder="find: type, target, address, agent", icon=":material/search:",
            key=f"{_KEY}-find", on_change=changed, label_visibility="collapsed",
            max_chars=event_filter.LONGEST_FIND, width="stretch" if is_phone else 240,
        )  # fmt: skip
        for name, (word, options, told) in offered.items():
            chosen = [one for one in getattr(asked, name) if one in options]
            state[f"{_KEY}-{name}"] = chosen
            st.multiselect(
                word, options, format_func=told.__getitem__, placeholder=word, key=f"{_KEY}-{name}", on_change=changed,
                label_visibility="collapsed", width="stretch" if is_phone else 178,
            )  # fmt: skip
    if asked.is_narrow:
        _narrowed(view, asked)


def _offered(view: SessionView) -> dict[str, tuple[str, list[object], dict[object, str]]]:
    """Per field of the filter: its word, its options, and each option in words. Fields of one value are left out."""
    events = view.events
    here = set(events["kind"])
    kinds: Sequence[object] = [kind for kind in reversed(KINDS) if kind in here]
    outcomes: Sequence[object] = sorted(set(events["outcome"].dropna()))
    lanes: dict[object, str] = {
        int(row["lane_no"]): f"{row['lane_no']} " + " · ".join(filter(None, (row["network"], row["place"])))
        for row in view.lanes.to_dict("records")
    }
    if events["lane_no"].isna().any():
        lanes[event_filter.SIDE_CHANNEL] = "forms no lane"
    offered = {
        "kinds": ("kind", list(kinds), {kind: KINDS[str(kind)].word for kind in kinds}),
        "outcomes": ("outcome", list(outcomes), {outcome: str(outcome) for outcome in outcomes}),
        "lanes": ("client", list(lanes), lanes),
    }
    return {name: one for name, one in offered.items() if len(one[1]) > 1}


def _narrowed(view: SessionView, asked: EventFilter) -> None:
    """What of the filter has no control of its own, and the way out of all of it."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if asked.from_at or asked.until_at:
            first, last = asked.from_at or view.finding["started_at"], asked.until_at or view.finding["ended_at"]
            st.caption(f"Only {moment(pd.Timestamp(first))} to {moment(pd.Timestamp(last))} UTC", width="content")
            st.button(
                "All times", type="tertiary", icon=":material/close:", key=f"{_KEY}-all-times",
                on_click=_clear, args=(view, asked.without_box),
            )  # fmt: skip
        st.button(
            "Clear the filter", type="tertiary", icon=":material/filter_alt_off:", key=f"{_KEY}-clear",
            on_click=_clear, args=(view, asked.widened),
        )  # fmt: skip


def _clear(view: SessionView, asked: EventFilter) -> None:
    ask(view, asked)
    # The figure keeps its box by name; under a new name it has none.
    st.session_state["boxes"] = st.session_state.get("boxes", 0) + 1
