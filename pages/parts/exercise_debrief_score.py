"""The score in its parts, and every question with its answer, what was right, and what is told about it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.errors import CrumblineError
from analysis.exercise.debrief import answered
from analysis.exercise.debrief.shape import OPEN, RIGHT, AnswerSaid, Debrief
from analysis.exercise.play.play import Play
from parts import problems
from parts.seats import Viewer

GLYPH = {RIGHT: "●", OPEN: "?"}
NOT_RIGHT, PARTLY = "○", "◐"


def draw(play: Play, who: Viewer, told: Debrief) -> None:
    """Parts of the call, then the questions."""
    st.markdown(f"### {told.points:g} of {told.of} points")
    st.dataframe(
        pd.DataFrame(
            {
                "part": [one.name.replace("_", " ") for one in told.parts],
                "points": [one.points for one in told.parts],
                "of": [one.of for one in told.parts],
                "why": [one.words for one in told.parts],
            }
        ),
        hide_index=True,
        row_height=30,
        column_config={
            "part": st.column_config.TextColumn("part", width=110),
            "points": st.column_config.NumberColumn("points", format="%.1f", width=60),
            "of": st.column_config.NumberColumn("of", width=46),
            "why": st.column_config.TextColumn("why", width=620),
        },
    )
    st.caption(f"Played with {told.played.levels}. The score says so, and takes nothing off for it.")
    if told.played.hints:
        st.caption(f"Hints given, minus {told.played.hints_cost} points:")
        for hint in told.played.hints:
            st.text(f"– {hint}")
    st.markdown("### Questions")
    for place, one in enumerate(told.answers, 1):
        _question(play, who, place, one)


def _question(play: Play, who: Viewer, place: int, one: AnswerSaid) -> None:
    is_open = one.points is None
    points = "not marked yet" if is_open else f"{one.points:g} of {one.of}"
    glyph = GLYPH.get(one.outcome) or (PARTLY if one.points else NOT_RIGHT)
    with st.expander(f"{glyph} Question {place}: {one.outcome}, {points}", expanded=one.outcome != RIGHT):
        st.text(one.asks)
        st.text(f"Answered: {one.given} ({one.by})" if one.given else "Nobody answered.")
        if one.right:
            st.text(f"Right: {one.right}")
        if one.words not in ("Right.", "Not answered."):
            st.text(one.words)
        if one.debrief:
            st.text(one.debrief)
        if one.source:
            st.text(f"Source: {one.source}")
        if who.is_facilitator and answered.is_markable(play, one.id):
            _mark(play, who, one)


def _mark(play: Play, who: Viewer, one: AnswerSaid) -> None:
    """The facilitator gives points for free words."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        points = st.number_input(
            f"Points, 0 to {one.of}", 0.0, float(one.of), one.points or 0.0, step=1.0, key=f"debrief-mark-{one.id}",
            width=140,
        )  # fmt: skip
        if st.button("Give points", key=f"debrief-give-{one.id}"):
            try:
                play.mark(one.id, points, who.name)
            except CrumblineError as error:
                problems.draw(error)
                return
            st.rerun()
