"""The Session screen where the program tells lanes and judges nothing: its head, and the choice of a session."""

from __future__ import annotations

import streamlit as st

from analysis.case import Case
from analysis.charts.clock import duration, moment
from analysis.session_view import SessionView
from parts import links, notes, session_head, session_list
from parts.hostile import code

_PLACES = ("lanes", "events")


def draw_choice(case: Case, asked: str | None) -> None:
    """No session is chosen, or the one asked for is not here: all of them."""
    session_list.draw(case, asked)


def place_of(view: SessionView, opened: str) -> str:
    """Below which card the opened record stands: where a click put it, else below the lanes."""
    place = str(st.session_state.get("record_below", _PLACES[0]))
    return place if place in _PLACES else _PLACES[0]


def draw_head(view: SessionView) -> None:
    """Headline, what the session is, whose and when, and the team's notes on it."""
    finding = view.finding
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if st.button("Sessions", type="tertiary", icon=":material/list:", key="to-sessions"):
            for name in ("session", "event"):
                st.query_params.pop(name, None)
            st.rerun()
        if finding["actor_id"] and st.button("Person", type="tertiary", icon=":material/person:", key="to-person"):
            links.open_person(finding["actor_id"])
    st.title(view.headline)
    start, end = finding["started_at"], finding["ended_at"]
    length = duration((end - start).total_seconds())
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        session_head.draw_facts(view)
        st.markdown(f"**{moment(start)}** to **{moment(end)} UTC**, {length}", width="content")
    named = [finding["actor_login"] or "unknown person", finding.get("actor_name")]
    if not finding["is_inferred"]:
        named.append(f"session {finding['session_id']}")
    st.caption(" · ".join(code(one, 120) for one in dict.fromkeys(filter(None, named))))
    with st.container(border=True, gap="xsmall", key="notes"):
        notes.draw(view.case, "session", str(finding["session_key"]), "session")
