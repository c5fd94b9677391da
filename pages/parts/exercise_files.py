"""The files of an exercise without a game: a zip for players and one for whoever leads, made behind the screen.

The files of one exercise lie below the cases until those of another seed take their place.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import streamlit as st

from analysis.exercise.scenarios import packing
from analysis.exercise.scenarios.packing import Packed
from analysis.exercise.scenarios.parts import SIZES, Document
from analysis.inbox import megabytes
from analysis.progress import Report
from parts import cases, job_progress, problems
from parts.exercise_make import MOST_SEED, SIZE_WORDS
from parts.jobs import jobs

FOLDER = ".exercise-files"


@dataclass(frozen=True)
class Place:
    """Where the files of one exercise are made."""

    folder: Path


def draw(document: Document) -> None:
    """The form, the work while it goes on, and what it made."""
    place = Place(cases.root() / FOLDER / document.id)
    st.caption(
        "For an exercise without this program: the log as JSON lines and as the Admin Console's CSV, the HAR register "
        "and a briefing for players; messages, events list and truth apart, for you."
    )
    job = jobs().of(place)
    if job is not None and job.is_running:
        job_progress.draw_running(place)
        return
    if job is not None:
        for problem in job.problems:
            problems.draw(problem)
        if job.bug is not None:
            st.text("The files could not be made; the program's log says why.")
    with st.form("make_files", border=False):
        left, right = st.columns([2, 3], vertical_alignment="bottom")
        seed = left.number_input("Seed", 0, MOST_SEED, 1, key="files_seed")
        size = right.selectbox(
            "Size", SIZES, format_func=lambda size: f"{SIZE_WORDS[size]}, {document.people[size]:,} people",
            key="files_size",
        )  # fmt: skip
        if st.form_submit_button("Make the files only", icon=":material/folder_zip:"):
            jobs().run(place, partial(_pack, document, int(seed), size, place.folder))
            st.rerun()
    if job is not None and isinstance(job.result, Packed):
        _download(job.result)


def _pack(document: Document, seed: int, size: str, folder: Path, report: Report, cancel: threading.Event) -> Packed:
    return packing.pack(document, seed, size, folder, report=report, cancel=cancel)


def _download(packed: Packed) -> None:
    st.text(f"{packed.event_count:,} events of {packed.people_count:,} people are ready.")
    with st.container(horizontal=True):
        for path, words in ((packed.players, "For players"), (packed.facilitator, "For the facilitator")):
            if path.is_file():
                st.download_button(
                    f"{words} ({megabytes(path.stat().st_size)})", path.read_bytes, file_name=path.name,
                    mime="application/zip", icon=":material/download:", on_click="ignore", key=f"get_{path.name}",
                )  # fmt: skip
