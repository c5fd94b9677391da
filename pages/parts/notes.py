"""Star, tags and notes of one subject: on sessions, records, people, networks and the case.

What people write is shown as plain text, like text of a log.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from analysis import acts, notes, verdict_words
from analysis.acts import Subject
from analysis.case import Case
from analysis.errors import CrumblineError
from parts import author, problems


def draw(case: Case, subject_kind: str, subject_id: str, key: str) -> None:
    """A row with star and tags, the notes below, and the field for a new one."""
    subject = Subject(subject_kind, subject_id)
    told = notes.of(case, subject)
    with st.container(gap="xsmall", key=f"notes-{key}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _star(case, told, key)
            for tag in told.tags:
                st.text(f"#{tag}", width="content")
            with st.popover(
                f"Notes ({len(told.notes)})" if told.notes else "Add a note",
                type="tertiary",
                icon=":material/edit_note:",
            ):
                _form(case, told, key)
        for note in told.notes:
            _note(case, subject, note, key)


def _star(case: Case, told: notes.Notes, key: str) -> None:
    is_starred = told.star is not None
    label = "Starred" if is_starred else "Star"
    filled = ":material/star:" if is_starred else ":material/star_border:"
    if st.button(label, type="tertiary", icon=filled, key=f"{key}-star", help=_who(told.star)):
        _do(lambda name: notes.set_star(case, told.subject, not is_starred, author=name), author.known(case))


def _note(case: Case, subject: Subject, note: notes.Note, key: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.text(f"{verdict_words.when(note.at)}, {note.author}: {note.text}", width="stretch")
        if st.button(
            "Take back", type="tertiary", icon=":material/undo:", key=f"{key}-back-{note.act_id}",
            help="The note stays in the case log.",
        ):  # fmt: skip
            _do(lambda name: notes.take_back(case, subject, note.act_id, author=name), author.known(case))


def _form(case: Case, told: notes.Notes, key: str) -> None:
    # the number of acts is part of the keys: what was kept leaves an empty form behind
    turn = f"{key}-{len(told.notes)}-{len(told.tags)}"
    with st.form(f"note-form-{turn}", border=False):
        text = st.text_area("Note", height=90, max_chars=acts.LONGEST_TEXT, key=f"note-{turn}")
        tags = st.multiselect(
            "Tags",
            list(dict.fromkeys([*told.tags, *notes.tags_used(case)])),
            default=list(told.tags),
            accept_new_options=True,
            placeholder="Type a tag and press Enter",
            max_selections=notes.MOST_TAGS,
            key=f"note-tags-{turn}",
        )
        name = author.ask(case, f"note-author-{turn}")
        is_wanted = st.form_submit_button("Keep", width="stretch")
    if not is_wanted:
        return

    def keep(who: str) -> None:
        notes.set_tags(case, told.subject, tags, author=who)
        if text.strip():
            notes.write(case, told.subject, text, author=who)

    _do(keep, name)


def _do(work: Callable[[str], None], name: str) -> None:
    """Do it under this name and draw the screen anew; a refusal is said in words."""
    try:
        work(name)
    except CrumblineError as error:
        problems.draw(error)
        return
    author.remember(name)
    st.rerun()


def _who(star: acts.Act | None) -> str | None:
    return None if star is None else f"Since {verdict_words.when(star.at)}"
