""" "We call it now": the calls so far, the form for the next, and once more what it says before it is kept.

Why in steps: a call is a decision of a team. The last call counts; nothing here tells what is right.
Not here: the fields of the form (exercise_call_form).
"""

from __future__ import annotations

import streamlit as st

from analysis.errors import CrumblineError
from analysis.exercise.play import saying
from analysis.exercise.play.play import NotInThisGame, Play
from analysis.exercise.scenarios.calls import Called
from parts import exercise_call_form, exercise_choices, exercise_over, games
from parts.exercise_call_form import NOTHING, Draft
from parts.seats import Viewer


def draw(play: Play, who: Viewer) -> None:
    """The calls so far, and the form."""
    if st.session_state.pop(f"{play.facts.id}-call-taken", False):
        st.toast("It stands in the call, below the questions.", icon=":material/campaign:")
    count = len(play.state.callings)
    title = f"We call it now: {count} call{'' if count == 1 else 's'} so far" if count else "We call it now"
    st.subheader(title, anchor="call")
    with st.container(border=True, gap="small", key=f"{play.facts.id}-call"):
        _called_so_far(play)
        _section(who)


def _called_so_far(play: Play) -> None:
    known = exercise_choices.known(play)
    with st.container(gap="small"):
        if not play.state.callings:
            st.caption(
                "A call says which session was stolen, from which event, and what is to be done; or that none was. "
                "The earlier it is right the better. You may call again: the last call counts."
            )
        for number, one in reversed(list(enumerate(play.state.callings, 1))):
            is_last = number == len(play.state.callings)
            with st.container(gap="xsmall", key=f"{play.facts.id}-calling-{number}"):
                with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                    st.text(f"Call {number} · {one.who}, minute {int(one.call.minute)}", width="content")
                    st.badge("this one counts" if is_last else "replaced", color="blue" if is_last else "gray")
                for line in saying.calling_lines(one, known, play.case()):
                    st.text(line)


@st.fragment
def _section(who: Viewer) -> None:
    play = games.current()
    if play is None or not who.is_player:
        return
    name = play.facts.id
    if not st.session_state.get(f"{name}-call-open"):
        st.button(
            "Call again" if play.state.callings else "Prepare a call", icon=":material/campaign:",
            key=f"{name}-call-begin", on_click=exercise_call_form.begin, args=(play,),
        )  # fmt: skip
        return
    draft = exercise_call_form.draw(play, name)
    if st.session_state.get(f"{name}-call-asked"):
        _confirm(play, who, draft, name)
        return
    with st.container(horizontal=True, gap="small"):
        is_asked = st.button(
            "We call it now", type="primary", icon=":material/campaign:", key=f"{name}-call-now",
        )  # fmt: skip
        st.button(
            "Not now", type="tertiary", key=f"{name}-call-close", help="What you filled in stays.",
            on_click=st.session_state.update, args=({f"{name}-call-open": False},),
        )  # fmt: skip
    if is_asked:
        try:
            _checked(draft, play)
        except CrumblineError as error:
            exercise_over.refused(play, error)
            return
        st.session_state[f"{name}-call-asked"] = True
        st.rerun()


def _checked(draft: Draft, play: Play) -> tuple[Called, ...]:
    """The sessions of a call. Raises: NotInThisGame where an id is none of the log, or no session is named."""
    if draft.is_nothing:
        return ()
    if not draft.sessions:
        raise NotInThisGame("No session is named.", f"Choose one, or say “{NOTHING}”.")
    return tuple(saying.called(session, begins, play.case()) for session, begins in draft.sessions)


def _confirm(play: Play, who: Viewer, draft: Draft, name: str) -> None:
    """What the call will say, once more; then it is kept."""
    try:
        called = _checked(draft, play)
    except CrumblineError as error:
        st.session_state[f"{name}-call-asked"] = False
        exercise_over.refused(play, error)
        return
    known = exercise_choices.known(play)
    with st.container(border=True, gap="xsmall", key=f"{name}-call-confirm"):
        st.markdown("**This is what you call**")
        for line in saying.call_lines(called, draft.touched, draft.actions, draft.words, known, play.case()):
            st.text(line)
        if not draft.actions:
            st.caption("No action is chosen.")
        with st.container(horizontal=True, gap="small"):
            is_sure = st.button("Yes, call it", type="primary", icon=":material/campaign:", key=f"{name}-call-yes")
            st.button(
                "Not yet", type="tertiary", key=f"{name}-call-no",
                on_click=st.session_state.update, args=({f"{name}-call-asked": False},),
            )  # fmt: skip
    if not is_sure:
        return
    try:
        play.call(who.name, called, saying.things(draft.touched, play.case()), draft.actions, draft.words)
    except CrumblineError as error:
        exercise_over.refused(play, error)
        return
    exercise_call_form.kept(play)
    st.rerun()
