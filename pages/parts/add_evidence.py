"""The card that takes evidence: a field for files, a field for a path, and how the work on them goes."""

from __future__ import annotations

import streamlit as st

from analysis import evidence_advice, evidence_paths, inbox
from analysis.case import Case
from analysis.errors import CrumblineError
from analysis.inbox import megabytes
from analysis.ingest.evidence import Evidence
from parts import hostile, problems, upload
from parts.job_progress import draw_running
from parts.jobs import Job, jobs

_MOST_TOLD = 8


def draw(case: Case, name: str) -> None:
    """Field, path, waiting uploads, work under way or its outcome."""
    st.subheader("Add evidence")
    upload.draw(name)
    form = st.form("path_form", border=False, enter_to_submit=True)
    with form, st.container(horizontal=True, vertical_alignment="bottom"):
        given = st.text_input("Or a file or folder on this machine", placeholder="/evidence/okta", key="path")
        is_wanted = st.form_submit_button("Add", type="primary")
    if is_wanted:
        try:
            jobs().add(case, evidence_paths.named(given))
        except CrumblineError as error:
            problems.draw(error)
    job = jobs().of(case)
    if job is not None and job.is_running:
        draw_running(case)
        return
    if job is not None:
        _draw_outcome(case, job)
    _draw_waiting(case)
    _offer_findings(case, job)


def _draw_outcome(case: Case, job: Job) -> None:
    for file in job.added[:_MOST_TOLD]:
        with st.container(gap="xxsmall"):
            st.markdown(hostile.code(file.name, 90))
            st.text(_became(file))
    if len(job.added) > _MOST_TOLD:
        st.caption(f"and {len(job.added) - _MOST_TOLD:,} more, in the table below")
    for error in job.problems:
        problems.draw(error)
    if job.was_stopped:
        st.text(f"Stopped after {job.files_done} of {len(job.files)} files. The file under way was left out whole.")
    if job.bug is not None:
        st.text("A defect of the program ended the work. The case is as it was before the file.")
        st.exception(job.bug)
    if st.button("Close this report", type="tertiary", icon=":material/close:", key="close_report"):
        jobs().forget(case)
        st.rerun()


def _became(file: Evidence) -> str:
    if file.error:
        return file.error
    said = evidence_advice.sum_in_words(file.rows, file.read, file.duplicate, file.refused)
    return f"{said} {file.note}" if file.note else said


def _draw_waiting(case: Case) -> None:
    """Uploads that are not in the case: interrupted ones, and whole ones whose adding was stopped."""
    whole = []
    for waits in inbox.waiting(case.folder):
        with st.container(horizontal=True, vertical_alignment="center", key=f"waits_{waits.upload_id}"):
            st.text(hostile.visible(waits.name, 80), width="stretch")
            if waits.path is not None:
                whole.append(waits.path)
                st.caption("here, not added yet", width="content")
            else:
                far = f"{megabytes(waits.offset)} of {megabytes(waits.size)}"
                st.caption(f"upload at {far}: choose it again to go on", width="content")
            if st.button("Discard", type="tertiary", key=f"discard_{waits.upload_id}"):
                inbox.discard(case.folder, waits.upload_id)
                st.rerun()
    if whole and st.button("Add what waits", key="add_waiting"):
        jobs().add(case, whole)
        st.rerun()


def _offer_findings(case: Case, job: Job | None) -> None:
    """A program that ended between reading and judging leaves evidence without findings."""
    has_events = case.rows("evidence_count")[0]["files_with_events"] > 0
    if not has_events or "findings" in case.tables():
        return
    if job is None or not job.problems:
        st.text("The files are read, but no findings were made of them yet.")
        if st.button("Make the findings", key="judge"):
            jobs().add(case, [])
            st.rerun()
