"""Both timelines as tables; a step of the thief opens its session at that event."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.exercise.debrief import found
from analysis.exercise.debrief.records import moment
from analysis.exercise.debrief.shape import THIEF, Debrief, Moment
from analysis.exercise.play.play import Play
from analysis.exercise.scenarios.parts import MARKS
from parts import chart, links, phone, row_links
from parts.seats import Viewer

_ASKED = "debrief_session"
WHO = {THIEF: "the thief, as"}


def follow() -> None:
    """Leave where a mark or a row asked for it; a callback cannot leave a page."""
    asked = st.session_state.pop(_ASKED, None)
    if asked is not None:
        links.open_session(*asked)


def clicked(told: Debrief, key: str) -> None:
    """A mark of the picture was clicked."""
    for event_id in chart.picked(key):
        _ask(told, event_id)


def _ask(told: Debrief, event_id: object) -> None:
    step = next((one for one in told.truth if event_id and one.event_id == event_id), None)
    if step is None:
        return
    keys = {one.session_id: one.session_key for one in told.sessions}
    if keys.get(step.session_id):
        st.session_state[_ASKED] = (keys[step.session_id], step.event_id)


def draw(play: Play, who: Viewer, told: Debrief) -> None:
    """What happened, and what the team did, minute by minute."""
    _buttons(told)
    left, right = (st.container(), st.container()) if phone.is_phone() else st.columns(2, gap="medium")
    with left:
        st.markdown("### What happened")
        row_links.table(
            _truth(told.truth), [one.event_id for one in told.truth], "debrief-truth",
            {
                "no": st.column_config.NumberColumn("no", width=36),
                "minute": st.column_config.NumberColumn("minute", format="%.1f", width=58),
                "log": st.column_config.TextColumn("log, UTC", width=112),
                "what": st.column_config.TextColumn("what", width=300),
                "who": st.column_config.TextColumn("in whose session", width=150),
                "known": st.column_config.TextColumn("how we know it", width=180),
            },
            lambda event_id: _ask(told, event_id), rows_high=14,
        )  # fmt: skip
        st.caption("A tick opens a step of a stolen session. What the log shows nothing of has no event.")
    with right:
        st.markdown("### What the team did" if not told.played.is_alone else "### What the player did")
        st.dataframe(
            _team(told.team), hide_index=True, row_height=30, height="auto" if len(told.team) <= 14 else 470,
            column_config={
                "minute": st.column_config.NumberColumn("minute", format="%.1f", width=58),
                "log": st.column_config.TextColumn("log, UTC", width=112),
                "kind": st.column_config.TextColumn("kind", width=64),
                "what": st.column_config.TextColumn("what", width=330),
                "who": st.column_config.TextColumn("who", width=100),
                "outcome": st.column_config.TextColumn("was it right", width=84),
            },
        )  # fmt: skip
    with st.expander("What is told when it is over"):
        st.text(told.ending)


def _buttons(told: Debrief) -> None:
    """Each stolen session in the ordinary screens, at its first foreign event."""
    stolen = [one for one in told.sessions if one.outcome in (found.CALLED, found.MISSED) and one.session_key]
    with st.container(horizontal=True, gap="small"):
        for place, one in enumerate(stolen, 1):
            label = "Open the stolen session at its first foreign event"
            if len(stolen) > 1:
                label = f"Open stolen session {place} of {len(stolen)}"
            if st.button(label, icon=":material/timeline:", key=f"debrief-open-{place}"):
                links.open_session(one.session_key, one.truth_event_id)


def _truth(moments: tuple[Moment, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "no": [one.no for one in moments],
            "minute": [one.minute for one in moments],
            "what": [one.words for one in moments],
            "log": [moment(one.at) for one in moments],
            "who": [f"{WHO.get(one.who, '')} {one.name}".strip() for one in moments],
            "known": [MARKS.get(one.mark, one.mark) for one in moments],
        }
    )


def _team(moments: tuple[Moment, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "minute": [one.minute for one in moments],
            "kind": [one.kind for one in moments],
            "what": [one.words for one in moments],
            "log": [moment(one.at) for one in moments],
            "who": [one.name for one in moments],
            "outcome": [one.outcome for one in moments],
        }
    )
