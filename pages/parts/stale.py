"""Findings of another version or setting: made again when a case is opened, before any screen shows them."""

from __future__ import annotations

import streamlit as st

from parts import cases
from parts.job_progress import draw_running
from parts.jobs import jobs


def judge_if_stale() -> None:
    """Start the work where it is due, show its progress instead of old findings, and take its report away."""
    case = cases.current()
    jobs().judge_if_stale(case)
    job = jobs().of(case)
    if job is None or not job.is_refresh:
        return
    if job.is_running:
        st.title("Making the findings again")
        st.caption("This case was judged by another version of the program, or with other settings.")
        draw_running(case)
        st.stop()
    if not job.problems and job.bug is None and not job.was_stopped and not job.files:
        jobs().forget(case)  # nothing to report: the findings are what they should be
