"""Making a game for one person: a name, and it is there; messages come by themselves."""

from __future__ import annotations

import secrets

import streamlit as st

from analysis.errors import CrumblineError
from analysis.exercise.play.play import LONGEST_NAME, Play
from analysis.exercise.play.plays import Plays
from analysis.exercise.scenarios.parts import Document
from parts import author, exercise_acts, exercise_made, games, problems


def draw(document: Document, others: list[Document] | None = None) -> None:
    """The form; with `others` it is the first thing of the screen, and any of them may be played unseen."""
    with st.form(f"alone_{document.id}", border=False):
        st.caption(
            f"{document.minutes:g} minutes. Messages come by themselves, hints are there when you want one, "
            "and afterwards you see the truth beside what you did."
        )
        name = st.text_input("Your name", max_chars=LONGEST_NAME, key=f"alone_name_{document.id}")
        is_chance = False
        with st.container(horizontal=True, gap="small"):
            words = "Play alone, ten minutes" if others else f"Play it alone, {document.minutes:g} minutes"
            is_asked = st.form_submit_button(words, type="primary" if others else "secondary", icon=":material/person:")
            if others:
                is_chance = st.form_submit_button(
                    "Another by chance", type="tertiary", icon=":material/shuffle:",
                    help=f"{min(one.minutes for one in others):g} to {max(one.minutes for one in others):g} minutes; "
                    "what it is about is told afterwards.",
                )  # fmt: skip
    form = f"alone_{document.id}"
    if is_asked or is_chance:
        _begin(form, others if is_chance and others else [document], name)
    else:
        exercise_made.drawn(form)


def _begin(form: str, documents: list[Document], name: str) -> None:
    """`documents`: one of them, by chance."""
    every = games.all_games()
    try:
        with st.spinner("Making the log"):
            asked = ([one.id for one in documents], name)
            play = exercise_made.game(form, asked, lambda: made(every, secrets.choice(documents), name))
    except CrumblineError as error:
        problems.draw(error)
        return
    author.remember(" ".join(name.split()))
    exercise_acts.open_game(play)


def made(every: Plays, document: Document, name: str) -> Play:
    """A game with its one player. Raises: CrumblineError; nothing is left behind then."""
    play = every.new(document, is_alone=True)
    try:
        play.join(name or "", with_seat=False)
    except CrumblineError:
        every.delete(play.facts.id)
        raise
    return play
