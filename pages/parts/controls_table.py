"""All choices as a table, from least to most friction; a row chooses its control."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.case import Case
from analysis.controls import document
from analysis.controls.choices import Answer, Measured
from analysis.controls.control_files import Limits
from parts import controls_card, controls_limits


def draw(case: Case, answer: Answer, chosen: Measured, limits: Limits, is_phone: bool) -> None:
    """Table, limits of one's own, downloads."""
    count = len(answer.measured)
    names = [one.name for one in answer.measured]
    key = f"controls-table-{chosen.name}-{count}"

    def picked() -> None:
        ticked = st.session_state[key]["selection"]["rows"]
        if ticked:
            controls_card.choose(names[ticked[0]])

    with st.container(border=True, gap="xsmall", key="controls-table-card"):
        st.markdown(f"### {'All' if count > 1 else 'The'} {count} tried, from least to most friction")
        controls_limits.draw(limits)
        if is_phone:
            st.caption("Slide the table sideways for the price.")
        st.dataframe(  # type: ignore[call-overload]
            _frame(answer),
            hide_index=True,
            key=key,
            on_select=picked,
            selection_mode="single-row",
            selection_default={"selection": {"rows": [names.index(chosen.name)]}},
            row_height=30,
            height=30 * min(count, 18) + 50,
            placeholder="",
            column_config=_columns(answer),
        )
        with st.container(horizontal=True):
            st.download_button(
                "Table as CSV", lambda: document.table(answer), "controls.csv", "text/csv", type="tertiary",
                icon=":material/download:", on_click="ignore", key="controls-csv",
            )  # fmt: skip


def _frame(answer: Answer) -> pd.DataFrame:
    told = pd.DataFrame({"control": [one.short for one in answer.measured]})
    if answer.replays:
        told["stopped"] = [one.stopped for one in answer.measured]
        told["refused"] = [one.refused_count for one in answer.measured]
    told["per_1000"] = [one.per_1000 for one in answer.measured]
    told["a_day"] = [one.per_person_day for one in answer.measured]
    if answer.replays:
        told["minutes"] = [one.minutes_min for one in answer.measured]
        told["frontier"] = ["● on the frontier" if one.on_frontier else "" for one in answer.measured]
    return told


def _columns(answer: Answer) -> dict[str, object]:
    number, bar = st.column_config.NumberColumn, st.column_config.ProgressColumn
    acts = answer.measured[0].act_count
    return {
        "control": st.column_config.TextColumn("control", width=236, pinned=True),
        "stopped": bar(
            "replays interrupted", min_value=0, max_value=max(len(answer.replays), 1), format="%d", width=118,
            help=f"of {len(answer.replays):,}",
        ),
        "refused": bar(
            "acts refused", min_value=0, max_value=max(acts, 1), format="%d", width=104,
            help=f"of {acts:,} acts of foreign clients",
        ),
        "per_1000": number("of 1,000 honest", format="%.1f", width=98, help="honest sessions interrupted, of 1,000"),
        "a_day": number("a person and day", format="%.2f", width=104, help="extra sign-ins, or factors answered"),
        "minutes": number("min after", format="%.0f", width=72, help="minutes after the divergence, median"),
        "frontier": st.column_config.TextColumn("frontier", width=118),
    }  # fmt: skip
