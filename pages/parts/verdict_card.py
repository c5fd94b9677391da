"""A person's verdict on a screen, beside the program's band: its words, buttons and keys, and its history."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analysis import findings_words, indicators, verdict_words, verdicts
from analysis.case import Case
from analysis.verdicts import Verdict
from parts import notes, phone, verdict_dialog

KEYS = {"replay": "P", "benign": "B", "unsure": "U"}
"""R belongs to Streamlit, which reloads with it."""
UNDO = "Z"


def buttons(case: Case, session_keys: Sequence[str], key: str, *, has_verdict: bool) -> None:
    """Replay, benign, unsure, and taking back; each by click and by its key."""
    with st.container(horizontal=True, gap="xsmall", width="content", key=f"{key}-buttons"):
        for verdict, shortcut in KEYS.items():
            if st.button(verdict.capitalize(), shortcut=shortcut, key=f"{key}-{verdict}"):
                verdict_dialog.open_for(case, session_keys, verdict)
        if has_verdict and st.button(
            "Take back", type="tertiary", icon=":material/undo:", shortcut=UNDO, key=f"{key}-undo"
        ):
            verdict_dialog.open_undo(case, session_keys)


def words(one: Verdict | None) -> None:
    """The verdict in force in two lines of plain text, or that there is none."""
    if one is None:
        st.caption("No person has judged this session yet; the band is the program’s opinion.")
        return
    st.markdown(f"**Verdict: {one.verdict}** · {one.basis} · {verdict_words.when(one.at)}")
    st.text(f"{one.author}: {one.reason}" if one.reason else f"{one.author}, without a reason")


def draw(case: Case, session_key: str) -> None:
    """The verdict on the Session screen: words, buttons, note, tags, indicators, history; then the session's notes."""
    told = verdicts.history(case, session_key)
    one = next((each for each in told if each.is_in_force), None)
    with st.container(border=True, gap="xsmall", key="verdict"):
        with st.container(horizontal=not phone.is_phone(), vertical_alignment="center"):
            with st.container(gap="xxsmall", width="stretch"):
                words(one)
            buttons(case, [session_key], "session", has_verdict=one is not None)
        if one is not None:
            _rest(one)
        if told:
            with st.popover(f"History ({len(told)})", type="tertiary", icon=":material/history:"):
                _history(told)
        notes.draw(case, "session", session_key, "session")


def _rest(one: Verdict) -> None:
    if one.note:
        st.text(one.note)
    if one.tags:
        st.text("Tags: " + ", ".join(one.tags))
    taught = [indicators.label(entry["kind"], entry["value"]) for entry in one.fields.get("taught", [])]
    if taught:
        own = all(entry["actor_id"] for entry in one.fields["taught"])
        st.text(f"Taught as benign for {'this person' if own else 'everybody'}: " + ", ".join(taught))
    if one.indicators:
        st.text("Indicators of this case: " + ", ".join(indicators.label(*name, longest=40) for name in one.indicators))


def _history(told: Sequence[Verdict]) -> None:
    for one in told:
        with st.container(gap="xxsmall"):
            state = " · in force" if one.is_in_force else " · taken back later" if one.was_taken_back else ""
            st.markdown(f"**{one.verdict}** · {verdict_words.when(one.at)}{state}")
            st.text(f"{one.author}: {one.reason}" if one.reason else one.author)
            if one.basis:
                band = findings_words.WORDS[one.fields["band"]]
                st.caption(f"{one.basis}; the program said then: {band}, {one.fields['score']} points")
            if one.note:
                st.text(one.note)
            for entry in one.fields.get("left_out", []):
                st.text(f"Left out: {indicators.label(entry['kind'], entry['value'], longest=40)}: {entry['why']}")
