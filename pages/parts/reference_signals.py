"""The signals on the Reference screen: a list to search, and all that one of them claims."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from analysis import reference
from analysis.case import Case
from analysis.charts.why import signed
from analysis.signal_files import NEEDS, Signal

LONGEST_SEARCH = 100


def draw(case: Case, settings: Mapping[str, str], is_phone: bool) -> None:
    """The list with its search, the chosen one beside it (below it on a phone), the download."""
    with st.container(horizontal=True, vertical_alignment="center"):
        families = st.pills(
            "Families",
            list(reference.FAMILY_WORDS),
            selection_mode="multi",
            format_func=lambda family: reference.FAMILY_WORDS[family],
            key="families",
            label_visibility="collapsed",
        )
        search = st.text_input(
            "Search", placeholder="words of a signal", icon=":material/search:", key="signal-search",
            label_visibility="collapsed", max_chars=LONGEST_SEARCH, width="stretch" if is_phone else 280,
        )  # fmt: skip
    found = reference.signals(search or "", families or ())
    asked = st.query_params.get("signal")
    if asked and asked not in {signal.name for signal in reference.signals()}:
        st.text(f"There is no signal {asked[:60]}. These are the ones that there are.")
    if not found:
        st.markdown("No signal has these words. Search for less, or choose other families.")
        return
    left, right = st.columns([6, 5], gap="small")
    with left:
        chosen = _choice(found, asked) if is_phone else _list(found, _outcomes(case), settings, asked)
        st.download_button(
            "All signals as CSV", lambda: reference.signals_csv(settings), "signals.csv", "text/csv", type="tertiary",
            icon=":material/download:", on_click="ignore", key="signals-csv",
        )  # fmt: skip
    with right:
        _draw_one(chosen, settings)


def _outcomes(case: Case) -> dict[str, str]:
    """What became of each signal in this case, in words."""
    if "signal_outcomes" not in case.tables():
        return {}
    return {
        row["signal"]: f"{row['found_count']:,} found" if row["outcome"] == "found" else row["outcome"]
        for row in case.rows("signals_of_case")
    }


def _choice(found: list[Signal], asked: str | None) -> Signal:
    """The list for a phone: one box, so that what is chosen stands right below it."""
    names = [signal.name for signal in found]
    titles = {signal.name: signal.title for signal in found}

    def chosen() -> None:
        st.query_params["signal"] = st.session_state["signal-choice"]

    name = st.selectbox(
        f"{len(found)} signals", names, index=names.index(asked) if asked in names else 0,
        format_func=lambda name: titles[name], key="signal-choice", on_change=chosen,
    )  # fmt: skip
    return found[names.index(name)]


def _list(found: list[Signal], outcomes: Mapping[str, str], settings: Mapping[str, str], asked: str | None) -> Signal:
    names = [signal.name for signal in found]
    row = names.index(asked) if asked in names else 0
    key = f"signals-{hash(tuple(names))}-{asked if asked in names else ''}"
    rows = pd.DataFrame(
        {
            "signal": [signal.title for signal in found],
            "family": [reference.FAMILY_WORDS[signal.family] for signal in found],
            "points": [_points(signal, settings) for signal in found],
            "here": [outcomes.get(signal.name, "not judged yet") for signal in found],
        }
    )

    def chosen() -> None:
        picked = st.session_state[key]["selection"]["rows"]
        if picked:
            st.query_params["signal"] = names[picked[0]]

    text = st.column_config.TextColumn
    st.dataframe(
        rows,
        hide_index=True,
        key=key,
        on_select=chosen,
        selection_mode="single-row",
        selection_default={"selection": {"rows": [row]}},
        row_height=30,
        height="auto" if len(found) <= 22 else 700,
        placeholder="",
        column_config={
            "signal": text("signal", width=154),
            "family": text("family", width=118),
            "points": text("points", width=78),
            "here": text("in this case", width=102),
        },
    )
    return found[row]


def _points(signal: Signal, settings: Mapping[str, str]) -> str:
    told = sorted({entry.points for entry in reference.points(signal, settings)}, key=abs)
    return " to ".join(signed(number) for number in dict.fromkeys((told[0], told[-1])))


def _draw_one(signal: Signal, settings: Mapping[str, str]) -> None:
    header = signal.file.header
    with st.container(border=True, gap="xsmall", key="signal"):
        st.markdown(f"### {signal.title[0].upper()}{signal.title[1:]}")
        with st.container(horizontal=True):
            st.badge(reference.FAMILY_WORDS[signal.family], color="gray")
            if header["attack"]:
                st.badge(f"ATT&CK {header['attack']}", color="gray")
        st.text(header["claim"])
        st.text(header["why"])
        _part("Points, within the cap of the family")
        _draw_points(reference.points(signal, settings))
        _part("The sentence, with its fields in braces")
        st.text(signal.says)
        _part("Blind to")
        st.text(header["blind"])
        if header["false_positives"]:
            _part("Honest people who show it too")
            for told in header["false_positives"].values():
                st.text(told)
        _part("What to check next")
        for step in header["steps"]:
            st.text(step)
        if signal.needs:
            _part("Not available where")
            for need in signal.needs:
                st.text(NEEDS[need])
        for name, entry in header.get("params", {}).items():
            if not entry.get("shared"):
                _part(name.replace("_", " "))
                st.text(f"{entry['value']:,} {entry['unit']}: {entry['why']}")
        st.caption(f"Source: {header['source']}. File: analysis/signals/{signal.name}.sql")


def _draw_points(entries: list[reference.Points]) -> None:
    """Each grade with what its number rests on; where nothing was weighed, in one line."""
    for entry in entries:
        grade = f" {entry.grade.replace('_', ' ')}" if entry.grade else ""
        own = "" if entry.points == entry.default else f", {signed(entry.default)} by default"
        st.text(f"{signed(entry.points)}{grade}{own}" + (f": {entry.why}" if entry.why else ""))


def _part(title: str) -> None:
    st.caption(f"**{title}**")
