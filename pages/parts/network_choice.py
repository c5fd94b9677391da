"""No network is chosen, or the one asked for is not here: the networks of the case, those of foreign clients first."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis import network, network_words, person, unjudged
from analysis.case import Case
from analysis.enrich.asn_ranges import ATTRIBUTION
from parts import chart, levels, links, phone, row_links

_JUDGED = frozenset({"foreign_count", "is_2023"})


def draw(case: Case, asked: str | None) -> None:
    """A search and a table; a row opens the network, and so does an address typed as a whole."""
    st.title("Which network?")
    if asked and network.understood(asked) is None:
        st.text(f"{asked[:80]} is no address, no block such as 203.0.113.0/24 and no AS such as AS64500.")
    elif asked:
        st.text(f"No event of this case came from {asked[:80]}. {levels.elsewhere()}")
    search = st.text_input(
        "Search", st.query_params.get("q", ""), placeholder="address, block, AS, organisation, kind",
        icon=":material/search:", key="network-search", label_visibility="collapsed", max_chars=200,
        width="stretch" if phone.is_phone() else 380,
    )  # fmt: skip
    _keep(search)
    exactly = network.understood(search) if search else None
    if exactly is not None and st.button("Open exactly this", type="tertiary", icon=":material/lan:", key="exactly"):
        links.open_network(exactly.name)
    found = network.listed(case, search)
    if found.empty:
        st.markdown("No network matches. Search for less." if search else "No event of this case names an address.")
        return
    is_judged = unjudged.is_judged(case)
    matching = int(found["matching_count"].iloc[0])
    order = "those of foreign clients first, then VPN, Tor and hosting, then by people"
    order = order if is_judged else "those where most people began sessions first"
    some = f"{len(found):,} of {matching:,} networks" if matching > len(found) else f"{matching:,} networks"
    st.caption(f"{some}: {order}. The tick of a row opens the network; times are UTC.")
    _table(found, search, is_judged)
    columns = unjudged.told(case, tuple(found.columns), _JUDGED)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "Download these", lambda: person.as_csv(found, columns), "networks.csv", "text/csv",
            type="tertiary", icon=":material/download:", on_click="ignore", key="networks-csv",
        )  # fmt: skip
        st.caption(ATTRIBUTION, width="content")


def _table(found: pd.DataFrame, search: str, is_judged: bool) -> None:
    column = st.column_config
    is_phone, ink = phone.is_phone(), chart.colours().foreign
    shown = pd.DataFrame({
        "network": found["network"],
        "organisation": found["operator_name"].fillna(found["as_org"]),
        "kind": found["kind"].map(network_words.KIND),
        "foreign": found["foreign_count"].mask(found["foreign_count"].eq(0)),
        "began": found["begun_count"],
        "used": found["user_count"],
        "sessions": found["session_count"],
        "addresses": found["address_count"],
        "mark": found["is_2023"].map({True: "list of 2023", False: ""}),
        "first": found["first_at"],
        "last": found["last_at"],
    })  # fmt: skip
    row_links.table(
        shown.style.map(lambda one: f"color: {ink}" if one == one and one else "", subset=["foreign"]).format(
            "{:.0f}", subset=["foreign"], na_rep=""
        )
        if is_judged
        else shown.drop(columns=["foreign", "mark"]),
        found["network"].tolist(),
        f"networks-{search}",
        {
            "network": column.TextColumn("network", width=124, pinned=is_phone),
            "organisation": column.TextColumn("run by", width=200),
            "kind": column.TextColumn("kind", width=104),
            "foreign": column.NumberColumn("foreign in", width=76, help="Sessions with a foreign client there"),
            "began": column.NumberColumn("people began", width=94, help="People whose sessions began there"),
            "used": column.NumberColumn("people", width=60),
            "sessions": column.NumberColumn("sessions", width=66),
            "addresses": column.NumberColumn("addresses", width=74),
            "mark": column.TextColumn("indicator", width=88),
            "first": column.DatetimeColumn("first", width=92, format="D MMM HH:mm"),
            "last": column.DatetimeColumn("last", width=92, format="D MMM HH:mm"),
        },
        lambda name: row_links.ask("network", name),
        rows_high=18,
    )


def _keep(search: str) -> None:
    if search:
        st.query_params["q"] = search
    else:
        st.query_params.pop("q", None)
