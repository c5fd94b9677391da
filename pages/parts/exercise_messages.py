"""What came to the team while it played: messages, hints, and what the HAR register knows. Plain text throughout."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analysis.exercise.play.play import Play
from analysis.exercise.play.players_view import PlayersView
from analysis.exercise.scenarios.parts import EVERYONE
from parts import exercise_clock
from parts.seats import Viewer

NEWEST = 3
"""Messages that stand open; earlier ones are folded."""
_ICONS = {
    "mail": "mail", "telephone": "call", "chat": "chat_bubble", "ticket": "confirmation_number", "press": "newspaper",
}  # fmt: skip


def draw(play: Play, who: Viewer, view: PlayersView) -> None:
    """All messages, the newest first."""
    count, fresh = len(view.messages), exercise_clock.see(play)
    if fresh:
        say = "A new message has come" if fresh == 1 else f"{fresh} new messages have come"
        st.toast(say, icon=":material/mark_email_unread:")
    st.subheader(f"Messages: {count}" if count else "Messages", anchor="messages")
    if not count:
        st.caption("None yet. They come here by themselves while the clock runs.")
    role = play.state.players[who.name].role if who.name in play.state.players else ""
    latest = list(reversed(view.messages))
    for message in latest[:NEWEST]:
        _message(message, role, view, play)
    if latest[NEWEST:]:
        with st.expander(f"Earlier messages: {len(latest) - NEWEST}"):
            for message in latest[NEWEST:]:
                _message(message, role, view, play)


def draw_hints(view: PlayersView) -> None:
    """The hints that were given."""
    if not view.hints:
        return
    with st.container(border=True, gap="xsmall", key="exercise-hints"):
        st.markdown("### :material/lightbulb: Hints that were given")
        for hint in view.hints:
            st.text(hint)


def draw_register(view: PlayersView) -> None:
    """The rows of the HAR register that are known by now."""
    st.subheader("HAR files handed over", anchor="register")
    if not view.uploads:
        st.caption("The register knows of none by now. A file that is handed over appears here.")
        return
    rows = [
        {
            "when": pd.Timestamp(one.at, unit="ms"), "whose": one.login, "sent to": one.sent_to,
            "cleaned": one.scrubbed, "ticket": one.ticket, "note": one.note,
        }
        for one in view.uploads
    ]  # fmt: skip
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        row_height=30,
        key="exercise-register",
        column_config={"when": st.column_config.DatetimeColumn("when, UTC", format="D MMM HH:mm")},
    )


def _message(message: Mapping[str, Any], role: str, view: PlayersView, play: Play) -> None:
    to = list(message["to"])
    is_mine = EVERYONE in to or not role or role in to
    with st.container(border=True, gap="xsmall", key=f"{play.facts.id}-message-{message['id']}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f":material/{_ICONS.get(message['channel'], 'forum')}:", width="content")
            st.text(f"{message['channel']} from {message['from']} · minute {int(message['minute'])}", width="content")
            if view.minute - message["minute"] <= view.speed:
                st.badge("new", color="blue")
            if EVERYONE in to:
                st.badge("for everyone", color="gray")
            elif is_mine and role:
                st.badge("for you", color="blue", icon=":material/person:")
            else:
                st.text(f"for {', '.join(to)}", width="content")
        st.text(message["title"])
        st.text(message["text"])
