"""Make a game for a team: how large, under which seed, with how much help, under which name, led how."""

from __future__ import annotations

import streamlit as st

from analysis.errors import CrumblineError
from analysis.exercise.play.play import Play
from analysis.exercise.play.plays import LONGEST_TITLE
from analysis.exercise.play.state import FINDINGS, LANES, LEVELS, RAW
from analysis.exercise.scenarios.parts import SIZES, Document
from parts import exercise_acts, exercise_made, games, problems

MOST_SEED = 999_999
LEVEL_WORDS = {
    RAW: ("Raw log", "Events as Okta wrote them, search and hunt. Players find sessions and clients by themselves."),
    LANES: ("Lanes", "Also each session with its clients side by side. Players judge which client is whose."),
    FINDINGS: ("Findings", "All that Crumbline says, with scores and reasons. Players check it and decide."),
}
SIZE_WORDS = {"small": "Small", "medium": "Medium", "large": "Large"}
BY_CHANCE, CHOSEN = "By chance", "My own"
BY_THEMSELVES, BY_HAND = "By themselves, at their minute", "By hand, when I send them"


def draw(document: Document) -> None:
    """The form; the game opens for its facilitator."""
    with st.form("make_game", border=False):
        level = st.radio(
            "What players are shown",
            LEVELS,
            index=LEVELS.index(FINDINGS),
            format_func=lambda level: LEVEL_WORDS[level][0],
            captions=[LEVEL_WORDS[level][1] for level in LEVELS],
            key="make_level",
        )
        st.caption("More may be shown later in the game, never less. The score says which it was.")
        size = st.radio(
            "Size of the company",
            SIZES,
            format_func=lambda size: f"{SIZE_WORDS[size]}, {document.people[size]:,} people",
            horizontal=True,
            key="make_size",
        )
        if document.people["large"] >= 1_000:
            st.caption("A large company takes about half a minute to make; small is right for a first exercise.")
        seed, chosen = _seed("make")
        title = st.text_input(
            "Title, as players see it",
            max_chars=LONGEST_TITLE,
            placeholder=f"Exercise at {document.company}",
            help="It must not give away what happens.",
            key="make_title",
        )
        messages = st.radio("Messages come", (BY_THEMSELVES, BY_HAND), key="make_messages")
        is_asked = st.form_submit_button("Make the game", type="primary", icon=":material/groups:")
    if is_asked:
        _make(document, level, size, int(chosen) if seed == CHOSEN else None, title, messages == BY_THEMSELVES)
    else:
        exercise_made.drawn(_form(document))


def _form(document: Document) -> str:
    return f"team_{document.id}"


def _seed(prefix: str) -> tuple[str, int]:
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        seed = st.radio("Seed", (BY_CHANCE, CHOSEN), horizontal=True, key=f"{prefix}_seed",
                        help="Chooses people, addresses and minutes; the same seed gives the same log.")  # fmt: skip
    with right:
        chosen = st.number_input("My own seed", 0, MOST_SEED, 1, key=f"{prefix}_seed_number")
    return seed, int(chosen)


def _make(document: Document, level: str, size: str, seed: int | None, title: str, is_automatic: bool) -> None:
    if document.title.casefold() in title.casefold() and title:
        st.text("This title tells players what the exercise is about. Choose another.")
        return
    every = games.all_games()

    def new() -> Play:
        return every.new(document, seed=seed, size=size, level=level, title=title, is_automatic=is_automatic)

    try:
        with st.spinner("Making the log", show_time=True):
            play = exercise_made.game(_form(document), (seed, size, level, title, is_automatic), new)
    except CrumblineError as error:
        problems.draw(error)
        return
    exercise_acts.open_game(play)
