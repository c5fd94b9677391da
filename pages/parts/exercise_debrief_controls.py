"""What each control would have changed in this game: the whole log replayed, joined to the truth."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.exercise.debrief import controlled
from analysis.exercise.debrief.shape import Debrief
from analysis.exercise.play.play import Play
from parts import links, phone
from parts.seats import Viewer

ROW_PX = 62
"""High enough for Streamlit to break lines."""


def draw(play: Play, who: Viewer, told: Debrief) -> None:
    """Headline, table, what was not tried."""
    if told.controls is None:
        st.caption("The controls are replayed when the whole log was judged: in a moment.")
        return
    st.markdown("### What would have interrupted it")
    st.text(f"{told.controls.headline}.")
    if told.controls.said:
        if phone.is_phone():
            _cards(told)
        else:
            _table(told)
        st.caption(controlled.NOTE)
        if st.button("All controls, protection against friction", icon=":material/shield:", key="debrief-controls"):
            best = told.controls.best
            links.open_controls(best.id if best else None)
    else:
        st.caption("No control found anything to interrupt in this log; the reasons stand below.")
    if told.controls.not_tried:
        with st.expander("Not tried on this log"):
            for name, reason in told.controls.not_tried:
                st.text(f"{name}: {reason}")


def _cards(told: Debrief) -> None:
    for one in told.controls.said if told.controls else ():
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{one.title}**")
            st.text(f"In this game it {one.effect} {one.reach}".strip())
            st.caption(f"Price: {one.price}")


def _table(told: Debrief) -> None:
    rows = told.controls.said if told.controls else ()
    text = st.column_config.TextColumn
    st.dataframe(
        pd.DataFrame(
            {
                "control": [one.title for one in rows],
                "effect": [f"{one.effect} {one.reach}".strip() for one in rows],
                "price": [one.price for one in rows],
            }
        ),
        hide_index=True,
        row_height=ROW_PX,
        column_config={
            "control": text("control", width=230),
            "effect": text("in this game it", width=440),
            "price": text("price", width=300),
        },
    )
