"""The demo case: made from data/samples when it is opened for the first time."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from analysis import case_folders
from parts import cases
from parts.job_progress import draw_running
from parts.jobs import jobs

SAMPLES = Path(__file__).resolve().parent.parent.parent / "data" / "samples"


def make_if_missing() -> None:
    """On the demo case: start making it where it is empty, and show progress instead of empty screens."""
    if cases.current_name() != case_folders.DEMO:
        return
    case = cases.current()
    samples = sorted(path for path in SAMPLES.glob("demo-system-log*") if path.is_file())
    job = jobs().of(case)
    if job is None:
        is_made = bool(case.rows("evidence_count")[0]["files"]) and "findings" in case.tables()
        if is_made or not samples:
            return
        job = jobs().add(case, samples)
    if job.is_running and "findings" not in case.tables():
        st.title("Making the demo case")
        st.caption("A made-up tenant with three replayed sessions. It is read once and then kept.")
        draw_running(case)
        st.stop()
    if job.files == samples and "findings" in case.tables():
        jobs().forget(case)  # the person has added nothing, so there is nothing to report
