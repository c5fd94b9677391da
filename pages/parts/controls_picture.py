"""The picture of protection against friction; a mark chooses its control."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.charts.controls import controls, prices
from analysis.controls import words
from analysis.controls.choices import Answer, Measured
from parts import chart, controls_card


def draw(answer: Answer, chosen: Measured, is_phone: bool) -> None:
    """Scatter with the frontier; without replays the prices alone."""
    with st.container(border=True, gap="xsmall", height="stretch", key="controls-picture"):
        st.markdown(f"### {words.chart_title(answer)}")
        key = f"controls-{chosen.name}"

        def clicked() -> None:
            names = chart.picked(key)
            if names:
                controls_card.choose(names[0])

        frame = _frame(answer, is_phone)
        if answer.replays:
            if is_phone:
                st.caption(f"Replays interrupted, of {len(answer.replays):,}, against honest sessions interrupted")
            picture = controls(
                frame, chart.colours(), chosen=chosen.name, replay_count=len(answer.replays), phone=is_phone
            )
            foot = "Filled: on the frontier, nothing stops more for less. Circle: one control. Diamond: two together."
        else:
            picture = prices(frame, chart.colours(), chosen=chosen.name, phone=is_phone)
            foot = "Sessions that each control would interrupt; a bar chooses it."
        chart.draw(
            picture, key=key, alt=f"{words.chart_title(answer)}. The table below says the same.", on_select=clicked
        )
        st.caption(foot)


def _frame(answer: Answer, is_phone: bool) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "name": [one.name for one in answer.measured],
            "label": [one.phone if is_phone and answer.replays else one.short for one in answer.measured],
            "per_1000": [one.per_1000 or 0.0 for one in answer.measured],
            "stopped": [one.stopped for one in answer.measured],
            "is_pair": [len(one.controls) > 1 for one in answer.measured],
            "on_frontier": [one.on_frontier for one in answer.measured],
        }
    )
