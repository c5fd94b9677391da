"""The changes by object: what was made, and what became of it. A row opens the object's own history."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from analysis import changes, changes_words
from analysis.case import Case
from analysis.changes import Span
from analysis.changes_filter import Filter, side_label
from analysis.findings_view import short_names
from parts import changes_filter, changes_table, chart


def draw(case: Case, wanted: Filter, span: Span, is_phone: bool) -> None:
    """One page of the objects that match."""
    found = changes.objects(case, wanted)
    if found.empty:
        st.markdown("No change that matches names an object. See them change by change.")
        return
    key = f"changes-objects-{hash(wanted)}"
    things = found["thing"].tolist()

    def chosen() -> None:
        picked = st.session_state[key]["selection"]["rows"]
        if picked:
            changes_filter.into_address(wanted.of_object(things[picked[0]]))

    text = st.column_config.TextColumn
    at = st.column_config.DatetimeColumn
    st.dataframe(
        _shown(found),
        hide_index=True, key=key, on_select=chosen, selection_mode="single-row", row_height=30,
        height="auto" if len(found) <= 14 else 450, placeholder="",
        column_config={
            "object": text("object", width=200, pinned=True),
            "type": text("type", width=120),
            "first": at("first, UTC", format="D MMM HH:mm:ss", width=118),
            "made": text("first change", width=164),
            "by": text("by", width=112),
            "side": text("from", width=108),
            "became": text("what became of it", width=128),
            "last": at("last, UTC", format="D MMM HH:mm:ss", width=118),
            "last what": text("last change", width=164),
            "last by": text("by", width=112),
            "changes": st.column_config.NumberColumn("changes", width=70),
            "foreign": st.column_config.NumberColumn("foreign", width=66),
        },
    )  # fmt: skip
    st.caption(
        "First change that matches; last change of the object in the whole case. A row opens all that was done to it."
        + (" The table slides sideways." if is_phone else "")
    )
    changes_table.draw_foot(found, wanted, span, "objects", lambda: changes.objects_csv(case, wanted))


def _shown(found: pd.DataFrame) -> object:
    records: list[dict[Any, Any]] = found.to_dict("records")
    ends = [changes_words.outcome_of_object(row) for row in records]
    shown = pd.DataFrame({
        "object": found["object_name"].fillna(found["thing"]),
        "became": ends,
        "made": found["first_what"],
        "by": short_names(found["first_by"]),
        "side": [side_label(side) for side in found["first_side"]],
        "first": found["first_at"],
        "last what": found["last_what"],
        "last by": short_names(found["last_by"]),
        "last": found["last_at"],
        "changes": found["change_count"],
        "foreign": found["foreign_count"],
        "type": found["object_type"],
    })  # fmt: skip
    colours = chart.colours()
    ink = {side_label("foreign"): colours.foreign, side_label("proven"): colours.origin}
    return shown.style.map(lambda label: f"color: {ink[label]}" if label in ink else "", subset=["side"])
