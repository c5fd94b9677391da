"""The card with the reasons: why, why not more, what could not be judged, and the events behind each reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from analysis import doubts, findings_words
from analysis.charts.clock import moment
from analysis.charts.figure import rows
from analysis.charts.why import from_signals, signed, why
from analysis.session_view import SessionView
from parts import chart, kept, links

EVENTS_OF = 3
"""Events of a reason that are offered; its signal has more in the document."""


def draw(view: SessionView, is_phone: bool, open_event: Callable[[str], None]) -> None:
    """The waterfall and, below it, muted: the story, the limits, what is not available, and the events."""
    counted = view.counted
    accusing, explaining = int((counted["points"] > 0).sum()), int((counted["points"] < 0).sum())
    replay = view.finding["band"] in ("replay", "explained", "clean")
    threshold = int(view.number("replay_from" if replay else "suspicious_from"))
    with st.container(border=True, gap="xsmall", height="stretch"):
        st.markdown(f"### {findings_words.why_title(accusing, explaining, len(_information(view)))}")
        if view.explanation is not None:
            st.text(view.explanation.line)
            if view.explanation.also:
                st.caption("Its other clients: " + ", ".join(view.explanation.also))
        chart.draw(
            kept.figure(
                view,
                "why",
                threshold,
                is_phone,
                make=lambda: why(
                    from_signals(counted),
                    chart.colours(),
                    score=int(view.finding["score"]),
                    threshold=threshold,
                    threshold_word=findings_words.WORDS["replay" if replay else "suspicious"],
                    phone=is_phone,
                ),
            ),
            key="why",
            alt=f"Score {view.finding['score']}: {accusing} signals add points, {explaining} take points away.",
        )
        _without_points(view)
        _doubts(view)
        _events(view, open_event)


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


def _doubts(view: SessionView) -> None:
    found = kept.of_session(view.case, view.finding["session_key"], "doubts", lambda: doubts.doubts(view))
    _listed("Why not more, and why not less:", found.limits)
    missing = [f"{_capital(reason)}: {', '.join(titles)}" for reason, titles in view.not_available.items()]
    _listed("Not available, and so neither for nor against:", [*missing, *found.coverage])
    _listed("What this export lacks:", found.lacks)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _listed(caption: str, sentences: Sequence[str]) -> None:
    if sentences:
        st.caption(caption)
        for sentence in sentences:
            st.text(sentence)


def _events(view: SessionView, open_event: Callable[[str], None]) -> None:
    """The events behind each reason, each opening its record, and the way to what the signal claims."""
    shown = pd.concat([view.counted, _information(view)])
    if shown.empty:
        return
    times = view.times(event_id for ids in shown["event_ids"] for event_id in ids)
    with st.expander("All reasons, and the events behind each"):
        for signal in rows(shown):
            ids = [event_id for event_id in signal.event_ids if event_id in times]
            with st.container(gap="xxsmall", key=f"reason-{signal.signal}"):
                with st.container(horizontal=True, gap="xsmall"):
                    st.markdown(f"**{signed(int(signal.points))}** {signal.title}", width="stretch")
                    if st.button("Signal", type="tertiary", key=f"signal-{signal.signal}"):
                        links.open_signal(signal.signal)
                st.text(signal.sentence)
                with st.container(horizontal=True, gap="small"):
                    for event_id in ids[:EVENTS_OF]:
                        st.button(
                            f"{moment(times[event_id])}",
                            type="tertiary",
                            icon=":material/receipt_long:",
                            key=f"event-{signal.signal}-{event_id}",
                            on_click=open_event,
                            args=(event_id,),
                        )
                    if len(ids) > EVENTS_OF:
                        st.caption(f"and {len(ids) - EVENTS_OF:,} more", width="content")
