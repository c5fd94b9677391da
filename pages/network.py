"""Network: an address, a block or an autonomous system: who used it, as what, since when, and whether it is ours."""

from __future__ import annotations

import functools

import streamlit as st

from analysis import network
from parts import (
    cases,
    games,
    kept,
    levels,
    network_choice,
    network_head,
    network_ours,
    network_use,
    not_judged,
    phone,
    record,
    row_links,
    settings_difference,
)

case = cases.current()
if not levels.is_ready(case):
    not_judged.stop("its networks are told from it.")

row_links.follow()
asked = row_links.shown("network")
understood = network.understood(asked) if asked else None
keep = functools.partial(kept.of_session, case, "network")
view = network.load(case, understood, keep) if understood else None
if view is None:
    network_choice.draw(case, asked)
    phone.draw_switch()
    st.stop()

is_phone = phone.is_phone()
is_judged = levels.tells_findings(games.current())
network_head.draw(view)
if is_judged:
    settings_difference.draw(case)
network_use.draw_sessions(view, is_phone)
left, right = st.columns([7, 5], gap="small")
with left:
    network_use.draw_people(view, is_phone)
with right:
    if is_judged:
        network_ours.draw(case, view)
    else:
        network_use.draw_devices(view)
if is_judged:
    left, right = st.columns([7, 5], gap="small")
    with left:
        network_use.draw_addresses(view, is_phone)
    with right:
        network_use.draw_devices(view)
    network_ours.draw_indicators(view)
else:
    network_use.draw_addresses(view, is_phone)
network_use.draw_loose(view, is_phone)
record.draw_asked(case, "record-network")
phone.draw_switch()
