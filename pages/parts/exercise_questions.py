"""The questions of a game: one card each, with the team's answer as it stands and a field that asks for it.

Why a fragment each: who types in one card does not draw the page anew, and what others do leaves the typing alone.
Whether an answer is right is told by nobody before the end, and this module does not know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from analysis.errors import CrumblineError
from analysis.exercise.play import saying
from analysis.exercise.play.choices import Choices
from analysis.exercise.play.counting import counted
from analysis.exercise.play.play import LONGEST_WORDS, Play
from analysis.exercise.play.players_view import PlayersView
from analysis.exercise.scenarios.questions import (
    EVENT,
    MOMENT,
    NAMES,
    NUMBER,
    ONE,
    PERSON,
    SESSION,
    SEVERAL,
    WORDS,
    YES_NO,
)
from parts import exercise_choices, exercise_over, games
from parts.seats import Viewer

Asked = Mapping[str, Any]
SAYS = {
    ONE: "Choose one",
    SEVERAL: "Choose some",
    YES_NO: "Yes or no",
    PERSON: "Whose account: logins",
    SESSION: "Sessions",
    EVENT: "An event: its id, or the address of the screen that shows its record",
    MOMENT: "A time of the log, UTC",
    NUMBER: "A number",
    NAMES: "Names, addresses or ids",
    WORDS: "In your own words; the facilitator marks it",
}
_ONE_A_LINE = {PERSON: "one login a line", SESSION: "one session id a line", NAMES: "one a line"}


def draw(play: Play, who: Viewer, view: PlayersView) -> None:
    """All questions that are asked by now, the one in the address first."""
    answered = play.state.last_answers()
    wanted = st.query_params.get("ask")
    asked = sorted(view.questions, key=lambda one: (one["id"] != wanted, float(one["minute"])))
    open_count = sum(one["id"] not in answered for one in asked)
    st.subheader(f"Questions: {open_count} of {len(asked)} open" if asked else "Questions", anchor="questions")
    if not asked:
        st.caption("None yet. They come here by themselves while the clock runs.")
    for one in asked:
        with st.container(border=True, gap="small", key=f"{play.facts.id}-ask-{one['id']}"):
            _card(one, who, is_wanted=one["id"] == wanted)


@st.fragment
def _card(asked: Asked, who: Viewer, *, is_wanted: bool) -> None:
    play = games.current()
    if play is None:
        return
    name = f"{play.facts.id}-{asked['id']}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(f"Asked at minute {asked['minute']:g} · {counted(asked['points'], 'point')}", width="stretch")
        if is_wanted:
            st.badge("linked", color="gray", icon=":material/link:")
    st.text(asked["asks"])
    answer = play.state.last_answers().get(asked["id"])
    known = exercise_choices.known(play)
    with st.container(gap="xsmall"):  # always there, so that what is typed below does not move when others answer
        if answer is not None:
            turns = sum(one.question == asked["id"] for one in play.state.answers)
            changed = "" if turns == 1 else f", answer number {turns}"
            st.text(f"The team says: {saying.value_words(asked['kind'], answer.value, known, play.case())}")
            st.text(f"{answer.who}, minute {int(answer.minute)}{changed}")
    if not who.is_player:
        return
    is_open = st.session_state.setdefault(f"{name}-open", answer is None or is_wanted)
    if is_open:
        _editor(play, who, asked, known, name, has_answer=answer is not None)
    else:
        st.button(
            "Change the answer", type="tertiary", icon=":material/edit:", key=f"{name}-change",
            on_click=_begin, args=(name, asked["kind"], answer.value if answer else None),
        )  # fmt: skip


def _editor(play: Play, who: Viewer, asked: Asked, known: Choices, name: str, *, has_answer: bool) -> None:
    typed = _FIELDS[asked["kind"]](asked, known, play, f"{name}-field")
    with st.container(horizontal=True, gap="small"):
        is_kept = st.button("Keep the answer", icon=":material/check:", key=f"{name}-keep")
        if has_answer:
            st.button(
                "Leave it as it is", type="tertiary", key=f"{name}-leave",
                on_click=st.session_state.update, args=({f"{name}-open": False},),
            )  # fmt: skip
    if not is_kept:
        return
    try:
        play.answer(asked["id"], saying.answer(asked["kind"], typed, play.case(), play.for_players().log_at), who.name)
    except CrumblineError as error:
        exercise_over.refused(play, error)
        return
    st.session_state[f"{name}-open"] = False
    st.rerun()


def _begin(name: str, kind: str, value: Any) -> None:
    """Open the field with the answer that stands."""
    st.session_state[f"{name}-open"] = True
    if value is None:
        return
    if kind in _ONE_A_LINE:
        exercise_choices.fill(f"{name}-field", value if isinstance(value, list) else [str(value)])
        return
    if kind == YES_NO:
        value = saying.YES if value else saying.NO
    st.session_state[f"{name}-field"] = value if isinstance(value, list) else str(value)


def _one(asked: Asked, known: Choices, play: Play, key: str) -> Any:
    return st.selectbox(
        SAYS[ONE], asked["options"], index=None, key=key, persist_state="session", placeholder="Choose one"
    )


def _several(asked: Asked, known: Choices, play: Play, key: str) -> Any:
    return st.multiselect(
        SAYS[SEVERAL], asked["options"], key=key, select_all=False, persist_state="session", placeholder="Choose some"
    )


def _yes_no(asked: Asked, known: Choices, play: Play, key: str) -> Any:
    return st.segmented_control(SAYS[YES_NO], [saying.YES, saying.NO], key=key, persist_state="session")


def _listed(kind: str, offered: Callable[[Choices], Any], says: Callable[[Choices, str], str]) -> Any:
    """A field for several names: a list to choose from and to add to; without a list, a line each."""

    def field(asked: Asked, known: Choices, play: Play, key: str) -> Any:
        options = list(offered(known))
        if not options:
            return st.text_area(
                f"{SAYS[kind]}, {_ONE_A_LINE[kind]}", height=80, max_chars=LONGEST_WORDS, key=f"{key}-lines",
                persist_state="session",
            )  # fmt: skip
        exercise_choices.take_lines(key)
        return st.multiselect(
            SAYS[kind], options, format_func=lambda one: says(known, one), key=key, accept_new_options=True,
            select_all=False, persist_state="session", placeholder="Choose, or type and press Enter",
        )  # fmt: skip

    return field


def _line(kind: str, example: Callable[[Play], str]) -> Any:
    def field(asked: Asked, known: Choices, play: Play, key: str) -> Any:
        return st.text_input(SAYS[kind], max_chars=400, key=key, placeholder=example(play), persist_state="session")

    return field


def _words(asked: Asked, known: Choices, play: Play, key: str) -> Any:
    return st.text_area(SAYS[WORDS], height=100, max_chars=LONGEST_WORDS, key=key, persist_state="session")


_FIELDS: dict[str, Callable[[Asked, Choices, Play, str], Any]] = {
    ONE: _one,
    SEVERAL: _several,
    YES_NO: _yes_no,
    PERSON: _listed(PERSON, lambda known: known.people, lambda known, one: one),
    SESSION: _listed(SESSION, lambda known: known.sessions, lambda known, one: known.sessions.get(one, one)),
    EVENT: _line(EVENT, lambda play: "2f1c9e0a-..."),
    MOMENT: _line(MOMENT, lambda play: f"{play.for_players().log_at:%Y-%m-%d %H:%M}"),
    NUMBER: _line(NUMBER, lambda play: "12"),
    NAMES: _listed(NAMES, lambda known: known.things, lambda known, one: one),
    WORDS: _words,
}
