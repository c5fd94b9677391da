"""The data dictionary on the Reference screen, drawn from the database of the open case: every table and column."""

from __future__ import annotations

import streamlit as st

from analysis import safe_csv
from analysis.case import Case
from parts.reference_parts import table


def draw(case: Case) -> None:
    """Tables to choose from, a search over all, the download."""
    columns = case.frame("hunt_columns")
    tables = sorted(columns["table"].unique())
    st.markdown(f"### {len(tables)} tables, {len(columns):,} columns, as they are in this case")
    st.text("What each column means is written beside the SQL that makes it. Hunt asks questions of these tables.")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.multiselect("Tables", tables, placeholder="All tables", key="dictionary-tables")
        search = st.text_input("Search", placeholder="a word in a name or a meaning", key="dictionary-search",
                               max_chars=100)  # fmt: skip
    shown = columns[columns["table"].isin(chosen)] if chosen else columns
    shown = shown.drop(columns="position").fillna("")
    if search:
        lines = shown.agg(" ".join, axis=1).str.lower()
        shown = shown[lines.str.contains(search.lower(), regex=False)]
    if shown.empty:
        st.markdown("No column has this word.")
        return
    table(shown, {"table": 160, "column": 180, "type": 110, "meaning": 520})
    st.download_button(
        "The dictionary as CSV",
        lambda: safe_csv.document(list(shown.columns), shown.itertuples(index=False, name=None)),
        "data-dictionary.csv", "text/csv", type="tertiary", icon=":material/download:", on_click="ignore",
        key="dictionary-csv",
    )  # fmt: skip
