"""The card with the reasons: what accuses, what explains, what could not be judged, and what to check next."""

from __future__ import annotations

import pandas as pd
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
        st.markdown(f"### {findings_words.why_title(accusing, explaining, len(_information(view)))}")
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
        _without_points(view)
        _not_available(view)
        _steps(view)


def _information(view: SessionView) -> pd.DataFrame:
    """Signals that have no points at all."""
    return view.signals[view.signals["full_points"].eq(0)].drop_duplicates("signal")


def _without_points(view: SessionView) -> None:
    told = _information(view)
    counted = [*view.counted["signal"], *told["signal"]]
    capped = view.signals[~view.signals["signal"].isin(counted)].drop_duplicates("signal")
    for caption, signals in (
        ("For information:", told),
        ("Found, and counted already by a signal of the same family or on another client:", capped),
    ):
        if not signals.empty:
            st.caption(caption)
            for sentence in signals["sentence"]:
                st.text(f"0  {sentence}")


def _not_available(view: SessionView) -> None:
    missing = view.not_available
    if missing:
        st.caption("Not available, and so neither for nor against:")
        for row in missing:
            st.caption(f"{row['title']}: {row['reason']}")


def _steps(view: SessionView) -> None:
    known = signal_files.signals()
    names = [*view.counted["signal"], *_information(view)["signal"]][:STEPS_OF]
    steps = list(dict.fromkeys(step for name in names for step in known[name].file.header["steps"]))
    if steps:
        with st.expander("What to check next"):
            for step in steps[:6]:
                st.markdown(f"- {step}")
