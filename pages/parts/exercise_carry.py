"""From a screen of a game into its call: the session or the event that the address names, with one click.

Why: ids of sessions and events are long, and nobody likes to copy them on a phone.
"""

from __future__ import annotations

import streamlit as st

from analysis.exercise.play import choices
from analysis.exercise.play.play import Play
from analysis.exercise.play.state import ENDED, LOBBY
from parts import cases, exercise_call_form, seats


def draw(play: Play) -> None:
    """The button, where a player looks at a session or at an event."""
    session, event = st.query_params.get("session", ""), st.query_params.get("event", "")
    if not (session or event) or play.state.phase in (LOBBY, ENDED):
        return
    who = seats.viewer(play)
    if who is None or not who.is_player:
        return
    label = "Into the call: from this event" if event else "Into the call: this session"
    if not st.button(label, type="tertiary", icon=":material/campaign:", key="exercise-carry"):
        return
    found = choices.event(play.case(), event)
    session = session or (found.session_id if found and found.session_id else "")
    if not choices.knows_session(play.case(), session):
        st.caption("The log that you have knows no session here.")
        return
    exercise_call_form.take(play, session, event if found else "")
    st.switch_page("exercise.py", query_params={"case": cases.current_name()})
