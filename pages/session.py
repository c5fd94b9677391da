"""Session: one session over time, where its clients were, why it was judged so, and every record behind it."""

from __future__ import annotations

import streamlit as st

from analysis import event_filter, session_view
from parts import (
    cases,
    event_filters,
    event_table,
    games,
    kept,
    levels,
    not_judged,
    phone,
    record,
    row_links,
    seen_elsewhere,
    session_blast,
    session_containment,
    session_handoff,
    session_head,
    session_lanes,
    session_moves,
    session_plain,
    session_rules,
    session_steps,
    session_why,
    verdict_card,
    verdict_dialog,
)

case = cases.current()
if not levels.is_ready(case):
    not_judged.stop("its sessions are made from it.")

is_judged = levels.tells_findings(games.current())
row_links.follow()
seen_elsewhere.go_where_asked()
verdict_dialog.say_what_was_done()
session_key = st.query_params.get("session")
view = kept.view(case, session_key) if session_key else None
if view is None:
    (session_head if is_judged else session_plain).draw_choice(case, asked=session_key)
    st.stop()

is_phone = phone.is_phone()
opened = st.query_params.get("event")
asked = event_filters.wanted(view)
shown = event_filter.chosen(view.events, asked)


def open_event(event_id: str, place: str) -> None:
    """Show a record: its event stands in the address, and the place says below which card."""
    st.query_params["event"] = event_id
    st.session_state["record_below"] = place


def draw_record(of: session_view.SessionView, place: str) -> None:
    """The opened record, below the card from which it was opened."""
    if opened and (session_blast if is_judged else session_plain).place_of(of, opened) == place:
        event = of.event(opened)
        if event is None:
            st.caption("The event in the address is not one of this session.")
        else:
            beside = shown if shown["event_id"].eq(opened).any() else of.events
            record.draw(case, event, f"record-{place}", beside=beside["event_id"].tolist(), finding=of.finding)


if is_judged:
    session_head.draw(view, is_phone, lambda event_id: open_event(event_id, "lanes"))
    verdict_card.draw(case, view.finding["session_key"])
else:
    session_plain.draw_head(view)
session_lanes.draw(view, is_phone, opened, lambda event_id: open_event(event_id, "lanes"))
draw_record(view, "lanes")
left, right = st.columns([7, 5], gap="small") if is_judged else (st.container(), None)
with left:
    session_moves.draw(view, is_phone, lambda event_id: open_event(event_id, "lanes"), is_judged=is_judged)
if right is not None:
    with right:
        session_why.draw(view, is_phone, lambda event_id: open_event(event_id, "why"))
    draw_record(view, "why")
    left, right = st.columns([7, 5], gap="small")
    with left:
        session_blast.draw(view, is_phone, lambda event_id: open_event(event_id, session_blast.KEY))
    with right:
        session_containment.draw(view)
    session_blast.draw_record(view, opened)
    session_handoff.draw(view)
with st.container(border=True, gap="xsmall", key="events-card"):
    event_table.draw(view, shown, asked, lambda event_id: open_event(event_id, "events"), is_phone)
draw_record(view, "events")
if is_judged:
    seen_elsewhere.draw_of_session(case, view.finding["session_key"])
    session_steps.draw(view)
    rules_card = st.container()  # filled last: the rules may have to be asked first
    with rules_card:
        session_rules.draw(view, is_phone, lambda event_id: open_event(event_id, "rules"))
        draw_record(view, "rules")
phone.draw_switch()
