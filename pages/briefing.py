"""Briefing: the case on one page for those who decide, edited in place, the pages behind it, and files of all of it."""

from __future__ import annotations

import streamlit as st

from analysis.briefing import edits
from parts import (
    briefing_bar,
    briefing_behind,
    briefing_first,
    briefing_kept,
    cases,
    not_judged,
    phone,
    present,
)

st.set_page_config(initial_sidebar_state="collapsed")
case = cases.current()
if "findings" not in case.tables():
    not_judged.stop("the briefing is made from what is found in it.")

is_phone = phone.is_phone()
told = briefing_kept.briefing(case)
present.draw_if_on(told)
place = st.container() if is_phone else st.columns([1, 10, 1])[1]
with place:
    briefing_bar.draw(case, told, edits.of(case))
    briefing_first.draw(told, is_phone)
    briefing_first.draw_unmeasured(case, told)
    briefing_behind.draw(told)
phone.draw_switch()
