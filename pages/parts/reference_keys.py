"""All keys in one table. Each also stands on its button; a test holds that none is missing here."""

from __future__ import annotations

import pandas as pd
import streamlit as st

KEYS = (
    # key, where, what it does
    ("J, K", "Findings, Session, Changes", "The next one, the previous one"),
    ("Enter", "Findings", "Open the chosen session"),
    ("P, B, U", "Findings, Session", "Judge: replay, benign, unsure; the dialog asks for the reason"),
    ("Z", "Findings, Session", "Take the verdict back"),
    ("X", "Findings", "Choose several; J and K then move through them as before"),
    ("N, Shift+N", "Session, below an opened record", "The later event, the earlier one"),
    ("Ctrl+Enter", "Hunt; Settings, once something is changed", "Run the query; show what the change would do"),
    ("Tab, Shift+Tab", "everywhere", "The next field or button, the previous one"),
    ("Enter or Space", "everywhere", "Press the button that has the focus"),
    ("Escape", "everywhere", "Close a dialog or a list"),
    (
        "Arrows",
        "tables and rows of choices",
        "Move; with Shift+Space a table ticks the row, and opens what it leads to",
    ),
    ("Ctrl+F", "tables", "Search in the table"),
    ("R", "everywhere", "Draw the page anew"),
)


def draw() -> None:
    """The table; keys work while no field has the focus, and a Mac has Cmd for Ctrl."""
    with st.container(border=True, gap="xsmall"):
        st.markdown("### Everything can be done without a mouse")
        st.caption("A key works while no text field has the focus; Escape leaves one. On a Mac, Ctrl is Cmd.")
        st.dataframe(
            pd.DataFrame(KEYS, columns=["key", "where", "what it does"]),
            hide_index=True,
            height="content",
            row_height=30,
            column_config={"key": st.column_config.TextColumn(width=130)},
        )
