"""What players are helped with: more shown by the program, and hints at a price."""

from __future__ import annotations

import streamlit as st

from analysis.exercise.play.counting import counted
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
    given = f"{len(play.state.hints)} of {counted(len(play.game.hints), 'hint')} given"
    price = f", {counted(cost, 'point')}" if cost else ""
    st.markdown(f"### Help: {LEVEL_WORDS[play.state.level][0].lower()}, {given}{price}")
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
            with st.popover(f"Show {words.lower()}", icon=":material/visibility:", key=f"lead_level_open_{level}"):
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
            return
        price = counted(costs, "point")
        with st.popover(f"Give it, \N{MINUS SIGN}{price}", icon=":material/lightbulb:", key=f"lead_hint_open_{number}"):
            st.text(f"Everybody reads hint {number + 1} then. It takes {price} from the score, whatever it helps.")
            if st.button(f"Give hint {number + 1}", key=f"lead_hint_{number}"):
                exercise_acts.do(play.hint, number, who.name)
