"""The card with the activity: a box or a bar chooses a stretch of time, a mark opens its session."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from analysis import overview_words
from analysis.charts.activity import activity, tracks
from analysis.charts.figure import rows
from analysis.overview import CONFIRMED, LOOK, REPLAY, Overview, Window
from parts import bands, chart, links

SHOWN = 8
"""Sessions of a window that are listed here; Findings has all."""
BANDS = {CONFIRMED: "replay", REPLAY: "replay", LOOK: "suspicious"}


def draw(view: Overview, is_phone: bool) -> None:
    """The strip, and what the chosen stretch holds."""
    query = st.query_params
    window = view.window(query.get("from"), query.get("until"))
    title = overview_words.activity_title(view.told, int(view.totals["event_count"]))
    with st.container(border=True, gap="xsmall", key="activity-card"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"### {title}", width="stretch")
            st.download_button(
                "As CSV", view.activity_csv, "activity.csv", "text/csv", type="tertiary", on_click="ignore",
                icon=":material/download:", key="activity-csv",
            )  # fmt: skip
        _strip(view, window, title, is_phone)
        how = "Tap a bar" if is_phone else "Drag across the bars"
        marks = " A mark opens its session." if len(view.suspects) else ""
        st.caption(f"Events per {overview_words.step(view.step_min)}, UTC. {how} to see what happened then.{marks}")
        if window:
            _within(view, window)


def _strip(view: Overview, window: Window | None, title: str, is_phone: bool) -> None:
    """Bars over marks, without a gap: a box is drawn over the bars, a mark is clicked."""
    key = f"activity-{window.query() if window else 'all'}-{is_phone}"
    shared: dict[str, Any] = {
        "step_min": view.step_min,
        "first_at": view.first["divergence_at"] if view.first else None,
        "window": (window.from_at, window.until_at) if window else None,
        "phone": is_phone,
    }
    colours = chart.colours()
    with st.container(gap=None):
        chart.draw(
            activity(view.activity, colours, **shared),
            key=key,
            alt=f"{title}. Events per {overview_words.step(view.step_min)}.",
            on_select=lambda: _chosen(view, key),
            modes=("points",) if is_phone else ("box",),
        )
        chart.draw(
            tracks(view.activity, view.suspects, colours, **shared),
            key=f"marks-{key}",
            alt=f"{len(view.suspects)} suspects over the same time.",
            on_select=lambda: _chosen(view, f"marks-{key}"),
        )


def _chosen(view: Overview, key: str) -> None:
    """A box or a bar goes into the address; a mark is opened by the next run, because a callback cannot leave."""
    selection = st.session_state[key]["selection"]
    if selection["box"]:
        edges = sorted(str(edge) for edge in selection["box"][0]["x"])
        _into_address(view.window(edges[0], edges[-1]))
        return
    picked = chart.picked(key)
    sessions = [value.removeprefix("session:") for value in picked if value.startswith("session:")]
    starts = [value.removeprefix("bin:") for value in picked if value.startswith("bin:")]
    if sessions:
        st.session_state["open_session"] = sessions[0]
    elif starts:
        _into_address(view.window(starts[0], starts[0]))


def _into_address(window: Window | None) -> None:
    if window is not None:
        st.query_params.update(window.query())


def _forget() -> None:
    for name in ("from", "until"):
        st.query_params.pop(name, None)


def _within(view: Overview, window: Window) -> None:
    counted, inside = view.within(window)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**{overview_words.window_span(window.from_at, window.until_at)}**: "
            f"{overview_words.window_title(counted, len(inside))}",
            width="stretch",
        )
        st.button("Whole case", type="tertiary", icon=":material/close:", on_click=_forget, key="whole-case")
        if st.button(
            "In Findings",
            type="tertiary",
            icon=":material/arrow_forward:",
            icon_position="right",
            key="window-findings",
        ):
            links.open_findings(**window.query())
    for number, session in enumerate(rows(inside.head(SHOWN))):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"in-window-{number}"):
            bands.score_badge(BANDS[session.group], int(session.score))
            st.text(_name(session.actor_login), width="content")
            st.caption(_used(session), width="stretch")
            if st.button("Open", type="tertiary", key=f"open-in-window-{number}"):
                links.open_session(str(session.session_key))
    if len(inside) > SHOWN:
        st.caption(f"and {len(inside) - SHOWN:,} more in Findings")


def _name(login: object) -> str:
    return login.split("@")[0][:40] if isinstance(login, str) else "unknown person"


def _used(session: object) -> str:
    """When it was used: our own words and times only."""
    divergence, began = session.divergence_at, session.started_at  # type: ignore[attr-defined]
    if pd.isna(divergence):
        return f"began {began.day} {began:%b %H:%M}, no divergence"
    last = session.last_foreign_at  # type: ignore[attr-defined]
    return f"divergence {divergence.day} {divergence:%b %H:%M:%S}, last foreign event {last.day} {last:%b %H:%M:%S}"
