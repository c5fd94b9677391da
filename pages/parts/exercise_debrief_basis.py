"""The published figures of 2023 with what each measures, and on what the scenario stands, fact and inference apart."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.exercise.debrief.shape import Debrief
from analysis.exercise.play.play import Play
from analysis.exercise.scenarios.figures import NOT_A_RANKING
from analysis.exercise.scenarios.parts import MARKS
from parts.seats import Viewer

ROW_PX = 62
"""High enough for Streamlit to break lines."""


def draw(play: Play, who: Viewer, told: Debrief) -> None:
    """Figures, then the basis."""
    text = st.column_config.TextColumn
    st.markdown("### Published in 2023")
    st.text(NOT_A_RANKING)
    st.dataframe(
        pd.DataFrame(
            {
                "whose": [one.whose for one in told.published],
                "value": [one.value for one in told.published],
                "measures": [one.measures for one in told.published],
                "source": [f"{one.source}; {MARKS[one.mark]}" for one in told.published],
            }
        ),
        hide_index=True, row_height=ROW_PX,
        column_config={
            "whose": text("whose", width=96), "value": text("figure", width=120),
            "measures": text("what it measures", width=440), "source": text("source", width=380),
        },
    )  # fmt: skip
    st.markdown("### What this exercise stands on")
    st.text(f"The whole: {told.played.mark}. Scenario: {told.played.scenario}.")
    st.dataframe(
        pd.DataFrame(
            {
                "words": [one.words for one in told.basis],
                "mark": [one.mark for one in told.basis],
                "source": [one.source for one in told.basis],
            }
        ),
        hide_index=True, row_height=ROW_PX,
        column_config={
            "words": text("statement", width=460), "mark": text("how we know it", width=200),
            "source": text("source", width=380),
        },
    )  # fmt: skip
