"""Answers and calls as they come, beside the truth: for the eyes of whoever leads."""

from __future__ import annotations

import streamlit as st

from analysis.exercise.play import leading
from analysis.exercise.play.counting import counted
from analysis.exercise.play.play import Play
from parts import exercise_acts
from parts.seats import Viewer


@st.fragment(run_every=exercise_acts.LIVE_S)
def draw_answers(play: Play, who: Viewer) -> None:
    """The card of the questions."""
    told = leading.answered(play)
    asked = [one for one in told if one.is_asked]
    to_mark = sum(one.is_to_mark and one.marked.points is None for one in told)
    answered = sum(one.given is not None for one in told)
    marking = f", {to_mark} to be marked by you" if to_mark else ""
    st.markdown(f"### {answered} of {counted(len(told), 'question')} answered{marking}")
    if not asked:
        st.text("None is asked yet; the right answers stand here already.")
    for number, one in enumerate(told, 1):
        _answer(play, who, number, one)


def _answer(play: Play, who: Viewer, number: int, one: leading.Answered) -> None:
    with st.container(gap="xsmall"):
        st.text(f"{number}. {one.asked.asks}")
        st.text(f"Right: {one.right}")
        if one.given is None:
            when = "asked, no answer yet" if one.is_asked else f"asked from minute {one.asked.question.minute:g} on"
            st.caption(f"{when} · {counted(one.marked.of, 'point')}")
            return
        st.text(f"{one.given.who}: {one.said}")
        st.caption(f"minute {one.given.minute:.1f} · {_worth(one)}")
        if one.is_to_mark:
            _mark(play, who, one)
        if len(one.history) > 1:
            with st.popover(f"{len(one.history)} answers to it", type="tertiary"):
                for minute, name, words in one.history:
                    st.text(f"Minute {minute:.1f}, {name}: {words}")


def _worth(one: leading.Answered) -> str:
    if one.marked.points is None:
        return f"to be marked by you, up to {counted(one.marked.of, 'point')}"
    return f"{one.marked.points:g} of {counted(one.marked.of, 'point')}"


def _mark(play: Play, who: Viewer, one: leading.Answered) -> None:
    question = one.asked.question
    known = play.state.marks.get(question.id)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        points = st.number_input(
            "Points", 0.0, float(question.points), known or 0.0, 1.0, "%g", key=f"lead_points_{question.id}", width=120
        )
        if st.button("Mark", key=f"lead_mark_{question.id}", icon=":material/check:"):
            exercise_acts.do(play.mark, question.id, points, who.name)


@st.fragment(run_every=exercise_acts.LIVE_S)
def draw_calls(play: Play) -> None:
    """The card of the calls, and of what all of it is worth by now."""
    told = leading.calls(play)
    score = play.score()
    st.markdown(
        f"### {counted(len(told), 'call')}, {score.points:g} of {score.of} points by now"
        if told
        else f"### No call yet, {score.points:g} of {score.of} points by now"
    )
    for place, one in enumerate(told):
        _call(one, is_last=place == 0)
    with st.container(gap=None):
        for part in score.parts:
            st.text(f"{part.name.replace('_', ' ').capitalize()}, {part.points:g} of {part.of}: {part.words}")
    if score.hints_cost:
        st.caption(f"Hints cost {counted(score.hints_cost, 'point')} of it.")


def _call(one: leading.CallLine, *, is_last: bool) -> None:
    call = one.calling.call
    with st.container(gap="xsmall"):
        counts = "counts now" if is_last else "replaced by a later one"
        st.text(f"Minute {call.minute:.1f}, {one.calling.who}: {_what(one)}")
        st.caption(f"{counts} · {'right' if one.is_right else 'not right'}{_missed(one)}")
        for session, is_right, whose in one.sessions:
            st.text(f"{'Right' if is_right else 'Wrong'}: {whose or 'unknown'}, session {session}")
        if one.actions:
            st.text(f"Actions: {'; '.join(one.actions)}")
        if one.calling.words:
            st.text(f"In their words: {one.calling.words}")


def _what(one: leading.CallLine) -> str:
    count = len(one.sessions)
    return f"{counted(count, 'session')} called stolen" if count else "no session was stolen"


def _missed(one: leading.CallLine) -> str:
    return f", {one.missed} stolen not named" if one.missed else ""
