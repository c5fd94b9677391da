"""The game on its clock, as a picture that follows it."""

from __future__ import annotations

import streamlit as st

from analysis.charts.game_clock import game_clock
from analysis.exercise.play import picture
from analysis.exercise.play.counting import counted
from analysis.exercise.play.play import Play
from parts import chart, exercise_acts, phone


@st.fragment(run_every=exercise_acts.LIVE_S)
def draw(play: Play) -> None:
    """The card."""
    marks = picture.marks(play)
    steps, happened = _count(marks, picture.LOG)
    sent = _count(marks, picture.MESSAGES)[1]
    st.markdown(
        f"### {happened} of {counted(steps, 'step')} {'has' if happened == 1 else 'have'} happened in the log, "
        f"{counted(sent, 'message')} {'is' if sent == 1 else 'are'} out"
    )
    figure = game_clock(
        marks, chart.colours(), minute=play.minute(), minutes=play.game.document.minutes, phone=phone.is_phone()
    )
    chart.draw(figure, key="lead_game_clock", alt="The game on its clock; the events list below says the same in words")
    st.caption(
        "Minutes of play. Filled happened, hollow is to come. Orange: the other client; blue: the client that signed "
        "in. Answers and calls: filled is right, hollow partly right or to be marked, a cross worth nothing."
    )


def _count(marks: object, row: str) -> tuple[int, int]:
    part = marks[marks["row"].eq(row)]  # type: ignore[index]
    return len(part), int(part["status"].eq(picture.DONE).sum())
