"""What players are helped with: more shown by the program, and hints at a price."""

from __future__ import annotations

import streamlit as st

from analysis.exercise.play.play import Play
from analysis.exercise.play.state import LEVELS, LOBBY
from parts import exercise_acts
from parts.exercise_make import LEVEL_WORDS
from parts.seats import Viewer

_LEVEL = "lead_level"


@st.fragment(run_every=exercise_acts.LIVE_S)
def draw(play: Play, who: Viewer) -> None:
    """The card."""
    cost = sum(play.game.document.hints[number].costs for number in play.state.hints)
    given = f"{len(play.state.hints)} of {len(play.game.hints)} hints given"
    st.markdown(f"### Help: {LEVEL_WORDS[play.state.level][0].lower()}, {given}{f', {cost} points' if cost else ''}")
    _level(play, who)
    for number, words in enumerate(play.game.hints):
        _hint(play, who, number, words)


def _level(play: Play, who: Viewer) -> None:
    if play.state.phase == LOBBY:
        changed = exercise_acts.follow(_LEVEL, play.state.level, play.assist, who.name)
        st.segmented_control(
            "Players are shown", LEVELS, format_func=lambda level: LEVEL_WORDS[level][0], key=_LEVEL, on_change=changed
        )
        st.caption(LEVEL_WORDS[play.state.level][1])
        return
    more = LEVELS[LEVELS.index(play.state.level) + 1 :]
    if not more:
        st.caption("Players are shown all that the program says.")
        return
    with st.container(horizontal=True, gap="small"):
        for level in more:
            words, about = LEVEL_WORDS[level]
            with st.popover(f"Show {words.lower()}", icon=":material/visibility:"):
                st.text(about)
                st.text("What was shown cannot be taken back; the score says which level it was.")
                if st.button(f"Show {words.lower()} to everybody", key=f"lead_level_{level}"):
                    exercise_acts.do(play.assist, level, who.name)


def _hint(play: Play, who: Viewer, number: int, words: str) -> None:
    given, costs = play.state.hints.get(number), play.game.document.hints[number].costs
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
        st.text(f"{number + 1}. {words}", width="stretch")
        if given is not None:
            st.caption(f"given at minute {given:.1f}", width="content")
        elif st.button(
            f"Give it, \N{MINUS SIGN}{costs} points", key=f"lead_hint_{number}", icon=":material/lightbulb:"
        ):
            exercise_acts.do(play.hint, number, who.name)
