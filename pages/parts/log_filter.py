"""What narrows the log: fields over the table, and the address that keeps what they say.

The address is the one place where it stands: a field writes it and is drawn from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

import streamlit as st

from analysis.log_view import LONGEST, LogFilter

_ORDERS = {False: "Newest first", True: "Oldest first"}
_TEXTS = {
    "find": ("Find in events", "find: type, target, agent"),
    "person": ("Person", "person"),
    "address": ("Address", "address, or its beginning"),
}


def wanted() -> LogFilter:
    """What the address asks for."""
    return LogFilter.of_query(st.query_params.to_dict())


def ask(asked: LogFilter) -> None:
    """Write a filter into the address; a record that is open is closed."""
    for name, value in asked.as_query().items():
        if value is None:
            st.query_params.pop(name, None)
        elif st.query_params.get(name) != value:
            st.query_params[name] = value
    st.query_params.pop("event", None)


def draw(asked: LogFilter, known: Mapping[str, Any], is_phone: bool) -> None:
    """The fields in two rows; `known` has the types, outcomes and times that the log holds."""
    state = st.session_state
    for name in _TEXTS:
        state[f"log-{name}"] = getattr(asked, name)
    types = [one for one in known["event_types"] if one]
    state["log-types"] = [one for one in asked.types if one in types]
    state["log-outcomes"] = [one for one in asked.outcomes if one in known["outcomes"]]
    first_day = known["first_at"].replace(hour=0, minute=0, second=0, microsecond=0)
    for name, at in (("from", asked.from_at), ("until", asked.until_at)):
        # An earlier time finds the same; the field would put another in its place.
        state[f"log-{name}"] = max(at, first_day) if at else None
    state["log-order"] = asked.is_oldest_first
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        for name, (label, example) in _TEXTS.items():
            st.text_input(
                label, placeholder=example, key=f"log-{name}", on_change=_changed, label_visibility="collapsed",
                max_chars=LONGEST, icon=":material/search:" if name == "find" else None, width=_width(is_phone, 210),
            )  # fmt: skip
        st.multiselect(
            "Event types", types, placeholder="event type", key="log-types", on_change=_changed,
            label_visibility="collapsed", width=_width(is_phone, 300),
        )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.multiselect(
            "Outcomes", known["outcomes"], format_func=lambda one: one or "none given", placeholder="outcome",
            key="log-outcomes", on_change=_changed, label_visibility="collapsed", width=_width(is_phone, 170),
        )  # fmt: skip
        for name, label in (("from", "From, UTC"), ("until", "Until, UTC")):
            st.datetime_input(
                label, value=None, key=f"log-{name}", on_change=_changed, step=60, width=_width(is_phone, 210),
                min_value=first_day,
            )  # fmt: skip
        st.segmented_control(
            "Order", list(_ORDERS), format_func=_ORDERS.__getitem__, required=True, key="log-order",
            on_change=_changed, label_visibility="collapsed",
        )  # fmt: skip
        if asked.is_narrow:
            st.button(
                "Clear the filter", type="tertiary", icon=":material/filter_alt_off:", key="log-clear",
                on_click=ask, args=(asked.widened,),
            )  # fmt: skip
    if asked.session:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.text(f"Only events of the session {asked.session}", width="content")
            st.button(
                "All sessions", type="tertiary", icon=":material/close:", key="log-all-sessions",
                on_click=ask, args=(replace(asked, session="", page=1),),
            )  # fmt: skip


def _width(is_phone: bool, pixels: int) -> int | Literal["stretch"]:
    return "stretch" if is_phone else pixels


def _changed() -> None:
    state = st.session_state
    ask(
        wanted().with_only(
            **{name: state[f"log-{name}"].strip() for name in _TEXTS},
            types=tuple(state["log-types"]),
            outcomes=tuple(state["log-outcomes"]),
            from_at=_plain(state["log-from"]),
            until_at=_plain(state["log-until"]),
            is_oldest_first=bool(state["log-order"]),
        )
    )


def _plain(at: datetime | None) -> datetime | None:
    return at.replace(tzinfo=None) if at else None
