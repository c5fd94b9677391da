"""The card with the reasons: what accuses, what explains, what could not be judged, and what to check next."""

from __future__ import annotations

import streamlit as st

from analysis import findings_words, signal_files
from analysis.charts.why import from_signals, why
from analysis.session_view import SessionView
from parts import chart

STEPS_OF = 3
"""Signals whose next steps are listed."""


def draw(view: SessionView, is_phone: bool) -> None:
    """The waterfall and, below it, muted: what was found without points, and what could not be judged."""
    counted = view.counted
    accusing, explaining = int((counted["points"] > 0).sum()), int((counted["points"] < 0).sum())
    replay = view.finding["band"] in ("replay", "explained", "clean")
    threshold = int(view.number("replay_from" if replay else "suspicious_from"))
    with st.container(border=True, gap="xsmall", height="stretch"):
        st.markdown(f"### {findings_words.why_title(accusing, explaining)}")
        chart.draw(
            why(
                from_signals(counted),
                chart.colours(),
                score=int(view.finding["score"]),
                threshold=threshold,
                threshold_word=findings_words.WORDS["replay" if replay else "suspicious"],
                phone=is_phone,
            ),
            key="why",
            alt=f"Score {view.finding['score']}: {accusing} signals add points, {explaining} take points away.",
        )
        if bool(view.lanes["is_support_access"].any()):
            st.caption("Somebody was let in for support: that accuses nobody by itself, and nothing explains it away.")
        _without_points(view)
        _not_available(view)
        _steps(view)


def _without_points(view: SessionView) -> None:
    silent = view.signals[~view.signals["signal"].isin(view.counted["signal"])].drop_duplicates("signal")
    if silent.empty:
        return
    st.caption("Found, and counted already by a signal of the same family:")
    for sentence in silent["sentence"]:
        st.text(f"0  {sentence}")


def _not_available(view: SessionView) -> None:
    missing = view.not_available
    if missing:
        st.caption("Not available, and so neither for nor against:")
        for row in missing:
            st.caption(f"{row['title']}: {row['reason']}")


def _steps(view: SessionView) -> None:
    known = signal_files.signals()
    names = view.counted["signal"].head(STEPS_OF)
    steps = list(dict.fromkeys(step for name in names for step in known[name].file.header["steps"]))
    if steps:
        with st.expander("What to check next"):
            for step in steps[:6]:
                st.markdown(f"- {step}")
