"""The published figures of 2023 with what each measures, and on what the scenario stands, fact and inference apart."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analysis.exercise.debrief.shape import Debrief
from analysis.exercise.play.play import Play
from analysis.exercise.scenarios.figures import NOT_A_RANKING
from analysis.exercise.scenarios.parts import MARKS
from parts import phone
from parts.seats import Viewer

ROW_PX = 62
"""High enough for Streamlit to break lines."""


def draw(play: Play, who: Viewer, told: Debrief) -> None:
    """Figures, then the basis; on a phone a card each."""
    st.markdown("### Published in 2023")
    st.text(NOT_A_RANKING)
    figures = [(one.whose, one.value, one.measures, f"{one.source}; {MARKS[one.mark]}") for one in told.published]
    _table(figures, ("whose", "figure", "what it measures", "source"), (96, 120, 440, 380))
    st.markdown("### What this exercise stands on")
    st.text(f"The whole: {told.played.mark}. Scenario: {told.played.scenario}.")
    basis = [(one.words, one.mark, one.source) for one in told.basis]
    _table(basis, ("statement", "how we know it", "source"), (460, 200, 380))


def _table(rows: Sequence[tuple[str, ...]], names: tuple[str, ...], widths: tuple[int, ...]) -> None:
    if phone.is_phone():
        for row in rows:
            with st.container(border=True, gap="xsmall"):
                for words in filter(None, row):
                    st.text(words)
        return
    config = {name: st.column_config.TextColumn(name, width=width) for name, width in zip(names, widths, strict=True)}
    st.dataframe(
        pd.DataFrame(list(rows), columns=list(names)), hide_index=True, row_height=ROW_PX, column_config=config
    )
