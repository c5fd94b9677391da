"""The form of a call: sessions, the event that each was stolen from, what was touched, actions, words.

Why every field keeps its value for the tab: who fills it in goes to other screens in between to look things up.
Nothing here tells which session, event or action is right.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from analysis.exercise.play.choices import Choices, id_in
from analysis.exercise.play.play import LONGEST_WORDS, Play
from analysis.exercise.play.state import Calling
from analysis.exercise.scenarios.actions import actions
from parts import exercise_choices

STOLEN, NOTHING = "Stolen sessions", "No session was stolen"
GROUPS = {
    "The account": ("end_sessions", "reset_password", "reset_factors", "suspend_account", "remove_factor"),
    "What was made or changed": (
        "disable_made_account", "revoke_role", "revoke_token", "restore_idp", "end_app_sessions", "end_support_access",
    ),
    "Ask, keep, tell": (
        "call_person", "keep_evidence", "tell_vendor", "sweep_uploads", "check_grant", "note_person", "publish",
    ),
    "Everybody": ("stop_resets", "block_phishing_page", "block_network", "end_all_sessions", "shut_okta"),
}  # fmt: skip
"""Actions by what they are about; the order says nothing of what is right."""


@dataclass(frozen=True)
class Draft:
    """What the form says by now, as it was typed."""

    is_nothing: bool
    sessions: tuple[tuple[str, str], ...]
    """Session and the event it was stolen from, as ids or as addresses."""
    touched: tuple[str, ...]
    actions: tuple[str, ...]
    words: str


def draw(play: Play, name: str) -> Draft:
    """All fields; `name` is the game's id, with which their keys begin."""
    known = exercise_choices.known(play)
    which = st.segmented_control(
        "What do you call?", [STOLEN, NOTHING], default=STOLEN, required=True, key=f"{name}-call-which",
        persist_state="session",
    )  # fmt: skip
    sessions: tuple[tuple[str, str], ...] = ()
    touched: tuple[str, ...] = ()
    if which == STOLEN:
        chosen = _sessions(known, name)
        sessions = tuple((one, _begins(play, known, one, name)) for one in chosen)
        touched = _touched(known, name)
    done = _actions(name)
    words = st.text_area(
        "In your own words, if you like", height=80, max_chars=LONGEST_WORDS, key=f"{name}-call-words",
        persist_state="session",
    )  # fmt: skip
    return Draft(which == NOTHING, sessions, touched, done, words.strip())


def _sessions(known: Choices, name: str) -> tuple[str, ...]:
    label = "Which sessions were used by somebody who did not sign in to them?"
    if known.sessions:
        exercise_choices.take_lines(f"{name}-call-sessions")
        if not known.are_all:
            st.caption(f"The list has the latest {len(known.sessions):,} sessions; paste the id of an earlier one.")
        return tuple(
            st.multiselect(
                label, list(known.sessions), format_func=lambda one: known.sessions.get(one, one),
                accept_new_options=True, select_all=False, key=f"{name}-call-sessions", persist_state="session",
                placeholder="Choose by login, or paste an id and press Enter",
            )
        )  # fmt: skip
    text = st.text_area(
        f"{label} One id a line", height=80, max_chars=LONGEST_WORDS, key=f"{name}-call-sessions-lines",
        persist_state="session",
    )  # fmt: skip
    return tuple(dict.fromkeys(id_in(line, "session") for line in text.splitlines() if line.strip()))


def _begins(play: Play, known: Choices, session: str, name: str) -> str:
    events = exercise_choices.events_of(play, id_in(session, "session"))
    st.text(f"From which event on, {known.sessions.get(session, session)}?")
    key = f"{name}-call-from-{session}"
    if events:
        return str(
            st.selectbox(
                "The first event of somebody else", list(events), index=None, key=key, persist_state="session",
                format_func=lambda one: events.get(one, one), accept_new_options=True, label_visibility="collapsed",
                placeholder="Choose by time, or paste an event’s id and press Enter",
            ) or ""
        )  # fmt: skip
    return st.text_input(
        "The first event of somebody else", key=key, persist_state="session", max_chars=400,
        label_visibility="collapsed", placeholder="The event’s id, or the address of its record",
    )  # fmt: skip


def _touched(known: Choices, name: str) -> tuple[str, ...]:
    label = "What was touched: apps opened, things made or changed"
    if known.things:
        exercise_choices.take_lines(f"{name}-call-touched")
        return tuple(
            st.multiselect(
                label, known.things, accept_new_options=True, select_all=False, key=f"{name}-call-touched",
                persist_state="session",
                placeholder="Choose, or type a name and press Enter",
            )
        )  # fmt: skip
    text = st.text_area(
        f"{label}. One name a line", height=80, max_chars=LONGEST_WORDS, key=f"{name}-call-touched-lines",
        persist_state="session",
    )  # fmt: skip
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def _actions(name: str) -> tuple[str, ...]:
    known, chosen = actions(), []
    st.markdown("What is to be done? What nothing calls for costs something.")
    columns = st.columns(2, gap="small")
    for number, (title, ids) in enumerate(grouped().items()):
        with columns[number % 2], st.container(gap="xsmall"):
            st.markdown(f"**{title}**")
            for one in ids:
                if st.checkbox(known[one].words, key=f"{name}-call-do-{one}", persist_state="session"):
                    chosen.append(one)
    return tuple(chosen)


def grouped() -> dict[str, tuple[str, ...]]:
    """All actions, each in one group; one that no group names stands by itself."""
    placed = {one for ids in GROUPS.values() for one in ids}
    rest = tuple(one for one in actions() if one not in placed)
    groups = {title: tuple(one for one in ids if one in actions()) for title, ids in GROUPS.items()}
    return groups | ({"Other": rest} if rest else {})


def take(play: Play, session: str, event: str) -> None:
    """Put a session, and the event from which it was stolen, into this tab's form; from other screens of the game."""
    name = play.facts.id
    begin(play)
    exercise_choices.add(f"{name}-call-sessions", session)
    st.session_state.update({f"{name}-call-taken": True, f"{name}-call-which": STOLEN})
    if event:
        st.session_state[f"{name}-call-from-{session}"] = event


def begin(play: Play) -> None:
    """Open the form: as this tab left it, else with what the last call said, whoever made it."""
    name, number = play.facts.id, len(play.state.callings)
    st.session_state.update({f"{name}-call-open": True, f"{name}-call-asked": False})
    if st.session_state.get(f"{name}-call-begun"):
        return
    st.session_state[f"{name}-call-begun"] = True
    if number and st.session_state.get(f"{name}-call-after") != number:
        _fill(name, play.state.callings[-1])
        st.session_state[f"{name}-call-after"] = number


def kept(play: Play) -> None:
    """The form's call stands in the game: close the form; the next one is begun anew."""
    name = play.facts.id
    st.session_state.update({f"{name}-call-{one}": False for one in ("open", "asked", "begun")})
    st.session_state[f"{name}-call-after"] = len(play.state.callings)


def _fill(name: str, last: Calling) -> None:
    call = last.call
    exercise_choices.fill(f"{name}-call-sessions", (one.session_id for one in call.sessions))
    exercise_choices.fill(f"{name}-call-touched", call.touched)
    filled: dict[str, object] = {
        f"{name}-call-which": STOLEN if call.sessions else NOTHING,
        f"{name}-call-words": last.words,
    }
    begun = {one.session_id: one.divergence_event_id for one in call.sessions if one.divergence_event_id}
    filled |= {f"{name}-call-from-{session}": event for session, event in begun.items()}
    filled |= {f"{name}-call-do-{one}": one in call.actions for one in actions()}
    st.session_state.update(filled)
