"""Findings: the queue, strongest first. The filter and the chosen row stand in the address."""

from __future__ import annotations

import dataclasses

import streamlit as st

from analysis import findings_view, findings_words
from analysis.findings_filter import LONGEST_SEARCH, Filter
from parts import (
    bands,
    cases,
    finding_cards,
    finding_filter,
    finding_table,
    kept,
    levels,
    not_judged,
    phone,
    preview,
    seen_elsewhere,
    verdict_dialog,
    verdict_filter,
)

case = cases.current()
seen_elsewhere.go_where_asked()
verdict_dialog.say_what_was_done()
if not levels.is_ready(case):
    not_judged.stop("the findings are made from it.")

query = st.query_params
counts = findings_view.counts(case)
wanted = Filter.of_query(query)
st.title(findings_words.findings_headline(counts))

if not sum(counts.values()):
    finding_cards.draw_nothing(case)
    st.stop()

# a filter that comes by address or from the saved ones names its fields anew, or they would keep the old one
turn = finding_filter.turn(wanted)
with st.container(horizontal=True, vertical_alignment="center"):
    chosen_bands = bands.pills(counts, wanted.bands, f"bands-{turn}")
    search = st.text_input(
        "Search",
        wanted.search,
        placeholder="person, network, city, signal",
        icon=":material/search:",
        key=f"search-{turn}",
        label_visibility="collapsed",
        max_chars=LONGEST_SEARCH,
        width="stretch" if phone.is_phone() else 320,
    )
    finding_filter.draw(case, wanted)
verdicts, is_sharing = verdict_filter.draw(case, wanted, chosen_bands, turn)
finding_filter.draw_narrowed(wanted)
same = (chosen_bands, search, verdicts, is_sharing) == (
    wanted.bands, wanted.search, wanted.verdicts, wanted.is_sharing,
)  # fmt: skip
wanted = dataclasses.replace(
    wanted,
    bands=chosen_bands,
    search=search,
    page_no=wanted.page_no if same else 1,
    verdicts=verdicts,
    is_sharing=is_sharing,
)
finding_filter.keep_in_address(wanted)
found = kept.page(case, wanted)

if found.empty:
    st.markdown("No finding matches. Choose more bands or verdicts, or search for less.")
elif phone.is_phone():
    finding_cards.draw(case, found)
    finding_table.draw_foot(found, wanted)
else:
    left, right = st.columns([29, 11], gap="small")
    with left:
        chosen = finding_table.draw(case, found, query.get("session"))
        finding_table.draw_foot(found, wanted)
    with right:
        view = kept.glance(case, chosen[0])
        if view is not None:
            preview.draw(view, chosen)
seen_elsewhere.draw_of_case(case)
phone.draw_switch()
