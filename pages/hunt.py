"""Hunt: one's own questions to the case, in SQL that only reads, and Sigma rules of others."""

from __future__ import annotations

import streamlit as st

from analysis.hunt import saved
from parts import cases, hunt_editor, hunt_result, hunt_side, hunt_sigma, levels, not_judged, phone

case = cases.current()
if not levels.is_ready(case):
    not_judged.stop("then it can be asked.")

WAYS = {"sql": "Own questions", "sigma": "Sigma rules"}
is_phone = phone.is_phone()
ready = len(saved.offered(case))
st.title(f"{len(case.tables())} tables to ask, {ready} question{'s' if ready != 1 else ''} ready")
asked = "sigma" if st.query_params.get("by") == "sigma" else "sql"
way = st.segmented_control(
    "How to ask", list(WAYS), default=asked, format_func=WAYS.__getitem__, required=True, key="hunt_way",
    label_visibility="collapsed",
)  # fmt: skip
if way == "sigma":
    st.query_params["by"] = "sigma"
    hunt_sigma.draw(case, is_phone)
else:
    st.query_params.pop("by", None)
    chosen = hunt_editor.take_from_address(case)
    left, right = st.columns([7, 5], gap="small")
    with right:
        hunt_side.draw(case, is_phone)
    with left:
        hunt_editor.draw(case, chosen, is_phone)
    hunt_result.draw(case, st.session_state.get(hunt_editor.RUN_ID), is_phone)
phone.draw_switch()
