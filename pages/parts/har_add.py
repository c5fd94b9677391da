"""Dialogs that add to the register: one upload by a form, a list as CSV. A HAR itself is never given here."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import streamlit as st

from analysis import acts
from analysis.case import Case
from analysis.errors import CrumblineError
from analysis.har import register, register_csv, register_words
from analysis.har.exposed import EXACT
from analysis.har.register import Upload
from parts import author, problems
from parts.har_work import Task
from parts.hostile import code
from parts.jobs import jobs

MOST_TEXT = 2_000_000
WAIT_S = 20.0
"""How long a person waits for the findings; longer work goes on behind the screen."""


def open_form(case: Case, task: Task | None = None) -> None:
    """Ask for one upload; with a file that was looked into its times and sessions come along."""
    st.dialog("A HAR that left the house", width="medium", icon=":material/outbox:")(draw_form)(case, task)


def open_list(case: Case) -> None:
    """Ask for a list."""
    st.dialog("A list of HAR uploads", width="medium", icon=":material/playlist_add:")(draw_list)(case)


def draw_form(case: Case, task: Task | None) -> None:
    """What is inside the dialog of one upload."""
    found = task.found if task is not None else None
    now = datetime.now(UTC).replace(tzinfo=None, second=0, microsecond=0)
    at = register.utc(found.captured_to) if found is not None and found.captured_to else now
    if found is not None:
        st.caption(
            "Kept in the case: what you enter here, when the file was recorded, and which sessions of this log it "
            "carries. Nothing else of the file."
        )
    with st.form("har-upload-form", border=False):
        person = st.text_input(
            "Whose browser it was (login)", (found.person or "") if found else "", max_chars=200, key="har-who"
        )
        left, right = st.columns(2)
        day = left.date_input("Handed over on (UTC)", at.date(), key="har-day")
        clock = right.time_input("at (UTC)", at.time(), step=60, key="har-clock")
        sent_to = st.text_input("Where to", placeholder="The vendor, the system", max_chars=200, key="har-to")
        scrubbed = st.segmented_control(
            "Scrubbed before it was sent", register.SCRUBBED, default="unknown", required=True, key="har-scrubbed",
            format_func=lambda one: register_words.SCRUBBED[one],
        )  # fmt: skip
        ticket = st.text_input("Ticket", max_chars=200, key="har-ticket")
        note = st.text_area("Note", height=70, max_chars=acts.LONGEST_TEXT, key="har-note")
        name = author.ask(case, "har-author")
        is_wanted = st.form_submit_button("Enter it", type="primary", width="stretch")
    if not is_wanted:
        return
    exposed = task.exposed.exposed if task is not None and task.exposed is not None else ()
    upload = Upload(
        person=person,
        uploaded_at=datetime.combine(day, clock),
        sent_to=sent_to,
        scrubbed=scrubbed or "unknown",
        ticket=ticket,
        note=note,
        captured_from=register.utc(found.captured_from) if found and found.captured_from else None,
        captured_to=register.utc(found.captured_to) if found and found.captured_to else None,
        session_keys=tuple(one.session_key for one in exposed if one.session_key and one.certainty == EXACT),
    )
    _enter(case, [upload], name)


def draw_list(case: Case) -> None:
    """What is inside the dialog of a list."""
    st.caption(
        "The first line names the columns. Understood are, under many names: person, uploaded (UTC unless it says "
        "otherwise), sent to, scrubbed, ticket, note. A HAR does not belong here."
    )
    file = st.file_uploader("CSV", type=["csv", "txt", "tsv"], max_upload_size=2, key="har-list-file")
    text = st.text_area("or paste it", height=120, max_chars=MOST_TEXT, key="har-list-text")
    if file is not None:
        text = file.getvalue().decode("utf-8-sig", "replace")
    if not text.strip():
        return
    try:
        given = register_csv.read(text)
    except CrumblineError as error:
        problems.draw(error)
        return
    st.markdown(f"**{len(given.uploads):,} uploads can be read, {len(given.refused):,} rows cannot**")
    st.caption(
        "Taken: " + ", ".join(f"{ours.replace('_', ' ')} from {code(theirs, 60)}" for ours, theirs in given.columns)
    )
    if given.left_out:
        st.caption("Left out: " + ", ".join(code(name, 60) for name in given.left_out[:20]))
    for sentence in given.refused[:20]:
        st.text(sentence)
    if len(given.refused) > 20:
        st.caption(f"and {len(given.refused) - 20:,} more")
    name = author.ask(case, "har-list-author")
    if st.button("Enter them", type="primary", width="stretch", disabled=not given.uploads, key="har-list-enter"):
        _enter(case, list(given.uploads), name)


def _enter(case: Case, uploads: list[Upload], name: str) -> None:
    try:
        entered = register.add(case, uploads, author=name)
    except CrumblineError as error:
        problems.draw(error)
        return
    author.remember(name)
    if not entered:
        st.markdown("Nothing new: person, time and ticket stand in the register already.")
        return
    if len(entered) == 1:
        st.query_params["upload"] = entered[0]
    follow(case)


def follow(case: Case) -> None:
    """Make the findings again, because the signals read the register, and draw the screen anew."""
    if "findings" in case.tables():
        job = jobs().add(case, [])
        with st.spinner("The findings follow"):
            deadline = time.monotonic() + WAIT_S
            while job.is_running and not job.files and time.monotonic() < deadline:
                time.sleep(0.05)
        if not job.is_running and not job.files and not job.problems and job.bug is None:
            jobs().forget(case)
    st.rerun()
