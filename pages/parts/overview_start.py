"""The card "Start with these": the strongest findings that wait for a person, each with its heaviest reason."""

from __future__ import annotations

import streamlit as st

from analysis.charts.figure import rows
from analysis.overview import Overview
from parts import bands, links
from parts.overview_activity import BANDS

LONGEST = 84
"""Characters of a reason here; the session has all of it."""


def draw(view: Overview) -> None:
    """A row a finding; names and reasons are log text and stand in st.text only."""
    shown = view.start_with
    waiting = int(shown["verdict"].ne("replay").sum())
    with st.container(border=True, gap="small", height="stretch", key="start-card"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown("### Start with these" if waiting else "### All of these are judged", width="stretch")
            if st.button(
                f"All {len(view.suspects):,}", type="tertiary", icon=":material/arrow_forward:", icon_position="right",
                key="all-suspects",
            ):  # fmt: skip
                links.open_findings()
        for number, finding in enumerate(rows(shown)):
            with st.container(horizontal=True, vertical_alignment="center", wrap=False, key=f"start-{number}"):
                bands.score_badge(BANDS[finding.group], int(finding.score))
                with st.container(gap=None, width="stretch"):
                    with st.container(horizontal=True, gap="xsmall"):
                        st.text(_name(finding.actor_login), width="content")
                        st.caption(_note(finding), width="content")
                    st.text(_cut(finding.reason), width="stretch")
                if st.button("Open", type="tertiary", key=f"open-start-{number}"):
                    links.open_session(str(finding.session_key))


def _name(login: object) -> str:
    return login.split("@")[0][:40] if isinstance(login, str) else "unknown person"


def _note(finding: object) -> str:
    """When, what the reason is called, and the verdict: our own words only."""
    at, title, verdict = finding.at, finding.title, finding.verdict  # type: ignore[attr-defined]
    judged = {"replay": "confirmed by a person", "unsure": "judged unsure"}.get(verdict, "")
    return " · ".join(filter(None, (f"{at.day} {at:%b %H:%M}", title, judged)))


def _cut(reason: str) -> str:
    return reason if len(reason) <= LONGEST else reason[: LONGEST - 1] + "…"
