"""The way into a game: play alone, choose an exercise, go on with a game, or join.

Only whoever leads chooses: titles and texts of scenarios tell what they are about.
"""

from __future__ import annotations

import streamlit as st

from analysis.errors import CrumblineError
from analysis.exercise.play.play import Play
from analysis.exercise.scenarios import document as documents
from analysis.exercise.scenarios import own
from analysis.exercise.scenarios.parts import Document
from parts import (
    cases,
    exercise_acts,
    exercise_chosen,
    exercise_games,
    exercise_list,
    exercise_own,
    exercise_solo,
    games,
    own_games,
    problems,
    seats,
)

JOIN, LEAD = "/join", "/lead"
"""Addresses of a server of games where people join, and where the facilitator shows the key."""
FIRST = "ten-minutes"
"""The exercise that one person plays to see what an exercise is."""


def draw() -> None:
    """Exercises to choose from, and the games that there are."""
    if not seats.is_facilitator():
        own_games.draw()
        return
    wanted = st.query_params.get("scenario")
    document = own.find(cases.root(), wanted) if wanted else None
    if document is not None:
        exercise_chosen.draw(document)
        return
    try:
        shipped = documents.all_documents()
    except CrumblineError as error:
        problems.draw(error)
        return
    kept, broken = own.kept(cases.root())
    everything = [*shipped, *kept]
    least, most = min(one.minutes for one in everything), max(one.minutes for one in everything)
    st.title(f"{len(everything)} exercises, {least:g} to {most:g} minutes")
    st.markdown(
        "#### A team gets a log that unfolds, a clock, messages and questions; afterwards the truth beside what it did."
    )
    if wanted:
        st.text("The exercise in this address is not kept here, or cannot be read any more.")
    exercise_acts.draw_refused()
    _first(shipped)
    exercise_list.draw(shipped, kept)
    exercise_own.draw(broken)


def _first(shipped: list[Document]) -> None:
    """What most people came for: to try it, or to go on with a game."""
    if games.is_serving():
        exercise_games.draw()
        return
    left, right = st.columns([5, 8])
    with left, st.container(border=True, gap="small"):
        st.markdown("### Try it by yourself")
        first = next(one for one in shipped if one.id == FIRST)
        exercise_solo.draw(first, [one for one in shipped if one is not first])
    with right:
        exercise_games.draw()


def draw_join(play: Play) -> None:
    """Somebody without a seat looks at a game."""
    st.title("You have no seat in this game yet")
    st.text("Join with the code that the facilitator gives out, and your name. A seat belongs to one browser.")
    with st.container(horizontal=True):
        st.link_button("Join the game", JOIN, icon=":material/login:", type="primary")
        st.link_button("I lead this game", LEAD, icon=":material/key:", type="tertiary")
