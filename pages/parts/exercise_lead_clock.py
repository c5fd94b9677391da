"""The clock of a game in the hands of whoever leads: start, hold, speed, jump, end."""

from __future__ import annotations

import math

import streamlit as st

from analysis.exercise.play import leading
from analysis.exercise.play.counting import counted
from analysis.exercise.play.play import Play
from analysis.exercise.play.state import ENDED, LOBBY, PAUSED, RUNNING
from analysis.exercise.play.ticking import SPEEDS
from parts import exercise_acts, games
from parts.seats import Viewer

PHASES = {LOBBY: "Not started", RUNNING: "Running", PAUSED: "Held", ENDED: "Over"}
_SPEED = "lead_speed"


@st.fragment(run_every=exercise_acts.LIVE_S)
def draw(play: Play, who: Viewer) -> None:
    """The card."""
    state, minutes, minute = play.state, play.game.document.minutes, play.minute()
    speed = f" at {state.speed:g} times its speed" if state.speed != 1 and state.phase == RUNNING else ""
    st.markdown(f"## {PHASES[state.phase]}{speed}: minute {minute:.1f} of {minutes:g}")
    st.progress(min(1.0, minute / minutes))
    st.text(f"In the log it is {play.game.log_at(minute):%-d %b %Y %H:%M} UTC. {_fed(play)}")
    line = leading.next_line(leading.lines(play))
    st.text(f"Next: {told(line)}" if line else "Nothing more comes; the clock runs to its end.")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if state.phase == RUNNING:
            if st.button("Hold the clock", type="primary", icon=":material/pause:", key="lead_hold"):
                exercise_acts.do(play.pause, who.name)
        else:
            words = "Start the clock" if state.phase == LOBBY else "Go on"
            if st.button(words, type="primary", icon=":material/play_arrow:", key="lead_start"):
                exercise_acts.do(play.start, who.name)
        _jump(play, who, line)
        _end(play, who)
    _speed(play, who)


def told(line: leading.Line) -> str:
    """A line of the events list in a few words: what, when."""
    what = f"message {line.number}, {line.message.title}" if line.message else f"in the log, {line.event.words}"
    return f"minute {line.event.minute:.1f}, {what}"


def _fed(play: Play) -> str:
    problem = games.all_games().problem(play)
    if problem:
        return f"Players do not get the log: {problem}"
    if play.state.fed is None:
        return "The log is being read for the players."
    return f"Players have the log up to minute {play.state.fed:.1f}."


def _speed(play: Play, who: Viewer) -> None:
    """A choice that follows the game: somebody else may lead it too."""
    now = play.state.speed if play.state.speed in SPEEDS else None
    st.segmented_control(
        "Minutes of play in a minute", SPEEDS, format_func=lambda one: f"{one:g}", key=_SPEED,
        on_change=exercise_acts.follow(_SPEED, now, play.run_at, who.name),
        help="1 is as the scenario was written; faster leaves less time to think.",
    )  # fmt: skip


def _jump(play: Play, who: Viewer, line: leading.Line | None) -> None:
    """Nobody jumps twice by a click too many: after a jump the fold is closed, and its buttons are others.

    The number begins at the next whole minute whenever the fold is opened, and is left to whoever types in it.
    """
    jumps = sum(one["what"] == "jumped" for one in play.journal)
    key, end = f"{play.facts.id}-lead_jump", float(play.game.document.minutes)

    def begin() -> None:
        st.session_state[f"{key}_from"] = min(end, math.floor(play.minute()) + 1.0)

    if f"{key}_from" not in st.session_state:
        begin()
    first = st.session_state[f"{key}_from"]
    with st.popover(
        "Jump ahead", icon=":material/fast_forward:", disabled=play.state.phase == LOBBY,
        key=f"{key}_open_{jumps}", on_change=begin,
    ):  # fmt: skip
        st.text("The clock never goes back. What lies between has happened then, and its messages come at once.")
        if line is not None:
            st.text(f"Next: {told(line)}")
            words = f"Jump to minute {line.event.minute:.1f}"
            if st.button(words, key=f"{key}_next_{line.event.id}", icon=":material/skip_next:"):
                exercise_acts.do(play.jump, line.event.minute, who.name)
        chosen = st.number_input("Or to this minute", 0.0, end, first, 1.0, "%.1f", key=f"{first:g}-{key}_minute")
        if chosen >= end:
            st.text("That is the end: the game is over then, and everybody sees the truth.")
        if st.button("Jump there", key=f"{jumps}-{key}"):
            exercise_acts.do(play.jump, chosen, who.name)


def _end(play: Play, who: Viewer) -> None:
    with st.popover("End the game", icon=":material/flag:"):
        open_count = len(play.game.asked) - len(play.state.last_answers())
        st.text(
            "Everybody sees the truth from then on, and nobody can answer or call any more. "
            f"{counted(open_count, 'question')} without an answer, {counted(len(play.state.callings), 'call')} made."
        )
        if st.button("End it now", key="lead_end"):
            exercise_acts.do(play.end, who.name)
