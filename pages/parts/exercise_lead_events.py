"""The master scenario events list while it is played: what is next, what went by, and messages sent by hand."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.exercise.play import leading
from analysis.exercise.play.play import Play
from analysis.exercise.play.state import LOBBY
from analysis.exercise.scenarios.game import Message
from parts import exercise_acts, phone
from parts.seats import Viewer

_AUTOMATIC = "lead_automatic"
_NOW = {leading.PAST: "past", leading.WAITS: "waits to be sent", leading.COMING: "to come"}


@st.fragment(run_every=exercise_acts.LIVE_S)
def draw(play: Play, who: Viewer) -> None:
    """The card: what comes, in its order; what went by is folded away."""
    told = leading.lines(play)
    ahead = [line for line in told if line.status != leading.PAST]
    past = [line for line in told if line.status == leading.PAST]
    st.markdown(f"### Events list: {len(ahead)} to come, {len(past)} gone by")
    changed = exercise_acts.follow(_AUTOMATIC, play.state.is_automatic, play.automatic, who.name)
    st.toggle("Messages come by themselves, at their minute", key=_AUTOMATIC, on_change=changed)
    coming = leading.next_line(told)
    for line in past[-1:] + ahead:
        _line(play, who, line, is_next=line is coming)
    if not ahead:
        st.text("Everything has come.")
    if past[:-1]:
        with st.expander(f"{len(past) - 1} gone by before, the last first", key="lead_past"):
            for line in reversed(past[:-1]):
                _line(play, who, line, is_next=False)


def _line(play: Play, who: Viewer, line: leading.Line, *, is_next: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="top", gap="small", wrap=False):
        st.markdown(f"**{line.at:.1f}**" if is_next else f"{line.at:.1f}", width=40)
        with st.container(gap=None, width="stretch"):
            st.text(_words(line))
            if line.event.expects:
                st.text(f"Expect: {line.event.expects}")
            st.caption(_when(play, line, is_next=is_next))
        if line.message is None:
            return
        with st.container(horizontal=not phone.is_phone(), gap="xsmall", width="content", horizontal_alignment="right"):
            _read(line.message)
            if line.status != leading.PAST and st.button("Send now", key=f"lead_send_{line.event.id}"):
                exercise_acts.do(play.release, line.event.id, who.name)


def _read(message: Message) -> None:
    with st.popover("Read", type="tertiary"):
        st.text(f"From {message.sender} to {', '.join(message.to)}, by {message.channel}")
        st.text(message.title)
        st.text(message.text)


def _words(line: leading.Line) -> str:
    if line.message is not None:
        return f"Message {line.number}: {line.message.title}, from {line.message.sender}"
    return f"Step {line.number}: {line.event.words}"


def _when(play: Play, line: leading.Line, *, is_next: bool) -> str:
    side = {leading.FOREIGN: ":orange[the other client]", leading.ORIGIN: "an honest client"}.get(line.side, "")
    if line.message is None:
        return " · ".join(word for word in (f"log {line.event.at:%-d %b %H:%M} UTC", side, line.how_known) if word)
    if line.status == leading.PAST:
        return f"message · sent at minute {line.at:.1f}, was due at {line.event.minute:.1f}"
    if line.status == leading.WAITS:
        return "message · :orange-badge[waits to be sent by you]"
    due = line.event.minute - play.minute()
    soon = f"in {due:.1f} minutes of play" if play.state.phase != LOBBY else f"due at minute {line.event.minute:.1f}"
    by_hand = "" if play.state.is_automatic else ", when you send it"
    return f"message · {'next, ' if is_next else ''}{soon}{by_hand}"


@st.fragment(run_every=4 * exercise_acts.LIVE_S)
def draw_list(play: Play) -> None:
    """All of it as a table: with sources and marks, to look things up and to take away."""
    rows = [
        {
            "minute": round(line.event.minute, 1), "log time (UTC)": line.event.at.replace(tzinfo=None),
            "what": _words(line), "who": line.event.who, "now": _NOW[line.status], "expected": line.event.expects,
            "how we know it": line.how_known, "source": line.event.source,
        }
        for line in sorted(leading.lines(play), key=lambda line: line.event.minute)
    ]  # fmt: skip
    with st.expander(f"The whole events list as a table, {len(rows)} lines with their sources", key="lead_list"):
        st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch", key="lead_events_table")
        st.caption("The files of this exercise hold it as events.csv: on its page, Make the files only.")
