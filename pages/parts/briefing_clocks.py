"""The dialog that switches reporting clocks on and takes the moments of their triggers; all of it by people."""

from __future__ import annotations

import uuid

import streamlit as st

from analysis.briefing import clocks, edits
from analysis.briefing.clocks import Clock
from analysis.briefing.edits import Contract, Edits
from analysis.briefing.markdown import plain
from analysis.case import Case
from parts import author
from parts.briefing_form import keep


def open_for(case: Case, changed: Edits) -> None:
    """Ask for them."""
    st.dialog("Reporting clocks", width="large", icon=":material/timer:")(draw_form)(case, changed)


def draw_form(case: Case, changed: Edits) -> None:
    """What is inside the dialog. Nothing runs that nobody switched on, and a blank trigger starts nothing."""
    st.caption(f"Moments in UTC, as 2023-10-18 14:30; blank until the decision is made. {clocks.ASK}")
    with st.form("briefing-clocks", border=False):
        entered: dict[str, dict[str, str]] = {}
        for clock in clocks.known().values():
            _clock(clock, changed, entered)
        contracts = []
        for one in changed.contracts:
            _clock(clocks.contract(one.id, one.name, one.hours, one.trigger), changed, entered)
            contracts.append(one)
        st.markdown("**A clock of a contract**")
        with st.container(horizontal=True):
            name = st.text_input("Contract", max_chars=80, key="contract-name")
            hours = st.number_input("Hours", 1, 8760, 72, key="contract-hours", width=110)
            trigger = st.text_input("What starts it", max_chars=160, key="contract-trigger")
        who = author.ask(case, "briefing-clocks-author")
        is_wanted = st.form_submit_button("Keep", type="primary", width="stretch")
    if not is_wanted:
        return
    if name.strip():
        contracts.append(Contract(f"contract-{uuid.uuid4().hex[:8]}", name, int(hours), trigger or "the contract says"))
        entered[contracts[-1].id] = {}
    kept = [one for one in contracts if one.id in entered][: edits.MOST_OWN]
    keep(case, {"clocks": entered, "contracts": kept}, who)


def _clock(clock: Clock, changed: Edits, entered: dict[str, dict[str, str]]) -> None:
    """One clock; names of contracts are typed by people and stand as plain text."""
    is_on = st.checkbox(f"**{plain(clock.name)}**", clock.id in changed.clocks, key=f"clock-{clock.id}")
    st.text(f"To {clock.whom}. {clock.applies}")
    st.caption("Source: " + clock.source)
    moments = {}
    for trigger in clock.triggers:
        st.text(trigger.asks)
        moments[trigger.id] = st.text_input(
            "When (UTC)", changed.clocks.get(clock.id, {}).get(trigger.id, "").replace("T", " "), max_chars=25,
            placeholder="not entered", key=f"at-{clock.id}-{trigger.id}", label_visibility="collapsed", width=240,
        )  # fmt: skip
    if is_on:
        entered[clock.id] = moments
