"""Controls: what would have stopped the replays of this log, at what price; what the log shows of settings today."""

from __future__ import annotations

import streamlit as st

from analysis.controls import words
from analysis.controls.control_files import Limits
from parts import (
    cases,
    controls_audit,
    controls_card,
    controls_checklist,
    controls_kept,
    controls_limits,
    controls_picture,
    controls_table,
    controls_who,
    not_judged,
    phone,
    row_links,
)

case = cases.current()
row_links.follow()
if not controls_kept.is_judged(case):
    not_judged.stop("the controls are replayed on it.")

is_phone = phone.is_phone()
limits = Limits.of_query(st.query_params.to_dict())
answer = controls_kept.answer(case, limits)
st.caption(words.measured_on(answer))
st.title(words.headline(answer))
st.markdown(words.lead(answer))
chosen = controls_card.chosen(answer)
if chosen is not None:
    left, right = st.columns([8, 4], gap="small")
    with left:
        controls_picture.draw(answer, chosen, is_phone)
    with right:
        controls_card.draw(case, answer, chosen)
    controls_table.draw(case, answer, chosen, limits, is_phone)
    controls_who.draw(case, answer, chosen, is_phone)
controls_limits.draw_not_offered(answer)
audits = controls_kept.audits(case, limits)
controls_audit.draw(audits, is_phone)
controls_checklist.draw(case, audits, is_phone)
phone.draw_switch()
