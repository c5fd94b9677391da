"""Sanitise: the options, the work, the download of the clean copy by a route of its own, and its report."""

from __future__ import annotations

import json

import pandas as pd
import streamlit as st

from analysis.har.held import Copy, Held
from analysis.har.walk import Options
from analysis.inbox import megabytes
from parts import har_routes, har_work, problems
from parts.har_work import Task


def draw(held: Held) -> None:
    """The form, then what was made of it."""
    task = har_work.cleaned(held)
    with st.container(border=True, gap="xsmall", key="har-clean"):
        st.markdown("### A copy that is safe to send")
        st.caption(
            "Every credential becomes `redacted:` and a hash; unknown cookies and whatever looks secret go too. "
            "Scripts, styles and media are left out. Structure, sizes, times and status stay, so that support can "
            "still debug."
        )
        if task is not None and task.is_running:
            _draw_running(task)
            return
        bodies = st.checkbox("Leave out all bodies", key="har-no-bodies")
        queries = st.checkbox("Replace all values in query strings", key="har-no-queries")
        personal = st.checkbox("Replace names, logins and addresses by pseudonyms", key="har-pseudonyms")
        if st.button("Make the clean copy", type="primary", icon=":material/mop:", key="har-make-clean"):
            har_work.clean(held, Options(bodies=not bodies, queries=not queries, personal=not personal))
            st.rerun()
        if task is not None:
            _draw_made(held, task)


@st.fragment(run_every=0.5)
def _draw_running(task: Task) -> None:
    if not task.is_running:
        st.rerun()
    st.progress(min(max(task.share, 0.0), 1.0), text=task.says)


def _draw_made(held: Held, task: Task) -> None:
    if task.error is not None:
        problems.draw(task.error)
        return
    copy = held.work.get("copy")
    if task.bug or task.report is None or not isinstance(copy, Copy):
        st.markdown("The clean copy could not be made: this is a defect of the program. Do not send the file.")
        return
    report = task.report
    st.markdown(f"**{report.sentence}**")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.link_button(
            f"Download the clean copy ({megabytes(copy.size)})",
            f"{har_routes.CLEAN}/{held.token}",
            icon=":material/download:",
        )
        st.download_button(
            "Report",
            lambda: json.dumps(report.document(), indent=2, ensure_ascii=False),
            "har-report.json",
            "application/json",
            type="tertiary",
            icon=":material/description:",
            on_click="ignore",
            key="har-report",
        )
    if report.left_out_count:
        st.caption(f"{report.left_out_count:,} entries could not be read and are left out.")
    if report.replaced:
        rows = [
            {
                "severity": one.severity, "kind": one.title, "host": one.host, "values": one.value_count,
                "places": one.place_count,
            }
            for one in report.replaced
        ]  # fmt: skip
        with st.expander("What was replaced"):
            st.dataframe(pd.DataFrame(rows[:5_000]), hide_index=True, row_height=30, key="har-replaced")
    for note in report.notes[:20]:
        st.text(note)
