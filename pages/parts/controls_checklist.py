"""The checklist of the 2023 case on this case: each row with its answer, why there is none here, or its guidance."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import streamlit as st

from analysis.case import Case
from analysis.controls import checklist
from analysis.controls.audits import Audit
from analysis.controls.checklist import STATES, Row

SCREENS = frozenset(path.stem for path in Path(__file__).parent.parent.glob("*.py"))


def draw(case: Case, audits: Sequence[Audit], is_phone: bool) -> None:
    """Pills by state, and the rows behind a fold."""
    rows = checklist.of_case(case, audits, SCREENS)
    counts = {state: sum(row.state == state for row in rows) for state in STATES}
    with st.container(border=True, gap="small", key="checklist"):
        answered = counts[STATES[0]]
        st.markdown(f"### {answered} of the {len(rows)} rows of the checklist are answered from this case")
        st.caption("What the guides after October 2023 ask a defender to watch, bind, test and clean.")
        with st.expander(f"All {len(rows)} rows"):
            _rows(rows, counts, is_phone)
        with st.container(horizontal=True):
            st.download_button(
                "Checklist as CSV", lambda: checklist.document(rows), "checklist.csv", "text/csv", type="tertiary",
                icon=":material/download:", on_click="ignore", key="checklist-csv",
            )  # fmt: skip


def _rows(rows: Sequence[Row], counts: dict[str, int], is_phone: bool) -> None:
    wanted = st.pills(
        "State", STATES, selection_mode="multi", format_func=lambda state: f"{state} {counts[state]}",
        key="checklist-states", label_visibility="collapsed",
    )  # fmt: skip
    shown = [row for row in rows if not wanted or row.state in wanted]
    if is_phone:
        for row in shown:
            with st.container(gap=None):
                st.markdown(f"**{row.number}** · {row.state}")
                st.text(row.item)
                st.text(" ".join(row.answers))
        return
    text = st.column_config.TextColumn
    st.dataframe(
        pd.DataFrame(
            {
                "number": [row.number for row in shown],
                "asked": [row.item for row in shown],
                "state": [row.state for row in shown],
                "answer": [" ".join(row.answers) for row in shown],
                "where": ["; ".join(row.places) for row in shown],
            }
        ),
        hide_index=True,
        row_height=66,
        height=620,
        key="checklist-table",
        placeholder="",
        column_config={
            "number": st.column_config.NumberColumn("row", width=44),
            "asked": text("asked for", width=280),
            "state": text("state", width=104),
            "answer": text("answer", width=460),
            "where": text("where", width=260),
        },
    )
