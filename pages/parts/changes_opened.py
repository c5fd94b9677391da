"""One change opened: who, from where, on what, before and after, what became of it, and its record as it came."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analysis import changes, changes_words
from analysis.case import Case
from analysis.changes import Span
from analysis.changes_filter import Filter, side_label
from analysis.charts.clock import moment
from parts import changes_filter, links, record

MOST_SHOWN = 1_000
"""Characters of a line; the record below has all."""
COLOURS = {"foreign": "orange", "proven": "blue"}


def draw(case: Case, span: Span, event_id: str | None, is_phone: bool) -> None:
    """The change of this event; nothing where none is asked for."""
    if not event_id:
        return
    change = changes.of_event(case, event_id)
    if change is None:
        st.caption("The event in the address is none of the changes of this case.")
        return
    with st.container(border=True, gap="small", key="change-opened"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"### The change of {moment(change['occurred_at'])} UTC", width="content")
            st.badge(side_label(change["side"]), color=COLOURS.get(change["side"], "gray"))  # type: ignore[arg-type]
            if change["is_persistence"]:
                st.badge("leaves a way in", color="gray")
        _facts(change, span, is_phone)
        _before_and_after(change)
        _ways(change)
    record.draw(case, change, "record-change")


def _facts(change: Mapping[str, Any], span: Span, is_phone: bool) -> None:
    """What is known of it, a line each: log text is plain text here."""
    who = change["actor_login"] or change["person_id"] or "nobody named"
    by = {"person": ""}.get(change["actor_kind"], f" ({change['actor_kind']})")
    token = f", with the API token {change['api_token_id']}" if change["api_token_id"] else ""
    lines = [
        ("What", f"{change['what']}: {changes_words.object_plain(change)}"),
        ("Who", f"{who}{by}{token}, from {change['address'] or 'no address'}"),
        ("For this person", changes_words.usual(change)),
        ("Became of it", changes_words.end_plain(change, span.ends_at)),
    ]
    if change["object_id"]:
        lines.insert(1, ("Object", f"{change['object_type'] or 'type not named'} {change['object_id']}"))
    if change["documented_as"]:
        lines.append(("Okta names it", f"among events to look for after a compromise: {change['documented_as']}"))
    st.caption(changes_words.whence(change))
    for name, said in lines:
        if is_phone:
            st.text(f"{name}: {said[:MOST_SHOWN]}")
            continue
        left, right = st.columns([2, 11], gap="small")
        left.caption(name)
        right.text(said[:MOST_SHOWN])


def _before_and_after(change: Mapping[str, Any]) -> None:
    fields = changes.before_and_after(change)
    if not fields:
        st.caption("The record does not say how it was before.")
        return
    st.dataframe(
        pd.DataFrame(fields, columns=["field", "before", "after"]),
        hide_index=True,
        row_height=30,
        height="auto" if len(fields) <= 10 else 330,
        column_config={
            name: st.column_config.TextColumn(name, width="medium") for name in ("field", "before", "after")
        },
        key="change-fields",
    )


def _ways(change: Mapping[str, Any]) -> None:
    """Where to go from here."""
    with st.container(horizontal=True):
        if change["has_session"] and st.button(
            "Open the session there", type="primary", icon=":material/timeline:", key="change-session"
        ):
            links.open_session(change["session_key"], change["event_id"])
        if change["person_id"] and st.button("Open the person", icon=":material/person:", key="change-person"):
            links.open_person(change["person_id"])
        thing = change["object_id"] or change["object_name"]
        if thing and st.button("All changes of this object", icon=":material/history:", key="change-object"):
            changes_filter.go(Filter().of_object(thing))
        if change["undone_event_id"] and st.button("What undid it", icon=":material/undo:", key="change-undone"):
            st.query_params["event"] = change["undone_event_id"]
            st.rerun()
