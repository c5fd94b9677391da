"""Exercise: choose and make a game, lead it, play it, and afterwards the truth."""

from __future__ import annotations

import streamlit as st

from analysis.exercise.play.state import ENDED
from parts import exercise_debrief, exercise_lead, exercise_play, exercise_start, games, own_games, seats

play = games.current()
who = seats.viewer(play) if play else None
if play is None and not seats.is_facilitator():
    own_games.draw()
elif play is None:
    exercise_start.draw()
elif who is None:
    exercise_start.draw_join(play)
elif play.state.phase == ENDED:
    exercise_debrief.draw(play, who)
elif who.is_facilitator and not play.facts.is_alone and st.query_params.get("view") != "player":
    exercise_lead.draw(play, who)
else:
    if who.is_facilitator and not play.facts.is_alone:
        exercise_lead.draw_way_back()
    exercise_play.draw(play, who)
