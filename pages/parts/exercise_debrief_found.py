"""Sessions, things touched and actions: what was said beside what was true."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.exercise.debrief.shape import Debrief
from analysis.exercise.play.play import Play
from parts import row_links
from parts.seats import Viewer


def draw(play: Play, who: Viewer, told: Debrief) -> None:
    """Three tables."""
    st.markdown("### Sessions")
    if told.sessions:
        _sessions(told)
    else:
        st.caption("Nothing was stolen, and nobody was accused.")
    if told.touched:
        st.markdown("### What was touched")
        _touched(told)
    st.markdown("### What was decided")
    _actions(told)


def _sessions(told: Debrief) -> None:
    rows = told.sessions
    text = st.column_config.TextColumn
    row_links.table(
        pd.DataFrame(
            {
                "outcome": [one.outcome for one in rows],
                "person": [one.login for one in rows],
                "truth": [one.truth_at for one in rows],
                "called": [one.called_at for one in rows],
                "error": [one.error for one in rows],
                "program": [one.program for one in rows],
                "session": [one.session_id for one in rows],
            }
        ),
        [one.session_key for one in rows], "debrief-sessions",
        {
            "outcome": text("outcome", width=110), "person": text("person", width=180),
            "truth": text("first foreign event (UTC)", width=240), "called": text("called from", width=240),
            "error": text("off by", width=110), "program": text("Crumbline says", width=110),
            "session": text("session", width=200),
        },
        lambda key: row_links.ask("session", key),
    )  # fmt: skip
    st.caption("A tick opens the session. Crumbline’s own opinion is no answer: it is shown for comparison.")


def _touched(told: Debrief) -> None:
    rows = told.touched
    text = st.column_config.TextColumn
    st.dataframe(
        pd.DataFrame(
            {
                "outcome": [one.outcome for one in rows],
                "name": [one.name for one in rows],
                "kind": [one.kind for one in rows],
                "at": [one.at for one in rows],
                "lasts": ["outlives the session" if one.is_lasting else "" for one in rows],
            }
        ),
        hide_index=True, row_height=30,
        column_config={
            "outcome": text("outcome", width=140), "name": text("what", width=220), "kind": text("kind", width=120),
            "at": text("first touched (UTC)", width=130), "lasts": text("way back in", width=150),
        },
    )  # fmt: skip


def _actions(told: Debrief) -> None:
    rows = told.actions
    text, number = st.column_config.TextColumn, st.column_config.NumberColumn
    st.dataframe(
        pd.DataFrame(
            {
                "outcome": [one.outcome for one in rows],
                "action": [one.words for one in rows],
                "lost": [one.points_lost for one in rows],
                "hours": [one.hours for one in rows],
            }
        ),
        hide_index=True, row_height=30,
        column_config={
            "outcome": text("outcome", width=140), "action": text("action", width=460),
            "lost": number("points lost", width=84), "hours": number("hours of work", format="%.1f", width=110),
        },
    )  # fmt: skip
    st.caption("Hours are an estimate for play: what an action would have cost where nothing called for it.")
