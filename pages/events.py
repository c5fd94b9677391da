"""Events: the log of a game as it came, up to where its clock has come. Nothing in it is judged."""

from __future__ import annotations

import streamlit as st

from analysis import log_view
from parts import cases, event_table, games, levels, log_filter, log_record, not_judged, phone

case = cases.current()
play = games.current()
if play is None:
    st.title("Only games have this screen")
    st.markdown("Of a case, **Hunt** shows the events as they came: `from events`.")
    st.stop()
if not levels.is_ready(case):
    not_judged.stop("its log is shown here.")

is_phone = phone.is_phone()
known = log_view.facts(case)
asked = log_filter.wanted()
page = log_view.page(case, asked)
st.title(log_view.headline(known["event_count"], page.matching, asked.is_narrow))
log_record.draw_reach(play, known)
log_filter.draw(asked, known, is_phone)
if page.matching:
    event_table.table(
        # A tick is kept by its row's number: in a log that has grown it would stand at another event.
        page.events, f"log-{hash((asked, page.number, known['event_count']))}", log_record.open_event, is_phone,
        log_view.TABLE,
    )  # fmt: skip
    log_record.draw_foot(case, asked, page, is_phone)
    log_record.draw(case, page, asked)
else:
    st.markdown("No event matches. Find fewer words, or clear the filter.")
phone.draw_switch()
