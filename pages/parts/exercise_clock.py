"""The clock of a game in the sidebar of its screens: the minute, the log's time, what came since the screen was drawn.

Why a fragment of its own: twenty people look at one clock, and a screen that somebody reads must not be drawn anew
for it. Here only lines are drawn; new log and new messages are offered, not forced upon the reader.
"""

from __future__ import annotations

import streamlit as st

from analysis.exercise.play import choices
from analysis.exercise.play.play import Play
from analysis.exercise.play.players_view import PlayersView
from analysis.exercise.play.state import ENDED, LOBBY, RUNNING
from parts import cases, collector, exercise_carry, games

EVERY_S = 2.0
"""Between two looks at the clock; what others do is on the screen a moment later."""
_SCREEN = "exercise"
Stamp = tuple[object, ...]


def stamp(play: Play) -> Stamp:
    """Equal as long as nothing came that the Exercise screen shows, the running clock aside."""
    view, state = play.for_players(), play.state
    return (
        play.facts.id, view.phase, view.level, view.speed, view.fed_at is None, len(view.messages), len(view.questions),
        len(view.hints), len(view.uploads), len(state.players), len(state.answers), len(state.callings),
    )  # fmt: skip


def minute(view: PlayersView) -> str:
    """`Minute 3 of 10`."""
    return f"Minute {int(view.minute)} of {view.minutes:g}"


def going(view: PlayersView) -> str:
    """What the clock does, in two or three words."""
    if view.phase == RUNNING:
        return "the clock runs" if view.speed == 1 else f"the clock runs {view.speed:g} times as fast"
    return {LOBBY: "not begun", ENDED: "the game is over"}.get(view.phase, "the clock is held")


def see(play: Play) -> int:
    """The messages on the screen count as read; gives how many of them are new to this tab."""
    count = len(play.state.released)
    before = st.session_state.get(_seen(play), count)
    st.session_state[_seen(play)] = count
    return max(0, count - before)


def draw(screen: str) -> None:
    """The strip, on every screen of a game but the one that has the clock itself."""
    play = games.current()
    if play is None or screen == _SCREEN:
        return
    st.session_state.setdefault(_seen(play), len(play.state.released))
    with st.sidebar:
        _strip(play.state.fed, play.state.level, play.state.phase)


@st.fragment(run_every=EVERY_S)
def _strip(fed: float | None, level: str, phase: str) -> None:
    """`fed`, `level` and `phase` are those of the moment in which the screen was drawn."""
    collector.spare_imported()
    play = games.current()
    if play is None:
        st.caption("This game is not here any more.")
        return
    view = play.for_players()
    with st.container(gap="xsmall", key="exercise-clock"):
        st.markdown(f"**{minute(view)}** · {going(view)}")
        st.progress(min(1.0, view.minute / view.minutes))
        st.caption(f"Log: {choices.moment(view.log_at)} UTC")
        unread = len(view.messages) - int(st.session_state.get(_seen(play), 0))
        is_over = view.phase == ENDED
        label = "Open the debrief" if is_over else _unread(unread)
        if st.button(label, type="tertiary", icon=_icon(is_over, unread), key="exercise-clock-back"):
            st.switch_page(f"{_SCREEN}.py", query_params={"case": cases.current_name()})
        _tell_once(play, len(view.messages))
        exercise_carry.draw(play)
        is_more = (view.level, view.phase == ENDED) != (level, phase == ENDED)
        if is_more or _is_fed_since(play, fed):
            label = "More may be seen: show" if is_more else "New log since you opened this: show"
            if st.button(label, type="tertiary", icon=":material/sync:", key="exercise-clock-show"):
                st.rerun()


def _is_fed_since(play: Play, fed: float | None) -> bool:
    """Whether the case holds events that it did not hold when it was fed up to `fed`."""
    now = play.state.fed
    if now is None or now == fed:
        return False
    return bool(play.made.events_until(now, -1.0 if fed is None else fed))


def _unread(count: int) -> str:
    if count < 1:
        return "Back to the exercise"
    return "One new message" if count == 1 else f"{count} new messages"


def _icon(is_over: bool, unread: int) -> str:
    if is_over:
        return ":material/flag:"
    return ":material/mark_email_unread:" if unread > 0 else ":material/arrow_back:"


def _tell_once(play: Play, count: int) -> None:
    """A notice where a message came while this tab shows another screen."""
    key = f"exercise_told_{play.facts.id}"
    before = st.session_state.get(key, count)
    st.session_state[key] = count
    if count > before:
        st.toast("A new message has come. It is on the Exercise screen.", icon=":material/mark_email_unread:")


def _seen(play: Play) -> str:
    return f"exercise_seen_{play.facts.id}"
