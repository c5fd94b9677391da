"""Below the table: what the chosen control does to each replay, and whom it interrupts most; rows lead on."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.case import Case
from analysis.controls import document, words
from analysis.controls.choices import Answer, Measured
from parts import controls_kept, links, row_links

MOST_ROWS = 1_000
_WHO = {True: "foreign client", False: "other client"}


def draw(case: Case, answer: Answer, one: Measured, is_phone: bool) -> None:
    """Two cards; on a phone below each other."""
    left, right = st.columns([7, 5], gap="small")
    if answer.replays:
        with left:
            _replays(answer, one)
    with right if answer.replays else left:
        _people(case, answer, one)


def _replays(answer: Answer, one: Measured) -> None:
    asked = "control_event"
    opened = st.session_state.pop(asked, None)
    if opened:
        links.open_session(*opened)
    found = document.stop_rows(answer, one)
    keys = [replay["session_key"] for replay in answer.replays]
    with st.container(border=True, gap="xsmall", height="stretch", key="control-replays"):
        st.markdown(f"### {one.short}: {words.share(one)}")
        rows = pd.DataFrame(
            {
                "person": [row["person"] or "unknown" for row in found],
                "divergence": [row["divergence_at"] for row in found],
                "interrupted": [row["interrupted_at"] for row in found],
                "minutes": [row["minutes_after_divergence"] for row in found],
                "by": ["" if row["by_foreign_client"] is None else _WHO[row["by_foreign_client"]] for row in found],
            }
        ).head(MOST_ROWS)

        def open_row(target: object) -> None:
            place = int(str(target))
            st.session_state[asked] = (keys[place], found[place]["event_id"])

        when = st.column_config.DatetimeColumn
        row_links.table(
            rows, list(range(len(rows))), f"control-replays-{one.name}",
            {
                "person": st.column_config.TextColumn("person", width=168),
                "divergence": when("divergence, UTC", format="D MMM HH:mm:ss", width=112),
                "interrupted": when("interrupted, UTC", format="D MMM HH:mm:ss", width=112),
                "minutes": st.column_config.NumberColumn("min after", format="%.1f", width=74),
                "by": st.column_config.TextColumn("request of", width=98),
            },
            open_row,
        )  # fmt: skip
        st.caption("A row opens the session at the event that would have been refused. Empty: not interrupted.")
        with st.container(horizontal=True):
            st.download_button(
                "Replays as CSV", lambda: document.stops(answer, one), f"replays-{_file(one)}.csv", "text/csv",
                type="tertiary", icon=":material/download:", on_click="ignore", key="control-replays-csv",
            )  # fmt: skip


def _people(case: Case, answer: Answer, one: Measured) -> None:
    found = controls_kept.people(case, answer, one)
    with st.container(border=True, gap="xsmall", height="stretch", key="control-people"):
        if not found:
            st.markdown("### Nobody honest would have been interrupted")
            st.caption("In this log, under the assumptions of this control.")
            return
        count = int(str(found[0]["people_count"]))
        of = f"{len(found):,} of {count:,}" if count > len(found) else f"{count:,}"
        st.markdown(f"### Interrupted most: {of} people" if count > 1 else "### One person interrupted")
        rows = pd.DataFrame(
            {
                "person": [row["actor_login"] or row["actor_id"] for row in found],
                "times": [row["times"] for row in found],
                "sessions": [f"{row['interrupted_count']:,} of {row['session_count']:,}" for row in found],
                "likely": [words.reading(row["reading"]) for row in found],  # type: ignore[arg-type]
            }
        )
        number, text = st.column_config.NumberColumn, st.column_config.TextColumn
        row_links.table(
            rows, [row["actor_id"] for row in found], f"control-people-{one.name}",
            {
                "person": text("person", width=160),
                "times": number("times", width=50),
                "sessions": text("sessions", width=72),
                "likely": text("most likely", width=112),
            },
            lambda actor_id: row_links.ask("person", actor_id),
        )  # fmt: skip
        st.caption("A row opens the person. Most likely: what the session most often interrupted was.")
        with st.container(horizontal=True):
            st.download_button(
                "People as CSV", lambda: document.people(found), f"interrupted-{_file(one)}.csv", "text/csv",
                type="tertiary", icon=":material/download:", on_click="ignore", key="control-people-csv",
            )  # fmt: skip


def _file(one: Measured) -> str:
    return one.name.replace("+", "-and-")
