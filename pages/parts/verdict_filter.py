"""Which verdicts the list of findings shows, and whether only what shares an indicator. No log text comes here."""

from __future__ import annotations

import dataclasses

import streamlit as st

from analysis import findings_view, verdict_words, verdicts
from analysis.case import Case
from analysis.findings_filter import Filter
from analysis.verdict_words import PILLS

_SHARES = "shares"


def draw(case: Case, wanted: Filter, bands: tuple[str, ...], turn: int) -> tuple[tuple[str, ...], bool]:
    """Pills with counts, drawn once a person has judged something; what is chosen, and whether to share."""
    standing = verdicts.in_force(case)
    if not standing and not wanted.verdicts and not wanted.is_sharing:
        return (), False
    counts, sharing = findings_view.verdict_counts(case, dataclasses.replace(wanted, bands=bands))
    offered: list[str] = [one for one in PILLS if counts[one] or one in wanted.verdicts or one == PILLS[0]]
    if sharing or wanted.is_sharing:
        offered.append(_SHARES)
    labels = {one: f"{one} {counts[one]:,}" for one in PILLS} | {_SHARES: f"shares an indicator {sharing:,}"}
    with st.container(horizontal=True, vertical_alignment="center"):
        picked = st.pills(
            "Verdicts",
            offered,
            selection_mode="multi",
            default=[*wanted.verdicts, *([_SHARES] if wanted.is_sharing else [])],
            format_func=lambda one: labels[one],
            key=f"verdicts-{turn}",
            label_visibility="collapsed",
        )
        st.caption(verdict_words.progress(_all(standing, counts)), width="stretch")
    return tuple(one for one in PILLS if one in picked), _SHARES in picked


def _all(standing: dict[str, verdicts.Verdict], counts: dict[str, int]) -> dict[str, int]:
    """Verdicts of the whole case, those on sessions that are no finding among them."""
    told = [one.verdict for one in standing.values()]
    return {PILLS[0]: counts[PILLS[0]]} | {verdict: told.count(verdict) for verdict in set(told)}
