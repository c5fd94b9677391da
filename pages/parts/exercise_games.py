"""The games of this server, the newest first: how each stands, a way in, and a way to be rid of it."""

from __future__ import annotations

import streamlit as st

from analysis.exercise.play.counting import counted
from analysis.exercise.play.play import Play
from analysis.exercise.play.state import ENDED, LOBBY, PAUSED, RUNNING
from parts import exercise_acts, games

PHASES = {LOBBY: "not started", RUNNING: "running", PAUSED: "held", ENDED: "over"}
SHOWN = 6
"""Games that are listed at first."""


@st.fragment(run_every=2 * exercise_acts.LIVE_S)
def draw() -> None:
    """The list; what cannot be opened is told under it."""
    found = games.all_games().all()
    running = sum(play.state.phase == RUNNING for play in found)
    with st.container(border=True, gap="small", key="games"):
        count = counted(len(found), "game") if found else "No game yet"
        st.markdown(f"### {count}{f', {running} running' if running else ''}")
        if not found:
            st.text("Choose an exercise below and make a game of it; it stands here until you delete it.")
        is_all = len(found) > SHOWN and st.toggle(f"Show all {len(found)}", key="all_games")
        for play in found if is_all else found[:SHOWN]:
            _row(play)
        for name, reason in games.all_games().broken().items():
            _broken(name, reason)


def _row(play: Play) -> None:
    facts, state = play.facts, play.state
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(gap=None, width="stretch"):
            st.text(facts.title)
            is_secret = facts.is_alone and state.phase != ENDED
            st.text(code(play) if is_secret else f"{play.game.document.title} · {facts.size} · {code(play)}")
            people = counted(len(state.players), "player")
            made_at = f"{facts.made_at[:16].replace('T', ' ')} UTC"
            minutes = f"minute {int(play.minute())} of {play.game.document.minutes:g}"
            st.caption(f"{PHASES[state.phase]} · {minutes} · {people} · made {made_at}")
        if st.button("Open", key=f"open_game_{facts.id}", icon=":material/arrow_forward:"):
            exercise_acts.open_game(play)
        with st.popover("Delete", icon=":material/delete:", type="tertiary", key=f"delete_open_{facts.id}"):
            st.text(_lost(play))
            if st.button("Delete it for good", key=f"delete_game_{facts.id}"):
                exercise_acts.do(games.all_games().delete, facts.id)


def code(play: Play) -> str:
    """The join code as people read it aloud, or that there is none."""
    if play.facts.is_alone:
        return "played alone"
    half = len(play.facts.code) // 2
    return f"join code {play.facts.code[:half]} {play.facts.code[half:]}"


def _lost(play: Play) -> str:
    state = play.state
    return (
        f"{play.facts.title}. Lost with it: its log, {counted(len(state.answers), 'answer')}, "
        f"{counted(len(state.callings), 'call')}, {counted(len(state.plan), 'line')} of the improvement plan, "
        "and the debrief. Nobody can bring it back."
    )


def _broken(name: str, reason: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container(gap=None, width="stretch"):
            st.text(f"A game cannot be opened: {name}")
            st.text(reason)
        with st.popover("Delete", icon=":material/delete:", type="tertiary", key=f"delete_open_{name}"):
            st.text("Its folder is deleted with all that is in it. Copy it first where you want to look into it.")
            if st.button("Delete it for good", key=f"delete_game_{name}"):
                exercise_acts.do(games.all_games().delete, name)
