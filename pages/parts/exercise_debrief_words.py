"""The questionnaire: players fill it in, the facilitator sees the answers gathered."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from analysis.errors import CrumblineError
from analysis.exercise.debrief import questionnaire
from analysis.exercise.debrief.questionnaire import HIGH, LOW, QUESTIONS, SCALE
from analysis.exercise.debrief.shape import Debrief
from analysis.exercise.play.play import Play
from parts import problems
from parts.seats import Viewer


def draw(play: Play, who: Viewer, told: Debrief) -> None:
    """The form for who played, the summary for who led."""
    if who.is_player:
        _form(play, who, told)
    if who.is_facilitator and not told.played.is_alone:
        _summary(told)


def _form(play: Play, who: Viewer, told: Debrief) -> None:
    given = questionnaire.kept(dict(dict(told.replies).get(who.name, ())))
    st.markdown("### Your words")
    st.caption(f"1 is {LOW}, {SCALE[-1]} is {HIGH}. Leave out what you like.")
    with st.form("debrief-words", border=False):
        answers: dict[str, object] = {}
        for one in QUESTIONS:
            key = f"debrief-words-{one.id}"
            if one.is_scale:
                answers[one.id] = st.segmented_control(one.words, SCALE, default=given.get(one.id), key=key)
            else:
                answers[one.id] = st.text_area(
                    one.words, given.get(one.id, ""), max_chars=questionnaire.LONGEST, height=80, key=key
                )
        is_sent = st.form_submit_button("Send again" if given else "Send", type="primary")
    if is_sent:
        try:
            play.reply(questionnaire.kept(answers), who.name)
        except CrumblineError as error:
            problems.draw(error)
            return
        st.rerun()
    if given:
        st.caption("Thank you: your answers are kept; sending again replaces them.")


def _summary(told: Debrief) -> None:
    st.markdown("### What players said")
    if not told.replies:
        st.caption("Nobody has filled it in yet. Players find it here, on their own screens.")
        return
    has_names = st.toggle("With names", key="debrief-names")
    found = questionnaire.summary(told.replies, with_names=has_names)
    st.caption(f"{found.count} of {len(told.played.players)} players. 1 is {LOW}, {SCALE[-1]} is {HIGH}.")
    _scales(found)
    for one in found.texts:
        st.markdown(f"**{one.words}**")
        for name, text in one.texts:
            st.text(f"{name}: {text}" if has_names and name else f"– {text}")
        if not one.texts:
            st.caption("Nobody wrote anything.")


def _scales(found: questionnaire.Summary) -> None:
    counts = {str(step): [one.counts[at] for one in found.scales] for at, step in enumerate(SCALE)}
    rows = {"question": [one.words for one in found.scales], **counts, "middle": [one.middle for one in found.scales]}
    number = st.column_config.NumberColumn
    columns: dict[str, Any] = {str(step): number(str(step), width=44) for step in SCALE}
    columns["question"] = st.column_config.TextColumn("question", width=460)
    columns["middle"] = number("middle (median)", format="%.1f", width=110)
    st.dataframe(pd.DataFrame(rows), hide_index=True, row_height=30, column_config=columns)
