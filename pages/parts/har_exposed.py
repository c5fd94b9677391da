"""The sessions that a HAR carried: a card each, with what became of it and what to do now.

The id of a session that the log does not have is known from the file alone: like all its values it is not shown.

Opening a session is a link to a tab of its own: leaving this screen lets go of the file.
"""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from analysis.charts.lane_words import number
from analysis.har import exposure_words
from analysis.har.exposed import BY_TIME, Exposed, Exposure
from parts import cases
from parts.hostile import code

MOST_CARDS = 12
_BADGE = {True: ("◆ used by somebody else", "orange"), False: ("· not used", "gray"), None: ("◌ cannot tell", "yellow")}


def draw(exposed: Exposure | None) -> None:
    """All cards, or why there is none."""
    if exposed is None:
        return
    with st.container(gap="small", key="har-exposed"):
        st.subheader(_title(exposed))
        if exposed.request_count:
            st.caption(
                f"{exposed.matched_count:,} of {exposed.request_count:,} request ids of the file stand in the log."
            )
        for note in exposed.notes:
            st.text(note)
        for column, one in _placed(exposed.exposed[:MOST_CARDS]):
            with column:
                _card(one)
        if len(exposed.exposed) > MOST_CARDS:
            st.caption(f"The first {MOST_CARDS} of {len(exposed.exposed):,}; `har inspect --json` lists all.")


def _placed(told: tuple[Exposed, ...]):  # type: ignore[no-untyped-def]
    """Two beside each other; one alone takes the whole width."""
    if len(told) == 1:
        yield st.container(), told[0]
        return
    for at in range(0, len(told), 2):
        yield from zip(st.columns(2), told[at : at + 2], strict=False)


def _title(exposed: Exposure) -> str:
    told = exposed.exposed
    if exposed.log_to is None:
        return "Whether a session was used afterwards cannot be told: this case has no log"
    if not told:
        return "No session of this log was found in the file"
    if all(one.certainty == BY_TIME for one in told):
        return (
            f"{number(len(told)).capitalize()} session{'' if len(told) == 1 else 's'} may be in the file, by time only"
        )
    used = sum(1 for one in told if one.used_by_other)
    count = f"{number(len(told)).capitalize()} session{'' if len(told) == 1 else 's'} in the file"
    return f"{count}, {number(used) if used else 'none'} used by somebody else"


def _card(one: Exposed) -> None:
    with st.container(border=True, gap="xsmall", height="stretch"):
        st.markdown(f"### {exposure_words.used(one)}")
        with st.container(horizontal=True, vertical_alignment="center"):
            words, colour = _BADGE[one.used_by_other]
            st.badge(words, color=colour)  # type: ignore[arg-type]
            st.badge(one.certainty, color="gray", help=exposure_words.HOW[one.certainty].capitalize() + ".")
        if one.session_key:
            st.caption(f"{code(one.actor_login or 'person unknown', 120)} · {code(one.session_id, 80)}")
        st.markdown(exposure_words.live(one) if one.session_key else "This session is not in the log.")
        if one.ended_by:
            st.caption(f"Ended by {code(one.ended_by, 120)}")
        if one.divergence_at is not None:
            at = one.divergence_at
            st.markdown(f"First event of the other client **{at.day} {at:%b %Y %H:%M:%S} UTC**")
        st.caption(one.why)
        for step in exposure_words.steps(one):
            st.text(f"→ {step}")
        if one.session_key:
            query = {"case": cases.current_name(), "session": one.session_key}
            if one.divergence_event_id:
                query["event"] = one.divergence_event_id
            st.link_button(
                "Open the session",
                f"/session?{urlencode(query)}",
                icon=":material/timeline:",
                help="In a tab of its own, so that the file stays here.",
            )
