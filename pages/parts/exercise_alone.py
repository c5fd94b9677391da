"""What somebody who plays alone does beside playing: hold the clock, let it run faster, take a hint, end."""

from __future__ import annotations

import streamlit as st

from analysis.errors import CrumblineError
from analysis.exercise.play.counting import counted
from analysis.exercise.play.play import CLOCK, Play
from analysis.exercise.play.players_view import PlayersView
from analysis.exercise.play.state import PAUSED, RUNNING
from analysis.exercise.play.ticking import SPEEDS
from parts import exercise_lobby, problems
from parts.seats import Viewer


def draw(play: Play, who: Viewer, view: PlayersView) -> None:
    """The row of controls below the clock."""
    name = play.facts.id
    try:
        if not who.is_player:
            _sit_down_late(play, who)
            return
        if view.phase == PAUSED and _was_away(play):
            st.markdown("The server was away, and the clock was held meanwhile. Nothing was lost.")
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"{name}-alone"):
            _hold_or_go_on(play, who, view)
            _speed(play, who, view)
            _hint(play, who, view)
            _end(play, who)
    except CrumblineError as error:
        problems.draw(error)


def _sit_down_late(play: Play, who: Viewer) -> None:
    st.markdown("Nobody sits at this game. Say your name, and play it.")
    name = exercise_lobby.sit_down(play, who, "Sit down")
    if name is not None:
        play.start(name)
        st.rerun()


def _hold_or_go_on(play: Play, who: Viewer, view: PlayersView) -> None:
    is_running = view.phase == RUNNING
    label, icon = ("Pause", ":material/pause:") if is_running else ("Go on", ":material/play_arrow:")
    if st.button(label, type="secondary" if is_running else "primary", icon=icon, key=f"{play.facts.id}-hold"):
        (play.pause if is_running else play.start)(who.name)
        st.rerun()


def _speed(play: Play, who: Viewer, view: PlayersView) -> None:
    def chosen() -> None:
        speed = st.session_state[key]
        if speed is not None and speed != play.state.speed:
            play.run_at(speed, who.name)

    key = f"{play.facts.id}-speed"
    st.session_state[key] = view.speed if view.speed in SPEEDS else None
    st.segmented_control(
        "Speed", SPEEDS, format_func=lambda one: f"{one:g}×", key=key, on_change=chosen, label_visibility="collapsed",
    )  # fmt: skip


def _hint(play: Play, who: Viewer, view: PlayersView) -> None:
    """The next hint, at its price, asked once more."""
    if not view.hints_left:
        return
    cost = view.hints_left[0]
    key = f"{play.facts.id}-hint"
    price = counted(cost, "point")
    with st.popover(f"Take a hint, costs {price}", icon=":material/lightbulb:", key=f"{key}-open-{len(view.hints)}"):
        st.markdown(f"A hint takes {price} from the score, whatever it helps.")
        number = min(one for one in range(len(play.game.hints)) if one not in play.state.hints)
        if st.button(f"Yes, take it for {price}", key=f"{key}-take-{number}"):
            play.hint(number, who.name)
            st.rerun()


def _end(play: Play, who: Viewer) -> None:
    with st.popover("End", icon=":material/flag:", key=f"{play.facts.id}-end-open"):
        st.markdown("The game ends for good, and the truth is shown. Nothing can be answered or called after that.")
        if st.button("Yes, end it and show the debrief", key=f"{play.facts.id}-end"):
            play.end(who.name)
            st.rerun()


def _was_away(play: Play) -> bool:
    last = next((one for one in reversed(play.journal) if one["what"] in ("paused", "started")), None)
    return last is not None and last["what"] == "paused" and last["who"] == CLOCK
