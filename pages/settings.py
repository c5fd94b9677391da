"""Settings: networks, privileged people, points and numbers; what a change would do is shown before it is kept."""

from __future__ import annotations

import streamlit as st

from analysis import settings, settings_words
from parts import (
    cases,
    phone,
    settings_difference,
    settings_history,
    settings_networks,
    settings_numbers,
    settings_people,
)

SECTIONS = {
    "networks": "Networks",
    "people": "Privileged people",
    "points": "Points",
    "numbers": "Thresholds",
    "history": "History and file",
}

case = cases.current()
st.title(settings_words.headline(settings.in_force(case)))
above = st.container()

asked = st.query_params.get("section", "networks")
section = st.segmented_control(
    "Section",
    list(SECTIONS),
    default=asked if asked in SECTIONS else "networks",
    required=True,
    format_func=lambda name: SECTIONS[name],
    key="section",
    label_visibility="collapsed",
)
section = section or "networks"
if asked != section:
    st.query_params["section"] = section

with st.container(border=True):
    match section:
        case "networks":
            settings_networks.draw(case)
        case "people":
            settings_people.draw(case)
        case "points":
            settings_numbers.draw_points(case)
        case "numbers":
            settings_numbers.draw_numbers(case)
        case "history":
            settings_history.draw(case)
with above:
    settings_difference.draw(case)
phone.draw_switch()
