"""Reference: what the signals claim, how the score comes about, the words, the checklist, the sources."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from parts import (
    cases,
    phone,
    reference_case,
    reference_data,
    reference_keys,
    reference_parts,
    reference_signals,
)

PARTS = {
    "signals": "Signals",
    "score": "Score and bands",
    "stories": "Honest stories",
    "checklist": "Checklist",
    "rules": "Published rules",
    "indicators": "Indicators of 2023",
    "events": "Event types",
    "proofs": "Proofs",
    "methods": "Methods",
    "words": "Words",
    "case": "The 2023 case",
    "data": "Data dictionary",
    "keys": "Keys",
}

case = cases.current()
settings = {row["name"]: row["value"] for row in case.rows("settings")}
screens = {path.stem for path in Path(__file__).parent.glob("*.py")}

st.title("What the program looks for, and how it weighs it")
asked = st.query_params.get("part", "signals")
start = asked if asked in PARTS else "signals"
part = st.segmented_control(
    "Part",
    list(PARTS),
    default=start,
    required=True,
    format_func=lambda name: PARTS[name],
    key="part",
    label_visibility="collapsed",
)
part = part or start
if part == "signals":
    st.query_params.pop("part", None)
elif asked != part:
    st.query_params["part"] = part
    st.query_params.pop("signal", None)

match part:
    case "signals":
        reference_signals.draw(case, settings, phone.is_phone())
    case "score":
        reference_parts.draw_score(settings)
    case "stories":
        reference_parts.draw_stories()
    case "checklist":
        reference_parts.draw_checklist(screens)
    case "rules":
        reference_parts.draw_rules()
    case "indicators" | "events" | "proofs":
        reference_parts.draw_table(part)
    case "methods":
        reference_parts.draw_methods(settings)
    case "case":
        reference_case.draw()
    case "data":
        reference_data.draw(case)
    case "words":
        reference_parts.draw_words()
    case "keys":
        reference_keys.draw()
phone.draw_switch()
