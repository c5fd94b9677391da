"""The head of the Session screen: place in the list, headline, badges, moments; or a choice of sessions."""

from __future__ import annotations

import streamlit as st

from analysis import findings_view, findings_words, signal_files
from analysis.case import Case
from analysis.charts.figure import rows
from analysis.findings_filter import Filter
from analysis.session_view import BADGES, SessionView
from parts import bands, links
from parts.hostile import code

OFFERED = 8


def draw(view: SessionView) -> None:
    """Headline and badges hold no log text but names that passed `findings_words.safe`."""
    finding = view.finding
    _neighbours(view)
    st.title(view.headline)
    with st.container(horizontal=True, vertical_alignment="center"):
        bands.badge(finding["band"])
        st.badge(f"score {finding['score']}", color="gray")
        found = set(view.signals["signal"])
        for name in BADGES:
            if name in found:
                st.badge(signal_files.signals()[name].title, color="gray")
        for is_so, word in (
            (finding["is_origin_assumed"], "sign-in not in this export"),
            (finding["is_inferred"], "inferred: no session id"),
            (finding["is_parent_unknown"], "parent session unknown"),
            (bool(view.lanes["is_support_access"].any()), "support access"),
        ):
            if is_so:
                st.badge(word, color="gray")
        st.markdown(findings_words.moments(finding, view.act_count), width="content")
    st.caption(f"{code(finding['actor_login'] or 'unknown person', 120)} · session {code(finding['session_id'], 120)}")


def _neighbours(view: SessionView) -> None:
    near = view.neighbours
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if st.button("Findings", type="tertiary", key="to-findings"):
            links.open_findings()
        if near:
            st.caption(f"/ {near['place_no']:,} of {near['finding_count']:,}", width="stretch")
        for label, icon, shortcut, other in (
            ("Previous", "arrow_upward", "K", near.get("previous_session_key")),
            ("Next", "arrow_downward", "J", near.get("next_session_key")),
        ):
            if st.button(
                label, type="tertiary", icon=f":material/{icon}:", shortcut=shortcut, disabled=other is None,
                key=f"to-{label.lower()}",
            ):  # fmt: skip
                links.open_session(str(other))


def draw_choice(case: Case, asked: str | None) -> None:
    """No session is chosen, or the one asked for is not here: offer the strongest findings."""
    st.title("Which session?")
    if asked:
        st.text(f"This case has no session {asked[:80]}. It may belong to another case, or to evidence not added yet.")
    offered = findings_view.page(case, Filter(("replay", "suspicious", "explained"))).head(OFFERED)
    if offered.empty:
        st.markdown("No session of this case has a second client or a signal.")
    else:
        st.markdown("These are the strongest findings.")
    for finding in rows(offered):
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"choice-{finding.place_no}"):
            bands.score_badge(str(finding.band), int(finding.score))
            st.text(finding.actor_login if isinstance(finding.actor_login, str) else "unknown person")
            st.caption(f"{finding.at.day} {finding.at:%b %H:%M} · " + " · ".join(finding.chips[:3]), width="stretch")
            if st.button("Open", type="tertiary", key=f"open-{finding.place_no}"):
                links.open_session(str(finding.session_key))
    if st.button("All findings", type="tertiary", icon=":material/checklist:"):
        links.open_findings()
