"""Evidence: what was given to the case, what became of it, what it cannot show, and what to fetch next."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from analysis import evidence_advice as advice
from parts import add_evidence, cases, enrichment_form, evidence_table, found_on_opening, missing_evidence

case = cases.current()
files = case.rows("evidence_files")
now = datetime.now(UTC)

span = advice.span(files)
st.caption(span if span else "This case is empty")
st.title(advice.headline(files))
found_on_opening.draw(case)

left, right = st.columns([7, 5], gap="small")
with left, st.container(border=True, height="stretch"):
    add_evidence.draw(case, cases.current_name())
with right, st.container(border=True, height="stretch"):
    missing_evidence.draw_fetch(files, now)

if files:
    with st.container(border=True):
        evidence_table.draw(case, files)
    missing_evidence.draw_coverage(case)
with st.container(border=True):
    missing_evidence.draw_state()
with st.container(border=True):
    enrichment_form.draw(case)
