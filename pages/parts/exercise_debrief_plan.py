"""The improvement plan: the facilitator edits it, everybody reads it."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from analysis.errors import CrumblineError
from analysis.exercise.debrief import plan
from analysis.exercise.debrief.shape import Debrief, PlanRow
from analysis.exercise.play.play import Play
from parts import problems
from parts.seats import Viewer

SUGGESTED, OURS = "suggested", "ours"
ROW_PX, MOST_ROWS = 62, 12
"""High enough for Streamlit to break lines."""


def draw(play: Play, who: Viewer, told: Debrief) -> None:
    """A table to edit for the facilitator, to read for players."""
    st.markdown("### Strengths to keep, gaps to close")
    if not told.is_plan_kept:
        st.caption("Suggested from the score, in the program’s words. Owners and dates come from people.")
    if not who.is_facilitator:
        _table(told)
        return
    edited = st.data_editor(
        _frame(told.plan, is_edited=True), hide_index=True, num_rows="dynamic", row_height=ROW_PX,
        height=_height(len(told.plan) + 1), key=f"debrief-plan-{_stands_for(told.plan)}", column_config=_columns(),
        disabled=["by"],
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if st.button("Keep the plan", type="primary", key="debrief-keep-plan"):
            _keep(play, who, edited)
        st.caption("Players see what was kept. A row without words is left out.")


def _keep(play: Play, who: Viewer, edited: pd.DataFrame) -> None:
    try:
        play.keep_plan(
            plan.rows([{str(name): value for name, value in row.items()} for row in edited.to_dict("records")]),
            who.name,
        )
    except CrumblineError as error:
        problems.draw(error)
        return
    st.rerun()


def _stands_for(rows: tuple[PlanRow, ...]) -> str:
    """Another plan is another editor: what was edited before belongs to the plan before."""
    text = json.dumps([[row.side, row.what, row.owner, row.date] for row in rows])
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _height(rows: int) -> int:
    return ROW_PX * min(rows, MOST_ROWS) + 40


def _table(told: Debrief) -> None:
    shown = _frame(told.plan, is_edited=False)
    st.dataframe(shown, hide_index=True, row_height=ROW_PX, height=_height(len(shown)), column_config=_columns())


def _frame(rows: tuple[PlanRow, ...], *, is_edited: bool) -> pd.DataFrame:
    days = [date.fromisoformat(row.date) if row.date else None for row in rows]
    return pd.DataFrame(
        {
            plan.COLUMNS[0]: [row.side for row in rows],
            "what": [row.what for row in rows],
            "owner": [row.owner for row in rows],
            "date": pd.to_datetime(pd.Series(days, dtype="object")) if is_edited else [row.date for row in rows],
            "by": [SUGGESTED if row.is_suggested else OURS for row in rows],
        }
    )


def _columns() -> dict[str, Any]:
    config = st.column_config
    return {
        plan.COLUMNS[0]: config.SelectboxColumn("strength or gap", options=list(plan.SIDES), width=110, required=True),
        "what": config.TextColumn("what", width=560, max_chars=plan.LONGEST),
        "owner": config.TextColumn("owner", width=130, max_chars=80),
        "date": config.DateColumn("by when", width=110, format="YYYY-MM-DD"),
        "by": config.TextColumn("whose words", width=90),
    }
