"""Exposure on the Person screen: HAR files of this person that left the house, and the sessions that they may carry."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from analysis.case import Case
from analysis.charts.lane_words import number
from analysis.har import register, register_words
from parts import cases, levels
from parts.hostile import code

MOST = 8


def draw(case: Case, actor_id: str, login: str | None) -> None:
    """Said in words where there is none: an upload is known only where somebody entered it."""
    names = {name.lower() for name in (actor_id, login) if name}
    exposed = register.exposures(case, actor_id=actor_id)
    uploads = [
        one
        for one in register.entries(case)
        if one.person.lower() in names or one.upload_id in {row["upload_id"] for row in exposed}
    ]
    if not uploads:
        enter = "; enter it on the HAR screen." if levels.shows("har") else "."
        st.caption(
            f"Exposure: no HAR file of this person is in the register. An upload leaves nothing in the log{enter}"
        )
        return
    sessions = {row["session_key"] for row in exposed}
    used = {row["session_key"] for row in exposed if row["used_at"]}
    count = f"{number(len(uploads))} HAR file{'' if len(uploads) == 1 else 's'} handed over"
    carried = f"{number(len(sessions))} session{'' if len(sessions) == 1 else 's'}"
    fit = f"{carried} may have been in {'it' if len(uploads) == 1 else 'them'}"
    st.markdown(f"**Exposure: {count}, {fit}, {number(len(used)) if used else 'none'} used afterwards**")
    for one in uploads[:MOST]:
        with st.container(horizontal=True, vertical_alignment="center"):
            words = f"{one.uploaded_at.day} {one.uploaded_at:%b %Y %H:%M} UTC · {register_words.SCRUBBED[one.scrubbed]}"
            st.markdown(words if one.scrubbed != "unknown" else words.rpartition(" · ")[0], width="content")
            if one.sent_to or one.ticket:
                st.markdown(code(" · ".join(filter(None, (one.sent_to, one.ticket))), 80), width="content")
            if levels.shows("har"):
                query = {"case": cases.current_name(), "upload": one.upload_id}
                st.link_button("Open", f"/har?{urlencode(query)}", type="tertiary")
    if len(uploads) > MOST:
        more = "; the HAR screen has all." if levels.shows("har") else "."
        st.caption(f"The latest {MOST} of {len(uploads):,}{more}")
