"""The lines under the headline and the five figures, each with what leads to the sessions behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from analysis import findings_words, overview_words
from analysis.charts.clock import duration
from analysis.charts.sparkline import sparkline
from analysis.containment import words
from analysis.overview import LOOK, Overview
from analysis.overview_words import Counts
from analysis.verdicts import Verdict
from parts import chart, levels, links, session_containment

BINS = 24
"""Bars of a sparkline at most."""
PHONE_FIGURES = 4
"""Two rows of two; the caption has the rest."""


def draw_prose(view: Overview, found: Counts, standing: Mapping[str, Verdict]) -> None:
    """Two lines: whose, since when, from where; what was changed; who judged, and what is shut off."""
    if view.told.empty:
        totals = view.totals
        explained = view.bands.get("explained", 0)
        st.markdown(
            overview_words.examined(totals["event_count"], totals["session_count"], totals["several_count"], explained)
        )
    else:
        told = overview_words.prose(view.told, view.first, view.last_foreign_at, found)
        given = Counter(one.verdict for one in standing.values())
        shut = words.standing(session_containment.of_case(view.case))
        said = (told, overview_words.changed(view.changes), overview_words.standing(found, given), shut)
        st.markdown(" ".join(filter(None, said)))
        if view.changes and st.button(
            "What they changed",
            type="tertiary",
            icon=":material/arrow_forward:",
            icon_position="right",
            key="to-changes",
        ):
            links.open_changes(side="foreign")


def draw(view: Overview, found: Counts, is_phone: bool) -> None:
    """Five figures in a row; on a phone two a row."""
    figures = _suspected(view, found) if len(view.told) else _unsuspected(view)
    if is_phone:
        figures = figures[:PHONE_FIGURES]
        for pair in range(0, len(figures), 2):
            columns = st.columns(2, gap="xsmall", wrap=False)
            for column, draw_one in zip(columns, figures[pair : pair + 2], strict=False):
                with column:
                    draw_one(is_phone)
        return
    for column, draw_one in zip(st.columns(len(figures), gap="small"), figures, strict=True):
        with column:
            draw_one(is_phone)


Figure = Callable[[bool], None]


def _figure(
    key: str, label: str, value: str, note: str, colour: str, line: Sequence[float], kind: str, *,
    word: str, to: Callable[[], None],
) -> Figure:  # fmt: skip
    """One card: what, how much, a note in a badge, how it went, and the way to what is behind it. No log text."""

    def drawn(is_phone: bool) -> None:
        with st.container(border=True, gap="xxsmall", height="stretch", key=f"figure-{key}"):
            st.metric(label, value, note or None, delta_color=colour, delta_arrow="off")  # type: ignore[arg-type]
            if not is_phone and any(line):
                colours = chart.colours()
                tint = {"orange": colours.foreign, "yellow": colours.suspicious}.get(colour, colours.muted)
                chart.draw(
                    sparkline(line, tint, colours, is_area=kind == "area"),
                    key=f"line-{key}",
                    alt=f"{label}, over the time of the case",
                )
            if st.button(
                word, type="tertiary", icon=":material/arrow_forward:", icon_position="right", key=f"to-{key}"
            ):
                to()

    return drawn


def _suspected(view: Overview, found: Counts) -> list[Figure]:
    replays, looks = view.replays, view.of(LOOK)
    people = replays["actor_id"].nunique()
    note = f"{found.confirmed} confirmed, {found.replay} to judge" if found.confirmed else _people(people)
    look_note = f"{found.look:,} to judge" if found.look else ""
    figures = [
        _figure("replay", findings_words.band_label("replay"), f"{found.replays:,}", note, "orange",
                _per_bin(view, replays["at"]), "bar", word="List them",
                to=lambda: links.open_findings(band="replay")),
        _figure("look", findings_words.band_label("suspicious"), f"{found.look:,}", look_note, "yellow",
                _per_bin(view, looks["at"]), "bar", word="List them",
                to=lambda: links.open_findings(band="suspicious")),
    ]  # fmt: skip
    longest, first = view.longest, view.first
    if longest is not None:
        who = findings_words.person(longest["actor_login"], "")
        at = longest["divergence_at"]
        figures.append(_figure(
            "longest", "Longest in foreign hands", duration(longest["held_s"]),
            ", ".join(filter(None, (who, f"{at.day} {at:%b}"))), "gray",
            _padded(list(view.held["held_s"].head(BINS))), "bar",
            word="Open session", to=lambda: links.open_session(str(longest["session_key"])),
        ))  # fmt: skip
    if first is not None and view.dwell_s is not None:
        figures.append(_figure(
            "dwell", "Unseen for", overview_words.dwell(view.dwell_s),
            "divergence to end of the log" if view.is_of_old else "divergence to case opened", "gray",
            _risen(_per_bin(view, view.held["divergence_at"])), "area", word="Open the first",
            to=lambda: links.open_session(str(first["session_key"])),
        ))  # fmt: skip
    return [*figures, _sessions(view)]


def _unsuspected(view: Overview) -> list[Figure]:
    several = int(view.totals["several_count"])
    word, to = ("Evidence", links.open_evidence) if levels.shows("evidence") else ("Events", links.open_events)
    return [
        _figure("events", "Events", f"{view.totals['event_count']:,}", f"{view.totals['file_count']:,} files" if
                view.totals["file_count"] != 1 else "one file", "gray", _bars(view, "event_count"), "area",
                word=word, to=to),
        _sessions(view),
        _figure("several", "With more than one client", f"{several:,}", "none of them suspected", "gray", (), "bar",
                word="List them", to=lambda: links.open_findings(band="explained,clean")),
    ]  # fmt: skip


def _sessions(view: Overview) -> Figure:
    totals = view.totals
    return _figure(
        "sessions", "Sessions", f"{totals['session_count']:,}", _people(int(totals["person_count"])), "gray",
        _bars(view, "session_count"), "area", word="List them",
        to=lambda: links.open_findings(band=",".join(findings_words.BANDS)),
    )  # fmt: skip


def _people(count: int) -> str:
    return f"{count:,} {'person' if count == 1 else 'people'}"


def _edges(view: Overview) -> tuple[pd.Timestamp, pd.Timedelta]:
    first = view.activity["from_at"].iloc[0]
    span = view.activity["from_at"].iloc[-1] - first + pd.Timedelta(minutes=view.step_min)
    return first, span / BINS


def _per_bin(view: Overview, times: pd.Series) -> list[float]:
    """How many of these times fall into each 24th of the case."""
    if view.activity.empty:
        return []
    first, wide = _edges(view)
    counts: Any = ((times.dropna() - first) // wide).clip(0, BINS - 1).value_counts()
    return [float(counts.get(number, 0)) for number in range(BINS)]


def _bars(view: Overview, column: str) -> list[float]:
    if view.activity.empty:
        return []
    first, wide = _edges(view)
    bins = ((view.activity["from_at"] - first) // wide).clip(0, BINS - 1)
    return [float(value) for value in view.activity.groupby(bins)[column].sum()]


def _padded(values: list[float]) -> list[float]:
    """A few bars at the left, not stretched over the whole width."""
    return values + [0.0] * (8 - len(values))


def _risen(values: list[float]) -> list[float]:
    return [float(value) for value in pd.Series(values, dtype="float").cumsum()]
