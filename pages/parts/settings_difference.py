"""What the draft would change in the findings, and the way to keep it."""

from __future__ import annotations

import threading

import pandas as pd
import streamlit as st

from analysis import findings_words, rejudge, settings, settings_words
from analysis.case import Case
from analysis.errors import CrumblineError, TakesLonger
from analysis.progress import Report
from analysis.rejudge import Difference
from analysis.settings import Changed
from parts import job_progress, links, phone, problems, settings_draft
from parts.jobs import jobs

_MOST_ROWS = 500
_SAID, _AUTHOR = "settings_said", "author"


def draw(case: Case) -> None:
    """Nothing where nothing was edited; else what was, what it would do, and Keep."""
    said = st.session_state.pop(_SAID, None)
    if said:
        st.toast(said)
    _take_result(case)
    job = jobs().of(case)
    if job is not None and job.is_running:
        with st.container(border=True):
            st.subheader("At work on this case")
            job_progress.draw_running(case)
        return
    now = settings_draft.draft()
    if not now.changes:
        return
    with st.container(border=True):
        st.subheader("Not kept yet")
        before = settings.in_force(case)
        try:
            encoded = settings.checked(case, now.changes)
        except CrumblineError as error:
            problems.draw(error)
            _draw_buttons(case, can_look=False)
            return
        with st.container(gap="xsmall"):
            for name, value in sorted(encoded.items()):
                st.text(settings_words.change(Changed(name, before.get(name), value)))
        if now.told is not None:
            _draw_told(case, now.told)
        elif now.is_long:
            st.text(
                "This redefines the clients of sessions, so all sessions are told apart anew. That takes as long as"
                " making the findings did; it goes on when you leave this page."
            )
            _draw_buttons(case, can_look=True)
        else:
            _draw_buttons(case, can_look=True)


def _draw_buttons(case: Case, *, can_look: bool) -> None:
    now = settings_draft.draft()
    with st.container(horizontal=True, gap="small"):
        if can_look and now.is_long:
            if st.button("Work it out in the background", type="primary", icon=":material/schedule:"):
                _work_out(case)
                st.rerun()
        elif can_look and st.button(
            "What would change", type="primary", icon=":material/difference:", shortcut="Ctrl+Enter"
        ):
            _look(case)
            st.rerun()
        if st.button("Discard", icon=":material/close:"):
            settings_draft.discard()
            st.rerun()


def _look(case: Case) -> None:
    now = settings_draft.draft()
    with st.spinner("Judging with these settings; nothing is kept"):
        try:
            now.told = rejudge.preview(case, now.changes, only_quick=True)
        except TakesLonger:
            now.is_long = True


def _work_out(case: Case) -> None:
    changes = dict(settings_draft.draft().changes)

    def work(report: Report, cancel: threading.Event) -> object:
        return rejudge.preview(case, changes, report=report, cancel=cancel)

    jobs().run(case, work)


def _take_result(case: Case) -> None:
    """What the background found belongs to the draft for which it was asked."""
    job = jobs().of(case)
    if job is None or job.is_running or job.work is None:
        return
    now = settings_draft.draft()
    if isinstance(job.result, Difference) and now.changes and job.result.changes == settings.checked(case, now.changes):
        now.told, now.is_long = job.result, True
    for error in job.problems:
        problems.draw(error)
    if job.bug is not None:
        st.exception(job.bug)
    jobs().forget(case)


def _draw_told(case: Case, told: Difference) -> None:
    st.markdown(f"#### {settings_words.difference(told)}")
    _draw_bands(told)
    if told.moved:
        _draw_moved(told)
    with st.form("keep_settings", border=False):
        left, right = st.columns([2, 1], gap="small")
        reason = left.text_input("Reason (may stay empty)", max_chars=settings.LONGEST_REASON, key="settings_reason")
        author = right.text_input("Your name or initials", _author(case), key="settings_author")
        with st.container(horizontal=True, gap="small"):
            is_kept = st.form_submit_button("Keep", type="primary", icon=":material/check:")
            is_discarded = st.form_submit_button("Discard", icon=":material/close:")
    st.caption(
        f"Worked out in {told.seconds:.1f} s by {len(told.judged.seconds)} steps of the pipeline; nothing is kept yet"
    )
    if is_kept:
        try:
            _keep(case, author, reason)
        except CrumblineError as error:
            problems.draw(error)
            return
        st.rerun()
    if is_discarded:
        settings_draft.discard()
        st.rerun()


def _keep(case: Case, author: str, reason: str) -> None:
    now = settings_draft.draft()
    if now.is_long:
        settings.keep(case, now.changes, author=author, reason=reason, puts_back=now.puts_back)
        jobs().add(case, [])
    else:
        with st.spinner("Making the findings"):
            rejudge.keep(case, now.changes, author=author, reason=reason, puts_back=now.puts_back)
    st.session_state[_AUTHOR] = author
    st.session_state[_SAID] = "Kept. It stands in the history, and can be put back there."
    settings_draft.discard()


def _author(case: Case) -> str:
    """Who gave a verdict or changed something in this tab, else who changed this case last."""
    return st.session_state.get(_AUTHOR) or settings.author(case)


def _draw_bands(told: Difference) -> None:
    with st.container(horizontal=True, gap="medium"):
        for band in rejudge.BANDS:
            before, after = told.bands_before[band], told.bands_after[band]
            st.badge(f"{findings_words.band_label(band)} {_arrow(before, after)}", color=findings_words.COLOUR[band])  # type: ignore[arg-type]


def _draw_moved(told: Difference) -> None:
    rows = pd.DataFrame([
        {
            "person": one.actor_login,
            "before": _band(one.band_before),
            "after": _band(one.band_after) if one.changes_band else "same band",
            "score": _arrow(one.score_before, one.score_after),
            "because": "; ".join(one.because),
            "session": one.session_id,
        }
        for one in told.moved[:_MOST_ROWS]
    ])  # fmt: skip
    chosen = st.dataframe(
        rows,
        hide_index=True,
        key=f"moved-{settings_draft.turn()}-{hash(told.moved)}",
        on_select="rerun",
        selection_mode="single-row",
        column_config={
            "person": st.column_config.TextColumn("person", pinned=True, width=130 if phone.is_phone() else 200),
            "before": st.column_config.TextColumn("band before", width=110),
            "after": st.column_config.TextColumn("after", width=110),
            "score": st.column_config.TextColumn("score", width=84),
            "because": st.column_config.TextColumn("because", width=420),
            "session": st.column_config.TextColumn("session", width=120),
        },
        height="auto" if len(rows) <= 10 else 360,
    )["selection"]["rows"]
    if told.moved_count > len(rows):
        st.caption(f"The first {len(rows):,} of {told.moved_count:,}, those that change band before others")
    row = chosen[0] if chosen and chosen[0] < len(rows) else None
    if st.button(
        "Open the chosen session" if row is not None else "Choose a row to open its session",
        disabled=row is None,
        icon=":material/timeline:",
        type="tertiary",
    ):
        assert row is not None
        links.open_session(told.moved[row].session_key)


def _arrow(before: int, after: int) -> str:
    said = f"{after:,}" if before == after else f"{before:,} → {after:,}"
    return said.replace("-", "\N{MINUS SIGN}")


def _band(band: str | None) -> str:
    return findings_words.band_label(band) if band else "no finding"
