"""The card of the chosen control: what it would have stopped, at what price, and what it cannot see."""

from __future__ import annotations

import streamlit as st

from analysis.case import Case
from analysis.controls import words
from analysis.controls.choices import Answer, Measured
from parts import controls_kept

NAME = "control"


def chosen(answer: Answer) -> Measured | None:
    """The choice in the address, else the one that stands in the title; None where nothing could be tried."""
    return answer.find(st.query_params.get(NAME)) or answer.best


def choose(name: str) -> None:
    """Show this choice: its id stands in the address."""
    st.query_params[NAME] = name


def draw(case: Case, answer: Answer, one: Measured) -> None:
    """Every word here is ours: titles of headers, readings of the reference."""
    with st.container(border=True, gap="small", height="stretch", key="control-card"):
        with st.container(horizontal=True):
            if one.on_frontier:
                st.badge("on the frontier", color="green")
            st.badge("one control" if len(one.controls) == 1 else "two together", color="gray")
            if any(control.is_own for control in one.controls):
                st.badge("limits of your own", color="gray")
        asked = st.query_params.get(NAME)
        if asked and asked != one.name:
            st.caption("The control in the address was not tried on this log; this one stands in the title.")
        st.markdown(f"### {one.title}")
        with st.container(horizontal=True):
            if answer.replays:
                st.metric("Interrupted replays", f"{one.stopped:,} of {one.replay_count:,}", width=132)
            st.metric("Honest sessions", f"{words.per_1000(one)} / 1,000", width=132)
        if answer.replays:
            st.markdown(f"**Stopped** {words.stopped_at(one)} {words.blast(one)} {words.reach(one)}")
        readings = controls_kept.readings(case, answer, one)
        st.markdown(f"**Interrupted most:** {words.most_interrupted(readings)}")
        st.markdown(f"**Price** {words.price(one)}")
        for control in one.controls:
            st.caption(f"**Cannot see** {control.blind}")
        if "own_networks" in one.name and not answer.has_own_networks:
            st.caption("No network of your own is listed in Settings, so those of many people stand in for them.")
        with st.expander("Assumptions, and where it is switched on"):
            for control in one.controls:
                st.caption(f"**{control.short}.** {control.claim}")
                st.caption(f"**Assumes** {control.assumes}")
                st.caption(f"**Where** {control.how}")
