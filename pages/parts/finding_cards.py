"""The findings for a phone, one card each, and what is said where there are none."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis import findings_words
from analysis.case import Case
from analysis.charts.figure import rows
from analysis.verdict_words import OPEN
from parts import bands, levels, links, verdict_dialog

FIRST_CARDS = 20
_SHOWN = "cards_shown"


def draw(case: Case, found: pd.DataFrame) -> None:
    """A card a finding; more of them by a button."""
    shown = st.session_state.get(_SHOWN, FIRST_CARDS)
    for finding in rows(found.head(shown)):
        with st.container(border=True, gap="xsmall", key=f"card-{finding.place_no}"):
            with st.container(horizontal=True, vertical_alignment="center"):
                bands.score_badge(str(finding.band), int(finding.score))
                st.text(_name(finding.actor_login))
                st.caption(f"{finding.at.day} {finding.at:%b %H:%M}", width="content")
            if finding.band == "explained" and finding.line is not None:
                st.text(finding.line)
            else:
                st.caption(f"{findings_words.WORDS[str(finding.band)]} · " + " · ".join(finding.chips[:4]))
            is_judged = finding.verdict != OPEN
            if is_judged:
                st.markdown(f"Verdict: **{finding.verdict}**")
            with st.container(horizontal=True):
                if st.button(
                    "Open session", type="tertiary", icon=":material/timeline:", key=f"open-{finding.place_no}"
                ):
                    links.open_session(str(finding.session_key))
                if st.button(
                    "Judge again" if is_judged else "Judge",
                    type="tertiary",
                    icon=":material/gavel:",
                    key=f"judge-{finding.place_no}",
                ):
                    first = finding.verdict if is_judged else "replay" if finding.band == "replay" else "unsure"
                    verdict_dialog.open_for(case, [str(finding.session_key)], str(first))
    if (rest := len(found) - shown) > 0 and st.button(f"Show {min(rest, FIRST_CARDS)} more", width="stretch"):
        st.session_state[_SHOWN] = shown + FIRST_CARDS
        st.rerun()


def _name(login: object) -> str:
    return login.split("@")[0][:40] if isinstance(login, str) else "unknown person"


def draw_nothing(case: Case) -> None:
    """An empty list: what was examined, and what could not be seen in it."""
    examined = case.rows("findings_examined")[0]
    if not examined["event_count"]:
        st.markdown("No event of this case belongs to a session, so there is nothing to judge.")
    else:
        st.markdown(findings_words.nothing_found(examined["session_count"], examined["event_count"]))
    statements = [row["statement"] for row in case.rows("findings_unseen")]
    if statements:
        with st.container(border=True, gap="xsmall"):
            st.markdown("### What this case cannot show")
            for statement in statements:
                st.text(statement)
    if levels.shows("evidence") and st.button("Add evidence", type="primary", icon=":material/folder_open:"):
        links.open_evidence()
