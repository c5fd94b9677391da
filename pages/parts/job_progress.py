"""Long work as a person sees it: how far, how long, and a way to stop it."""

from __future__ import annotations

import streamlit as st

from analysis.inbox import megabytes
from analysis.progress import Progress
from parts import hostile
from parts.jobs import Job, Place, jobs


@st.fragment(run_every=0.5)
def draw_running(case: Place) -> None:
    """The running job of the case; when it ends, the whole screen is drawn anew."""
    job = jobs().of(case)
    if job is None or not job.is_running:
        st.rerun()
    progress = job.progress
    st.text(_what(job, progress))
    st.progress(_share(progress))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(_how_far(job, progress), width="stretch")
        if st.button("Stop", icon=":material/stop:", type="tertiary", key="stop_job", disabled=job.cancel.is_set()):
            job.cancel.set()


def _what(job: Job, progress: Progress | None) -> str:
    if job.cancel.is_set():
        return "Stopping after the step under way"
    return hostile.visible(progress.what, 120) if progress else "Starting"


def _share(progress: Progress | None) -> float:
    if progress is None or not progress.total:
        return 0.0
    return min(max(progress.done / progress.total, 0.0), 1.0)


def _how_far(job: Job, progress: Progress | None) -> str:
    said = []
    if len(job.files) > 1 and not job.is_judging:
        said.append(f"file {min(job.files_done + 1, len(job.files))} of {len(job.files)}")
    if progress is not None and progress.total and progress.unit == "bytes":
        said.append(f"{megabytes(progress.done)} of {megabytes(progress.total)}")
    elif progress is not None and progress.total:
        said.append(f"{progress.done} of {progress.total} {progress.unit}")
    said.append(f"{job.seconds():,.0f} s")
    return " · ".join(said) + " · goes on when you leave this page"
