"""The findings as a table: one row a session, the chosen one in the address, J and K move, X chooses several."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis import findings_view, findings_words
from analysis.case import Case
from analysis.findings_filter import SORTS, Filter
from analysis.findings_view import PAGE_ROWS
from analysis.verdict_words import OPEN
from parts import chart, verdict_card

_MOVES, _SEVERAL, _CHOSEN = "finding_moves", "several", "several_chosen"
_IN_ADDRESS = "finding_in_address"
MOST_CHIPS = 6


def draw(case: Case, found: pd.DataFrame, session_key: str | None) -> list[str]:
    """The table; returns the sessions of the chosen rows, the one in the address first.

    One row is chosen unless a person asked for several: a glance at another row must not add it to what a
    verdict is given on.
    """
    keys = found["session_key"].tolist()
    row = keys.index(session_key) if session_key in keys else 0
    several = bool(st.session_state.get(_SEVERAL))
    before = [keys.index(key) for key in st.session_state.get(_CHOSEN, []) if key in keys] if several else []
    # A table cannot be told to choose another row; under a new name it starts with the rows that it is given.
    if st.session_state.get(_IN_ADDRESS, session_key) != session_key:
        st.session_state[_MOVES] = st.session_state.get(_MOVES, 0) + 1  # Back, or a link, names another row
    key = f"findings-{st.session_state.get(_MOVES, 0)}-{several}-{hash(tuple(keys))}"
    with st.container(gap="xsmall"):
        st.dataframe(  # type: ignore[call-overload]
            _shown(found),
            hide_index=True,
            key=key,
            on_select="rerun",
            selection_mode="multi-row" if several else "single-row",
            selection_default={"selection": {"rows": sorted({row, *before})}},
            row_height=30,
            height="auto" if len(found) <= 20 else 640,
            column_config=_columns(max(100, int(found["score"].max()))),
            placeholder="",
        )
        rows = [one for one in st.session_state[key]["selection"]["rows"] if one < len(keys)] or [row]
        new = [one for one in rows if one not in {row, *before}]
        row = new[-1] if new else row if row in rows else rows[-1]
        st.session_state[_CHOSEN] = [keys[one] for one in rows] if several else []
        chosen = [keys[row], *(keys[one] for one in rows if several and one != row)]
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
            _moves(keys, row, rows if several else [])
            is_judged = bool((found["session_key"].isin(chosen) & found["verdict"].ne(OPEN)).any())
            verdict_card.buttons(case, chosen, "list", has_verdict=is_judged)
    # The first row goes without saying: an address that a page writes at once would catch Back on this screen.
    if (row or session_key) and session_key != keys[row]:
        st.query_params["session"] = keys[row]
    st.session_state[_IN_ADDRESS] = st.query_params.get("session")
    return chosen


def _shown(found: pd.DataFrame) -> object:
    rows = pd.DataFrame({
        "score": found["score"],
        "band": [findings_words.band_label(band) for band in found["band"]],
        "verdict": ["" if verdict == OPEN else verdict for verdict in found["verdict"]],
        "person": findings_view.short_names(found["actor_login"]),
        "reasons": findings_view.reasons(found, MOST_CHIPS),
        "divergence": found["divergence_at"],
        "activity": found["activity"],
    })  # fmt: skip
    if found["verdict"].eq(OPEN).all():
        rows = rows.drop(columns="verdict")  # nobody judged any of them yet: the room is the reasons'
    if found["divergence_at"].isna().all():
        # nothing is foreign in any of them: what they most likely were takes the place of chips and moment
        lines = found["line"].fillna(rows["reasons"].map(", ".join))
        rows = rows.assign(**{"most likely": lines})
        order = ("score", "band", "verdict", "person", "most likely", "activity")
        rows = rows[[column for column in order if column in rows]]
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
            "score", width=72, min_value=0, max_value=highest, format="%d", color=colours.other
        ),
        "band": column.TextColumn("band", width=100),
        "verdict": column.TextColumn("verdict", width=58, help="What a person said; the band is the program’s opinion"),
        "person": column.TextColumn("person", width=94),
        "reasons": column.MultiselectColumn("reasons", width=214, options=findings_view.titles(), color=chip),
        "most likely": column.TextColumn("most likely", width=242),
        "divergence": column.DatetimeColumn("divergence", width=86, format="D MMM HH:mm", help="UTC"),
        "activity": column.BarChartColumn("activity", width=60, color=colours.other),
    }


def _moves(keys: list[str], row: int, chosen: list[int]) -> None:
    """Move by key; with several chosen, J adds the next row and K gives the last one back."""
    several = bool(st.session_state.get(_SEVERAL))

    def move(by: int) -> None:
        st.session_state[_MOVES] = st.session_state.get(_MOVES, 0) + 1
        there = min(max(row + by, 0), len(keys) - 1)
        if several:
            kept = {*chosen, there} if by > 0 else {one for one in chosen if one != row} or {there}
            st.session_state[_CHOSEN] = [keys[one] for one in sorted(kept)]
            there = there if there in kept else max(kept)
        st.query_params["session"] = keys[there]

    def switch() -> None:
        st.session_state[_SEVERAL] = not several
        st.session_state[_CHOSEN] = []

    next_word, previous_word = ("Next too", "One less") if several else ("Next", "Previous")
    st.button(next_word, type="tertiary", icon=":material/arrow_downward:", shortcut="J", on_click=move, args=(1,))
    st.button(previous_word, type="tertiary", icon=":material/arrow_upward:", shortcut="K", on_click=move, args=(-1,))
    word = f"{len(chosen)} chosen: back to one" if several else "Several"
    st.button(word, type="tertiary", icon=":material/checklist:", shortcut="X", on_click=switch, key="several-switch")


def draw_foot(found: pd.DataFrame, wanted: Filter) -> None:
    """How many are shown of how many, the other pages, and the download."""
    matching = int(found["matching_count"].iloc[0])
    with st.container(horizontal=True, vertical_alignment="center"):
        first, last = int(found["place_no"].iloc[0]), int(found["place_no"].iloc[-1])
        shown = f"{len(found):,} of {matching:,}" if matching <= PAGE_ROWS else f"{first:,} to {last:,} of {matching:,}"
        st.caption(
            f"{shown} findings, {SORTS[wanted.sort]}. Judged by the program; only a person confirms.", width="content"
        )
        for label, page_no, possible in (
            ("Before" if wanted.sort != "score" else "Stronger", wanted.page_no - 1, wanted.page_no > 1),
            ("After" if wanted.sort != "score" else "Weaker", wanted.page_no + 1, last < matching),
        ):
            if possible and st.button(label, type="tertiary", key=f"page-{label}"):
                st.query_params["page"] = str(page_no)
                st.query_params.pop("session", None)
                st.rerun()
        st.download_button(
            "Download these", lambda: findings_view.csv(found), "findings.csv", "text/csv", type="tertiary",
            icon=":material/download:", on_click="ignore", key="findings-csv",
        )  # fmt: skip
