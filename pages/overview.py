"""Overview: the case in one sentence, since when, from where, where to begin. A chosen time stands in the address."""

from __future__ import annotations

import streamlit as st

from analysis import evidence_advice, overview, overview_words, verdicts
from parts import (
    cases,
    levels,
    not_judged,
    overview_activity,
    overview_figures,
    overview_map,
    overview_start,
    overview_unseen,
    phone,
    seen_elsewhere,
)

case = cases.current()
seen_elsewhere.go_where_asked()
if not levels.is_ready(case):
    not_judged.stop("the overview is made from it.")

is_phone = phone.is_phone()
view = overview.load(case)
found = overview_words.counts(view.judged)
st.caption(overview_words.caption(view.totals, evidence_advice.span([view.totals])))
st.title(overview_words.headline(found, view.totals["session_count"] + view.totals["inferred_count"]))
overview_figures.draw_prose(view, found, verdicts.in_force(case))
overview_figures.draw(view, found, is_phone)
if view.activity.empty:
    overview_unseen.draw(view)
    st.stop()
overview_activity.draw(view, is_phone)
if view.first is None and len(view.told):
    overview_start.draw(view)  # nothing diverged, so there is no way to draw on a map
elif len(view.told):
    left, right = st.columns([7, 5], gap="small")
    with left:
        overview_map.draw(view, is_phone)
    with right:
        overview_start.draw(view)
overview_unseen.draw(view)
phone.draw_switch()
