"""Mark a network as ours: a draft of the operator's list, what it would change, and the way to keep or undo it."""

from __future__ import annotations

import streamlit as st

from analysis import network, network_words, settings
from analysis.case import Case
from analysis.enrich.operator_networks import KINDS, Entry
from analysis.errors import CrumblineError
from analysis.network import Network
from analysis.settings_values import NETWORKS
from parts import levels, links, problems, row_links, settings_draft
from parts.hostile import code


def draw_indicators(view: Network) -> None:
    """What names an address of it: the list of 2023, and verdicts of this case."""
    found = view.indicators
    with st.container(border=True, gap="xsmall", height="stretch"):
        st.markdown(f"### {network_words.indicators_title(found)}")
        if found.empty:
            st.caption(
                "Searched: the 23 addresses published in October 2023, and the addresses that verdicts of this case"
                " made indicators. An address becomes one with the verdict replay on its session."
            )
        for at, one in enumerate(found.head(20).itertuples()):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(code(one.address, 60), width="content")
                if one.kind == "2023":
                    st.text(f"list of 2023, relevant {one.relevant_from} to {one.relevant_to}. {one.note}")
                else:
                    who = str(one.actor_login or "an unknown person")
                    st.text(f"verdict replay on a session of {who}: {one.note}")
                    if st.button("Open", type="tertiary", key=f"indicator-{at}"):
                        row_links.ask("session", one.session_key)
                        st.rerun()


def draw(case: Case, view: Network) -> None:
    """The form, or that it is listed already; the draft and what it would change stand above the page."""
    with st.container(border=True, gap="xsmall", height="stretch", key="ours"):
        own = view.listed()
        if own is not None:
            _listed(case, own)
        else:
            _form(case, view)


def _listed(case: Case, own: Entry) -> None:
    st.markdown("### Marked as yours")
    st.text(f"{own.name or own.network}, {own.kind or 'office'}")
    st.caption("Sessions that move there are explained. The history of settings says who listed it, and why.")
    if st.button("Take it off the list", icon=":material/undo:", key="ours-off"):
        entries = settings.networks(settings_draft.values(case))
        settings_draft.put(case, {NETWORKS: network.without_entry(entries, own)})
        st.rerun()
    _history()


def _form(case: Case, view: Network) -> None:
    st.markdown("### Is it yours?")
    if view.fact["operator_name"]:
        st.text(f"A wider entry of your list covers it: {view.fact['operator_name']}.")
    st.caption(
        "Offices, VPN gateways, proxies: sessions that move there are explained. First see what it would change."
    )
    if view.foreign_count:
        st.caption("Foreign clients came through it. If it is somebody else’s, marking it explains them away.")
    with st.form("ours", border=False):
        scope = st.selectbox("What", network.scopes(view), key="ours-scope")
        left, right = st.columns([3, 2], gap="small")
        said = left.text_input("Name", placeholder="Head office", max_chars=200, key="ours-name")
        kind = right.selectbox("Kind", KINDS, key="ours-kind")
        is_wanted = st.form_submit_button("Mark as ours", icon=":material/add_home_work:")
    if is_wanted:
        try:
            entries = settings.networks(settings_draft.values(case))
            settings_draft.put(case, {NETWORKS: network.with_entry(entries, network.entry(scope, said, kind))})
        except CrumblineError as error:
            problems.draw(error)
            return
        st.rerun()
    _history()


def _history() -> None:
    if not levels.shows("settings"):
        return
    if st.button("Your networks and what was changed", type="tertiary", icon=":material/history:", key="ours-history"):
        links.open_history()
