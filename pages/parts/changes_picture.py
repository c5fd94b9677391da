"""The card with changes over time: a mark opens its change, or the stretch that it stands for."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta

import streamlit as st

from analysis import changes_words
from analysis.changes import Span, Tallies
from analysis.changes_filter import Filter
from analysis.charts.changes import changes
from parts import changes_filter, chart


def draw(told: Tallies, wanted: Filter, span: Span, is_phone: bool) -> None:
    """The picture of what the filter shows; nothing where that is nothing."""
    rows = told.chosen(wanted)
    if rows.empty:
        return
    title = changes_words.picture_title(rows)
    key = f"changes-picture-{hash(wanted)}-{is_phone}"
    with st.container(border=True, gap="xsmall", key="changes-card"):
        st.markdown(f"### {title}")
        chart.draw(
            changes(rows, chart.colours(), step_min=span.step_min, phone=is_phone),
            key=key,
            alt=f"{title}. {changes_words.sides_told(told.by_side(wanted.kinds))}.",
            on_select=lambda: _chosen(key, wanted, span),
        )
        st.caption(
            "Orange never signed in, blue signed in, grey forms no lane or is unproven. A hollow mark was undone; "
            "a larger one stands for more changes. UTC. A click opens it."
        )


def _chosen(key: str, wanted: Filter, span: Span) -> None:
    for leads_to in chart.picked(key)[:1]:
        sort, _, rest = leads_to.partition(":")
        if sort == "event":
            st.query_params["event"] = rest
        else:
            kind, _, at = rest.partition(":")
            begin = datetime.fromisoformat(at)
            end = begin + timedelta(minutes=span.step_min)
            changes_filter.into_address(
                dataclasses.replace(wanted, kinds=(kind,), from_at=begin, until_at=end, page_no=1)
            )
