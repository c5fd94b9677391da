"""Person: one account over all its sessions: what is usual, what is new, what was changed, what people said."""

from __future__ import annotations

import functools

import streamlit as st

from analysis import person
from parts import (
    cases,
    games,
    kept,
    levels,
    not_judged,
    person_acts,
    person_choice,
    person_head,
    person_judged,
    person_usual,
    phone,
    record,
    row_links,
)

case = cases.current()
if not levels.is_ready(case):
    not_judged.stop("its people are told from it.")

row_links.follow()
asked = row_links.shown("person")
view = person.load(case, asked, functools.partial(kept.of_session, case, f"person {asked}")) if asked else None
if view is None:
    person_choice.draw(case, asked)
    phone.draw_switch()
    st.stop()

is_phone = phone.is_phone()
person_head.draw(view)
person_head.draw_sessions(view, is_phone)
left, right = st.columns([7, 5], gap="small")
if levels.tells_findings(games.current()):
    with left:
        person_usual.draw_hours(view, is_phone)
    with right:
        person_usual.draw_new(view, is_phone)
    left, right = st.columns([7, 5], gap="small")
    with left:
        person_usual.draw_usual(view, is_phone)
    with right:
        person_usual.draw_places(view, is_phone)
    person_acts.draw_changes(view, is_phone)
    left, right = st.columns([7, 5], gap="small")
    with left:
        person_acts.draw_factors(view, is_phone)
    with right:
        person_judged.draw_verdicts(view)
else:
    with left:
        person_usual.draw_usual(view, is_phone)
    with right:
        person_usual.draw_places(view, is_phone)
    person_usual.draw_hours(view, is_phone)
    person_acts.draw_factors(view, is_phone)
person_acts.draw_loose(view, is_phone)
record.draw_asked(case, "record-person")
phone.draw_switch()
