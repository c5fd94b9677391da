"""The case library on the Reference screen: October 2023 with sources and marks, corrections, lessons, incidents."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis import case_library
from analysis.case_library import COLUMNS, LOGGED_MARK, MARKS
from analysis.charts.lane_words import number
from parts.reference_parts import table


def draw() -> None:
    """All of it; every statement says from whom it is known."""
    told = case_library.library()
    st.markdown("### October 2023: session cookies out of support files, used against three customers in public")
    st.text(told.cause["text"])
    st.caption(f"{MARKS[told.cause['mark']].capitalize()}: {told.source(told.cause['source'])}")
    table(
        pd.DataFrame(case_library.timeline(), columns=list(COLUMNS)),
        {"when": 120, "what": 420, "known from": 130, "source": 300},
    )
    st.download_button(
        "The timeline as CSV", case_library.timeline_csv, "case-2023.csv", "text/csv", type="tertiary",
        icon=":material/download:", on_click="ignore", key="case-2023-csv",
    )  # fmt: skip
    st.markdown("### What each victim told, and what its log would show")
    st.text(f"Nobody published records of the System Log; the last column is {MARKS[LOGGED_MARK]}.")
    rows = [(one["name"], one["text"], MARKS[one["mark"]], one["logged"]) for one in told.victims]
    table(
        pd.DataFrame(rows, columns=["victim", "told", "known from", "in the log"]),
        {"victim": 140, "told": 330, "known from": 130, "in the log": 320},
    )
    st.markdown(f"### {number(len(told.corrected)).capitalize()} things that are often told otherwise")
    corrected = [(one["says"], one["stands"], told.source(one["source"])) for one in told.corrected]
    table(
        pd.DataFrame(corrected, columns=["often told", "what the sources carry", "source"]),
        {"often told": 270, "what the sources carry": 360, "source": 290},
    )
    st.markdown("### What follows for a defender")
    lessons = [(one["text"], one["control"]) for one in told.lessons]
    table(pd.DataFrame(lessons, columns=["lesson", "control"]), {"lesson": 420, "control": 420})
    _compared(told)


def _compared(told: case_library.Library) -> None:
    st.markdown("### Four ways in by somebody who was trusted")
    names = {
        "name": "incident", "way": "way in", "trust": "what was trusted", "reach": "reach", "seen": "noticed",
        "answer": "what answers it", "shown": "what this program can show of its kind", "source": "source",
    }  # fmt: skip
    rows = [{shown: told.source(one[name]) for name, shown in names.items()} for one in told.incidents]
    widths = {shown: 110 if name == "name" else 200 for name, shown in names.items()}
    table(pd.DataFrame(rows), widths)
