"""One exercise: what it is about, how we know it, what may be made of it. For whoever leads, never for players."""

from __future__ import annotations

import streamlit as st

from analysis.exercise.play.counting import counted
from analysis.exercise.scenarios import own
from analysis.exercise.scenarios.parts import MARKS, Document
from parts import (
    cases,
    exercise_acts,
    exercise_files,
    exercise_list,
    exercise_make,
    exercise_solo,
    games,
    hostile,
)


def draw(document: Document) -> None:
    """The whole screen."""
    if st.button("All exercises", type="tertiary", icon=":material/arrow_back:", key="all_exercises"):
        del st.query_params["scenario"]
        st.rerun()
    if own.is_own(document):
        st.title(f"A scenario of your own, {document.minutes:g} minutes")
        st.text(hostile.visible(document.title, 200))
    else:
        st.title(document.title)
    st.caption(f"{document.minutes:g} minutes · {exercise_list.known(document)} · for facilitators: it tells the truth")
    exercise_acts.draw_refused()
    left, right = st.columns([6, 5], gap="medium")
    with left:
        _about(document)
    with right:
        with st.container(border=True, gap="small"):
            st.markdown("### Make a game for a team")
            exercise_make.draw(document)
        if not games.is_serving():
            with st.container(border=True, gap="small"):
                st.markdown("### Play it by yourself")
                exercise_solo.draw(document)
        with st.container(border=True, gap="small"):
            st.markdown("### Files")
            exercise_files.draw(document)
            _as_text(document)


def _about(document: Document) -> None:
    st.text(document.about)
    st.markdown("### Objectives")
    for number, objective in enumerate(document.objectives, 1):
        st.text(f"{number}. {objective}.")
    st.markdown("### Who plays")
    st.text(f"For: {', '.join(document.audience) or 'anybody'}.")
    st.text(f"At the table: {', '.join(document.roles)}.")
    st.text(
        f"{counted(len(document.steps), 'step')}, {counted(len(document.injects), 'message')}, "
        f"{counted(len(document.questions), 'question')}, {counted(len(document.hints), 'hint')}, "
        f"{counted(document.days, 'day')} of log."
    )
    st.markdown("### What players are told")
    people = f"{document.people['small']:,} to {document.people['large']:,}"
    st.text(document.situation.replace("{company}", document.company).replace("{people}", people))
    _known(document)


def _known(document: Document) -> None:
    """What is fact, inference or made up, with where it is published."""
    told = [(one.mark, one.words, one.source) for one in document.basis]
    told += [(one.mark, one.words, one.source) for one in document.steps]
    for mark, words in MARKS.items():
        those = [f"{what}\nSource: {source}" if source else what for known, what, source in told if known == mark]
        if not those:
            continue
        st.markdown(f"### {words[:1].upper()}{words[1:]}")
        with st.container(gap="xsmall"):
            for one in those:
                st.text(one)


def _as_text(document: Document) -> None:
    """Its document, to read or to start an own one from."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "The scenario as text (.toml)",
            document.path.read_bytes() if document.path else b"",
            file_name=f"{document.id}.toml",
            mime="application/toml",
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
            key="scenario_text",
            help="Change it in a text editor and give it back on the list of exercises, as a scenario of your own.",
        )
        if own.is_own(document):
            _take_away(document)


def _take_away(document: Document) -> None:
    with st.popover("Take it away", type="tertiary", icon=":material/delete:", key=f"forget_open_{document.id}"):
        st.text(
            "Its file is deleted here, and nobody can bring it back: save it as text first if you may want it again. "
            "Games that were made of it stay."
        )
        if st.button("Take it away for good", key=f"forget_{document.id}"):
            own.forget(cases.root(), document.id)
            del st.query_params["scenario"]
            st.rerun()
