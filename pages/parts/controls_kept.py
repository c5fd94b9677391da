"""The controls and the audit of the open case, made once for a state of it and kept by the process."""

from __future__ import annotations

import streamlit as st

from analysis.case import Case
from analysis.controls import audits as questions
from analysis.controls import control_files, measure, replayed
from analysis.controls.audits import Audit
from analysis.controls.choices import Answer, Measured
from analysis.controls.control_files import Limits
from analysis.progress import Progress
from parts.jobs import jobs


def is_judged(case: Case) -> bool:
    """Whether there is anything to replay."""
    return replayed.is_judged(case)


def answer(case: Case, limits: Limits) -> Answer:
    """All controls, measured; the log is replayed first where that was not done yet, with its progress shown."""
    missing = replayed.missing(case, control_files.controls(limits))
    if not missing:
        return measure.of_case(case, limits)
    if jobs().is_running(case):
        st.title("Controls")
        st.caption("The log is replayed when the work under way has ended.")
        st.stop()
    place = st.empty()

    def report(progress: Progress) -> None:
        place.progress(progress.done / max(progress.total or 1, 1), progress.what)

    found = measure.of_case(case, limits, report=report)
    place.empty()
    return found


def audits(case: Case, limits: Limits) -> list[Audit]:
    """Every question of the audit, answered."""
    return _audits(str(case.folder), _stamp(case), limits, case)


def people(case: Case, answer: Answer, one: Measured) -> list[dict[str, object]]:
    """Whom a choice interrupts most."""
    return _people(str(case.folder), _stamp(case), answer.left_out, one.name, answer.limits, case, answer, one)


def readings(case: Case, answer: Answer, one: Measured) -> list[tuple[str | None, int]]:
    """What the honest sessions that a choice interrupts most likely were."""
    return _readings(str(case.folder), _stamp(case), answer.left_out, one.name, answer.limits, case, answer, one)


def _stamp(case: Case) -> str:
    return str(case.rows("session_stamp")[0]["stamp"])


@st.cache_data(show_spinner=False, max_entries=16)
def _audits(folder: str, stamp: str, limits: Limits, _case: Case) -> list[Audit]:
    return questions.of_case(_case, limits)


@st.cache_data(show_spinner=False, max_entries=64)
def _people(
    folder: str, stamp: str, left_out: tuple[str, ...], name: str, limits: Limits, _case: Case, _answer: Answer,
    _one: Measured,
) -> list[dict[str, object]]:  # fmt: skip
    return measure.people(_case, _answer, _one)


@st.cache_data(show_spinner=False, max_entries=64)
def _readings(
    folder: str, stamp: str, left_out: tuple[str, ...], name: str, limits: Limits, _case: Case, _answer: Answer,
    _one: Measured,
) -> list[tuple[str | None, int]]:  # fmt: skip
    return measure.interrupted_readings(_case, _answer, _one)
