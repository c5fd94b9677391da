"""Beside the editor: ready and kept queries, the tables with what their columns mean, and what was asked before."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.case import Case
from analysis.errors import CrumblineError
from analysis.hunt import saved, schema
from parts import games, hunt_editor, problems

VIEWS = ("Queries", "Tables", "Asked before")


def draw(case: Case, is_phone: bool) -> None:
    """One of the three lists."""
    view = st.segmented_control(
        "Beside the editor", VIEWS, default=VIEWS[0], required=True, key="hunt_side", label_visibility="collapsed"
    )
    if view == "Tables":
        _draw_tables(case)
    elif view == "Asked before":
        _draw_history(case)
    else:
        _draw_queries(case, is_phone)


def _draw_queries(case: Case, is_phone: bool) -> None:
    offered = [*saved.offered(case), *saved.kept(case)]

    def chosen(key: str) -> None:
        rows = st.session_state[key]["selection"]["rows"]
        if rows:
            hunt_editor.choose(offered[rows[0]])

    key = f"hunt_queries_{len(offered)}"
    st.dataframe(
        pd.DataFrame({"question": [one.title for one in offered], "by": [one.author or "ready" for one in offered]}),
        hide_index=True, key=key, on_select=lambda: chosen(key), selection_mode="single-row", row_height=30,
        height="auto" if len(offered) < 14 else 300 if is_phone else 430,
        column_config={
            "question": st.column_config.TextColumn("question", width=300),
            "by": st.column_config.TextColumn("by", width=60),
        },
    )  # fmt: skip
    own = [one.name for one in offered if one.author]
    st.caption("A row shows its query; it runs when you press Run." + _not_yet(case))
    if own:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            name = st.selectbox("Kept in this case", own, key="hunt_own")
            if st.button("Remove", icon=":material/delete:", type="tertiary", key="hunt_remove"):
                try:
                    saved.remove(case, name, author=str(st.session_state.get(hunt_editor.AUTHOR, "")))
                except CrumblineError as error:
                    problems.draw(error)
                    return
                st.rerun()


def _not_yet(case: Case) -> str:
    """Ready queries that a game does not answer at its level."""
    more = len(saved.ready()) - len(saved.offered(case))
    return f" {more} more are ready when the program may tell more." if more and games.current() else ""


def _draw_tables(case: Case) -> None:
    search = st.text_input(
        "Search tables and columns", key="hunt_search", icon=":material/search:", max_chars=100,
        placeholder="sign-in, country, dt_hash", label_visibility="collapsed",
    )  # fmt: skip
    found = schema.columns(case, search) if search.strip() else schema.tables(case)
    if found.empty:
        st.caption("No table and no column speaks of it. Try one word.")
        return
    text = st.column_config.TextColumn
    st.dataframe(
        found, hide_index=True, row_height=30, height=430,
        column_config={
            "table": text("table", width=130), "column": text("column", width=130), "type": text("type", width=80),
            "meaning": text("meaning", width=420), "holds": text("holds", width=420),
            "rows": st.column_config.NumberColumn("rows, about", width=80),
        },
    )  # fmt: skip
    st.caption(f"{len(found):,} {'columns' if search.strip() else 'tables; search for a word to see columns'}.")


def _draw_history(case: Case) -> None:
    asked = saved.history(case)
    if not asked:
        st.caption(
            "Nothing was asked in this case yet. Each query that is run will stand here with who ran it and when."
        )
        return

    def chosen() -> None:
        rows = st.session_state["hunt_history"]["selection"]["rows"]
        if rows and rows[0] < len(asked):
            st.session_state[hunt_editor.TEXT] = asked[rows[0]].text
            st.session_state[hunt_editor.FROM_ADDRESS] = None
            st.query_params.pop("query", None)

    st.dataframe(
        pd.DataFrame({
            "when": [one.at for one in asked],
            "who": [one.author for one in asked],
            "query": [" ".join(one.text.split())[:200] for one in asked],
            "rows": pd.Series([one.rows for one in asked], dtype="Int64"),
            "seconds": [one.seconds for one in asked],
            "outcome": [one.outcome for one in asked],
        }),
        hide_index=True, key="hunt_history", on_select=chosen, selection_mode="single-row", row_height=30, height=430,
        column_config={
            "when": st.column_config.DatetimeColumn("when, UTC", format="D MMM HH:mm", width=92),
            "who": st.column_config.TextColumn("who", width=70),
            "query": st.column_config.TextColumn("query", width=240),
            "rows": st.column_config.NumberColumn("rows", width=56),
            "seconds": st.column_config.NumberColumn("seconds", width=64, format="%.2f"),
        },
    )  # fmt: skip
    st.caption("A row puts its query back into the editor.")
