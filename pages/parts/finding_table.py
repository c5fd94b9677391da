"""The findings as a table: one row a session, the chosen one in the address, J and K move."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis import findings_view, findings_words
from analysis.findings_view import PAGE_ROWS, Filter
from parts import chart

_MOVES = "finding_moves"
MOST_CHIPS = 6


def keep_in_address(wanted: Filter) -> None:
    """Write the filter into the address; what is as it is anyway stays out of it."""
    usual = Filter()
    asked = {
        "band": None if wanted.bands == usual.bands else ",".join(wanted.bands),
        "q": wanted.search or None,
        "page": str(wanted.page_no) if wanted.page_no > 1 else None,
    }
    for name, value in asked.items():
        if value is None:
            st.query_params.pop(name, None)
        elif st.query_params.get(name) != value:
            st.query_params[name] = value


def draw(found: pd.DataFrame, session_key: str | None) -> str:
    """The table; returns the session of the chosen row, the first where none is chosen."""
    keys = found["session_key"].tolist()
    row = keys.index(session_key) if session_key in keys else 0
    # A table cannot be told to choose another row; under a new name it starts with the row that it is given.
    key = f"findings-{st.session_state.get(_MOVES, 0)}-{hash(tuple(keys))}"
    with st.container(gap="xsmall"):
        st.dataframe(  # type: ignore[call-overload]
            _shown(found),
            hide_index=True,
            key=key,
            on_select="rerun",
            selection_mode="single-row",
            selection_default={"selection": {"rows": [row]}},
            row_height=30,
            height="auto" if len(found) <= 20 else 640,
            column_config=_columns(max(100, int(found["score"].max()))),
            placeholder="",
        )
        rows = st.session_state[key]["selection"]["rows"]
        row = rows[0] if rows and rows[0] < len(keys) else row
        _moves(keys, row)
    if st.query_params.get("session") != keys[row]:
        st.query_params["session"] = keys[row]
    return str(keys[row])


def _shown(found: pd.DataFrame) -> object:
    rows = pd.DataFrame({
        "score": found["score"],
        "band": [findings_words.band_label(band) for band in found["band"]],
        "person": findings_view.short_names(found["actor_login"]),
        "reasons": findings_view.reasons(found, MOST_CHIPS),
        "divergence": found["divergence_at"],
        "activity": found["activity"],
    })  # fmt: skip
    colours = chart.colours()
    ink = {"replay": colours.foreign, "suspicious": colours.suspicious_text, "explained": colours.explained_text}
    of_label = {findings_words.band_label(band): f"color: {colour}" for band, colour in ink.items()}
    return rows.style.map(lambda label: of_label.get(label, ""), subset=["band"])


def _columns(highest: int) -> dict[str, object]:
    column = st.column_config
    colours = chart.colours()
    chip = "rgba(227,232,237,.10)" if colours.paper.startswith("#0") else "rgba(27,32,38,.09)"
    return {
        "score": column.ProgressColumn(
            "score", width=78, min_value=0, max_value=highest, format="%d", color=colours.other
        ),
        "band": column.TextColumn("band", width=104),
        "person": column.TextColumn("person", width=100),
        "reasons": column.MultiselectColumn("reasons", width=186, options=findings_view.titles(), color=chip),
        "divergence": column.DatetimeColumn("divergence", width=90, format="D MMM HH:mm", help="UTC"),
        "activity": column.BarChartColumn("activity", width=66, color=colours.other),
    }


def _moves(keys: list[str], row: int) -> None:
    def move(by: int) -> None:
        st.session_state[_MOVES] = st.session_state.get(_MOVES, 0) + 1
        st.query_params["session"] = keys[min(max(row + by, 0), len(keys) - 1)]

    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.button("Next", type="tertiary", icon=":material/arrow_downward:", shortcut="J", on_click=move, args=(1,))
        st.button("Previous", type="tertiary", icon=":material/arrow_upward:", shortcut="K", on_click=move, args=(-1,))


def draw_foot(found: pd.DataFrame, wanted: Filter) -> None:
    """How many are shown of how many, the other pages, and the download."""
    matching = int(found["matching_count"].iloc[0])
    with st.container(horizontal=True, vertical_alignment="center"):
        first, last = int(found["place_no"].iloc[0]), int(found["place_no"].iloc[-1])
        shown = f"{len(found):,} of {matching:,}" if matching <= PAGE_ROWS else f"{first:,} to {last:,} of {matching:,}"
        st.caption(
            f"{shown} findings, strongest first. Judged by the program; only a person confirms.", width="content"
        )
        for label, page_no, possible in (
            ("Stronger", wanted.page_no - 1, wanted.page_no > 1),
            ("Weaker", wanted.page_no + 1, last < matching),
        ):
            if possible and st.button(label, type="tertiary", key=f"page-{label}"):
                st.query_params["page"] = str(page_no)
                st.query_params.pop("session", None)
                st.rerun()
        st.download_button(
            "Download these", lambda: findings_view.csv(found), "findings.csv", "text/csv", type="tertiary",
            icon=":material/download:", on_click="ignore", key="findings-csv",
        )  # fmt: skip
