"""Points and numbers as tables that are edited in place, each with its default and the reason of it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis import parameters, settings, settings_values, settings_words, signal_files
from analysis.case import Case
from parts import phone, settings_draft

_ALL = "all"


def draw_points(case: Case) -> None:
    """What each signal counts, by family."""
    st.subheader("Points by family")
    st.markdown(
        "What accuses counts up, what explains counts down. Families are capped, so that one fact said many ways"
        " is one fact: the caps stand among the numbers."
    )
    asked = st.query_params.get("family", _ALL)
    families = [_ALL, *signal_files.FAMILIES]
    family = st.pills(
        "Family",
        families,
        default=asked if asked in families else _ALL,
        required=True,
        key="family",
        label_visibility="collapsed",
    )
    family = family or _ALL
    if family == _ALL:
        st.query_params.pop("family", None)
    elif family != asked:
        st.query_params["family"] = family
    rows = settings_draft.base(f"points-{family}", lambda: _points(case, family))
    edited = st.data_editor(
        rows,
        key=f"points-{family}-{settings_draft.turn()}",
        hide_index=True,
        disabled=["signal", "default", "family", "why"],
        column_order=_columns_of("signal", "points", "default", "family", "why"),
        column_config={
            "signal": st.column_config.TextColumn("signal", pinned=True, width=200 if phone.is_phone() else 270),
            "points": st.column_config.NumberColumn("points", step=1, width=64, required=True),
            "default": st.column_config.NumberColumn("default", width=64),
            "family": st.column_config.TextColumn("family", width=96),
            "why": st.column_config.TextColumn("why", width="large"),
        },
        height="auto" if len(rows) <= 15 else 600,
    )
    _take(case, rows, edited, "points")
    _offer_defaults(case, "points.")


def draw_numbers(case: Case) -> None:
    """Thresholds and all other numbers that judge."""
    st.subheader("Thresholds and other numbers")
    st.markdown("Each number stands once in the program, with its reason; a case may say otherwise.")
    rows = settings_draft.base("numbers", lambda: _numbers(case))
    edited = st.data_editor(
        rows,
        key=f"numbers-{settings_draft.turn()}",
        hide_index=True,
        disabled=["number", "default", "unit", "why", "where"],
        column_order=_columns_of("number", "value", "unit", "default", "why", "where"),
        column_config={
            "number": st.column_config.TextColumn("number", pinned=True, width=160 if phone.is_phone() else 190),
            "value": st.column_config.NumberColumn("value", width=76, required=True),
            "unit": st.column_config.TextColumn("unit", width=110),
            "default": st.column_config.NumberColumn("default", width=76),
            "why": st.column_config.TextColumn("why", width="large"),
            "where": st.column_config.TextColumn("stands in", width=120),
        },
        height="auto" if len(rows) <= 15 else 600,
    )
    _take(case, rows, edited, "value")
    _offer_defaults(case, "")


def _columns_of(*names: str) -> list[str]:
    """A phone shows what is edited; the rest slides in beside it."""
    return [name for name in names if not (phone.is_phone() and name in ("family", "where"))]


def _points(case: Case, family: str) -> pd.DataFrame:
    values = settings_draft.values(case)
    rows = []
    for name, (of_family, default) in settings_values.points_defaults().items():
        if family not in (_ALL, of_family):
            continue
        _, signal, *grade = name.split(".")
        header = signal_files.signals()[signal].file.header
        rows.append({
            "name": name,
            "signal": ": ".join([header["title"], *(one.replace("_", " ") for one in grade)]),
            "points": int(float(values.get(name, default))),
            "default": default,
            "family": of_family,
            "why": header.get("weighed") or header["why"],
        })  # fmt: skip
    rows.sort(key=lambda row: (signal_files.FAMILIES.index(str(row["family"])), str(row["signal"])))
    return pd.DataFrame(rows).set_index("name")


def _numbers(case: Case) -> pd.DataFrame:
    rows = [
        {
            "name": entry.name,
            "number": settings_words.what(entry.name),
            "value": float(entry.value),
            "default": float(entry.default),
            "unit": entry.unit,
            "why": entry.why,
            "where": entry.stands_in,
        }
        for entry in parameters.effective(settings_draft.values(case)).values()
    ]
    return pd.DataFrame(rows).set_index("name")


def _take(case: Case, before: pd.DataFrame, after: pd.DataFrame, column: str) -> None:
    """What was typed becomes part of the draft."""
    drafted = settings_draft.draft().changes
    shown = dict(zip(map(str, before.index), before[column].tolist(), strict=True))
    typed = dict(zip(map(str, after.index), after[column].tolist(), strict=True))
    changed = {name: value for name, value in typed.items() if value != shown[name] or name in drafted}
    settings_draft.put(case, {name: _plain(value) for name, value in changed.items()}, is_typed=True)


def _plain(value: float | None) -> float | int | None:
    """A number as it is meant; an emptied cell means the default."""
    if value is None or pd.isna(value):
        return None
    return int(value) if float(value).is_integer() else float(value)


def _offer_defaults(case: Case, prefix: str) -> None:
    names = [name for name in settings.to_defaults(case) if name.startswith("points.") == (prefix == "points.")]
    if names and st.button("Back to the defaults", type="tertiary", icon=":material/restart_alt:"):
        settings_draft.put(case, dict.fromkeys(names))
        st.rerun()
