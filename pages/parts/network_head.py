"""The head of the Network screen: headline, kind and where it comes from, indicators, figures, the ways around."""

from __future__ import annotations

import streamlit as st

from analysis import network_words, unjudged
from analysis.charts.clock import moment
from analysis.enrich.asn_ranges import ATTRIBUTION
from analysis.network import Network, around
from parts import links, notes
from parts.hostile import code


def draw(view: Network) -> None:
    """Headline and badges hold no log text: an address of our own writing, a number, a kind."""
    asked, fact = view.asked, view.fact
    is_judged = unjudged.is_judged(view.case)
    _ways(view)
    loose_count = int(view.loose["event_count"].sum()) if view.sessions.empty and not view.person_count else 0
    st.title(network_words.headline(asked, view.sessions, view.person_count, loose_count, is_judged=is_judged))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge(network_words.kind(fact), color="gray")
        if fact["is_private"]:
            st.badge("inner address", color="gray")
        if view.foreign_count:
            st.badge(f"◆ foreign client in {view.foreign_count:,}", color="orange")
        if is_judged and (view.indicators["kind"] == "2023").any():
            st.badge("list of 2023", color="orange")
        if is_judged and (view.indicators["kind"] == "verdict").any():
            st.badge("indicator of this case", color="orange")
        st.markdown(_figures(view), width="content")
    named = [asked.name, fact["operator_name"], fact["as_org"], *(fact["networks"] or [])]
    st.caption(" · ".join(code(one, 120) for one in dict.fromkeys(filter(None, named))))
    detail = f" It rests on {code(fact['kind_detail'], 120)}." if fact["kind_detail"] else ""
    st.caption(
        " ".join(
            filter(
                None,
                (
                    network_words.kind_says(fact) + detail,
                    network_words.mixed(view.facts),
                    network_words.as_says(fact),
                    ATTRIBUTION + ".",
                ),
            )
        )
    )
    notes.draw(view.case, "network", asked.name, "network")


def _figures(view: Network) -> str:
    clients = view.clients
    parts = [f"**{len(view.sessions):,}** session{'s' if len(view.sessions) != 1 else ''}"]
    parts.append(f"**{len(view.people):,}** {'person' if len(view.people) == 1 else 'people'}")
    if view.asked.kind != "address":
        parts.append(f"**{len(view.addresses):,}** address{'es' if len(view.addresses) != 1 else ''}")
    if not clients.empty:
        parts.append(f"since **{moment(clients['first_at'].min())} UTC**, last **{moment(clients['last_at'].max())}**")
    return " · ".join(parts)


def _ways(view: Network) -> None:
    wider = [block.name] if (block := around(view.asked)) is not None else []
    if view.asked.kind != "AS":
        wider += [name for name in view.fact["networks"] or [] if name.startswith("AS")]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if st.button("Networks", type="tertiary", icon=":material/lan:", key="to-networks"):
            for name in ("network", "session", "person"):
                st.query_params.pop(name, None)
            st.rerun()
        for name in wider[:3]:
            # the name is an address or a number that this program wrote; colons of v6 are kept from markdown
            label = name.replace(":", "\\:")
            if st.button(f"Wider: {label}", type="tertiary", icon=":material/zoom_out_map:", key=f"wider-{name}"):
                links.open_network(name)
