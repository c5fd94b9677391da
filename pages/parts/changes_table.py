"""The changes as a table, one page; a row opens its change below."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from analysis import changes, changes_words
from analysis.case import Case
from analysis.changes import PAGE_ROWS, Span
from analysis.changes_filter import SIDES, SORTS, Filter, side_label
from analysis.charts.clock import moment
from analysis.findings_view import short_names
from parts import chart

_MOVES = "changes_moves"


def draw(case: Case, wanted: Filter, span: Span, is_phone: bool) -> None:
    """One page of the changes that match, with the other pages and the download."""
    found = changes.page(case, wanted)
    if found.empty:
        st.markdown("No change matches. Choose more kinds and sides, or search for less.")
        return
    rows = [{str(name): _known(value) for name, value in row.items()} for row in found.to_dict("records")]
    ids = found["event_id"].tolist()
    key = _key(wanted, ids)

    def chosen() -> None:
        picked = st.session_state[key]["selection"]["rows"]
        if picked:
            st.query_params["event"] = ids[picked[0]]
        else:
            st.query_params.pop("event", None)

    opened = st.query_params.get("event")
    st.dataframe(  # type: ignore[call-overload]
        _shown(found, rows),
        hide_index=True, key=key, on_select=chosen, selection_mode="single-row", row_height=30,
        selection_default={"selection": {"rows": [ids.index(opened)] if opened in ids else []}},
        height="auto" if len(found) <= 14 else 450, column_config=_columns(), placeholder="",
    )  # fmt: skip
    if is_phone:
        st.caption("The table slides sideways. A tap on the first column opens the change.")
    _moves(ids)
    draw_foot(found, wanted, span, "changes", lambda: changes.csv(case, wanted))


def _key(wanted: Filter, ids: list[str]) -> str:
    """The table's name: a new one where the address opens another change than the ticked row.

    Why: a table cannot be told to tick another row; under a new name it starts with the rows that it is given.
    """
    key = f"changes-table-{hash(wanted)}-{st.session_state.get(_MOVES, 0)}"
    rows = st.session_state[key]["selection"]["rows"] if key in st.session_state else []
    if rows and (rows[0] >= len(ids) or ids[rows[0]] != st.query_params.get("event")):
        st.session_state[_MOVES] = st.session_state.get(_MOVES, 0) + 1
        return f"changes-table-{hash(wanted)}-{st.session_state[_MOVES]}"
    return key


def _moves(ids: list[str]) -> None:
    """The next change and the one before, by key too."""
    opened = st.query_params.get("event")
    row = ids.index(opened) if opened in ids else -1

    def move(by: int) -> None:
        st.session_state[_MOVES] = st.session_state.get(_MOVES, 0) + 1
        st.query_params["event"] = ids[min(max(row + by, 0), len(ids) - 1)]

    with st.container(horizontal=True, gap="xsmall"):
        for word, shortcut, icon, by in (("Next", "J", "downward", 1), ("Previous", "K", "upward", -1)):
            st.button(
                word, type="tertiary", icon=f":material/arrow_{icon}:", shortcut=shortcut, on_click=move, args=(by,),
                key=f"changes-{word}",
            )  # fmt: skip


def _shown(found: pd.DataFrame, rows: list[dict[str, Any]]) -> object:
    shown = pd.DataFrame({
        "at": found["occurred_at"],
        "change": found["what"],
        "object": [changes_words.object_plain(row) for row in rows],
        "person": short_names(found["actor_login"]),
        "side": [side_label(side) for side in found["side"]],
        "usual": [changes_words.usual_short(row) for row in rows],
        "end": [changes_words.end_plain(row, None) for row in rows],
        "before": found["before_text"],
        "after": found["after_text"],
        "address": found["address"],
        "event": found["event_type"],
    })  # fmt: skip
    colours = chart.colours()
    ink = {side_label("foreign"): colours.foreign, side_label("proven"): colours.origin}
    return shown.style.map(lambda label: f"color: {ink[label]}" if label in ink else "", subset=["side"])


def _columns() -> dict[str, object]:
    column = st.column_config
    text = column.TextColumn
    return {
        "at": column.DatetimeColumn("time, UTC", format="D MMM HH:mm:ss", width=112, pinned=True),
        "change": text("change", width=164),
        "object": text("what it was made to", width=180),
        "person": text("by", width=98),
        "side": text("from", width=98, help="; ".join(SIDES)),
        "usual": text("for this person", width=98, help="On how many other days this person did the same"),
        "end": text("what became of it", width=214),
        "before": text("before", width=150),
        "after": text("after", width=150),
        "address": text("address", width=112),
        "event": text("event", width=210),
    }


def draw_foot(found: pd.DataFrame, wanted: Filter, span: Span, word: str, csv: Callable[[], bytes]) -> None:
    """How many are shown of how many, the other pages, and the download of all that match."""
    matching = int(found["matching_count"].iloc[0])
    first, last = int(found["place_no"].iloc[0]), int(found["place_no"].iloc[-1])
    with st.container(horizontal=True, vertical_alignment="center"):
        shown = f"{matching:,}" if matching <= PAGE_ROWS else f"{first:,} to {last:,} of {matching:,}"
        until = f" Not undone: until the evidence ends, {moment(span.ends_at)} UTC." if span.ends_at is not None else ""
        st.caption(f"{shown} {word}, {SORTS[wanted.sort]}.{until}", width="content")
        for label, page_no, possible in (
            ("Before", wanted.page_no - 1, wanted.page_no > 1),
            ("After", wanted.page_no + 1, last < matching),
        ):
            if possible and st.button(label, type="tertiary", key=f"{word}-page-{label}"):
                st.query_params["page"] = str(page_no)
                st.query_params.pop("event", None)
                st.rerun()
        st.download_button(
            "Download these", csv, f"{word}.csv", "text/csv", type="tertiary", icon=":material/download:",
            on_click="ignore", key=f"{word}-csv",
        )  # fmt: skip


def _known(value: Any) -> Any:
    return None if value is None or value is pd.NaT or value is pd.NA or value != value else value
