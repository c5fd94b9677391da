"""The operator's networks: a table to edit, lines to paste, and addresses that many people share here."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pandas as pd
import streamlit as st

from analysis import settings
from analysis.case import Case
from analysis.enrich import given, operator_networks
from analysis.errors import CrumblineError
from analysis.settings_values import NETWORKS
from parts import phone, problems, settings_draft


def draw(case: Case) -> None:
    """The list, and two ways to make it longer."""
    st.subheader("Networks that are yours")
    st.markdown(
        "Offices, VPN gateways, proxies. Sessions that move to them are explained; behind a **proxy** the client is"
        " looked for in the chain of addresses, and what you call **vpn** or **sase** hides where a person is."
    )
    file = given.of(settings.in_force(case)).networks
    if file is not None:
        st.text(f"The list {file.name}, given by path on the screen Evidence, counts as well, after this one.")
    rows = settings_draft.base("networks", lambda: _listed(case))
    edited = st.data_editor(
        rows,
        key=f"networks-{settings_draft.turn()}",
        num_rows="dynamic",
        hide_index=True,
        column_config={
            "network": st.column_config.TextColumn(
                "network",
                required=True,
                width=130 if phone.is_phone() else 190,
                help="A range (203.0.113.0/24), an address or an AS (AS64500)",
            ),
            "name": st.column_config.TextColumn("name", width=90 if phone.is_phone() else 240),
            "kind": st.column_config.SelectboxColumn(
                "kind", options=_kinds(rows), default="office", width=76 if phone.is_phone() else 110
            ),
        },
        height="auto" if len(rows) <= 12 else 420,
    )
    try:
        settings_draft.put(case, {NETWORKS: _entries(edited)}, is_typed=True)
    except CrumblineError as error:
        problems.draw(error)
    _draw_paste(case)
    _draw_shared(case)


def _listed(case: Case) -> pd.DataFrame:
    entries = settings.networks(settings_draft.values(case))
    rows = [{key: value for key, value in asdict(entry).items() if key != "line"} for entry in entries]
    return pd.DataFrame(rows, columns=["network", "name", "kind"], dtype="str")


def _kinds(rows: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys([*operator_networks.KINDS, *rows["kind"].tolist()]))


def _entries(edited: pd.DataFrame) -> list[dict[str, Any]]:
    told = edited.fillna("").to_dict("records")
    return [{str(key): value for key, value in row.items()} for row in told if str(row["network"]).strip()]


def _add(case: Case, more: list[dict[str, Any]]) -> None:
    entries = settings.networks(settings_draft.values(case))
    settings_draft.put(case, {NETWORKS: [*entries, *more]})


def _draw_paste(case: Case) -> None:
    with st.expander("Paste many lines", icon=":material/content_paste:"), st.form("paste_networks", border=False):
        text = st.text_area(
            "One network a line: range or AS number, name, kind",
            placeholder="203.0.113.0/24, Head office, office\nAS64500, VPN gateway, vpn",
            height=120,
            key=f"paste-{settings_draft.turn()}",
        )
        if st.form_submit_button("Add these lines") and text.strip():
            try:
                entries = list(operator_networks.from_lines(text))
                operator_networks.table(entries)
                _add(case, [asdict(entry) for entry in entries])
            except CrumblineError as error:
                problems.draw(error)
                return
            st.rerun()


def _draw_shared(case: Case) -> None:
    st.subheader("Shared by many people here")
    if "address_use" not in case.tables():
        st.text("Add evidence first: then addresses that many people sign in from are proposed here.")
        return
    many = int(case.rows("number_in_force", parameter="many_people")[0]["value"])
    listed = {entry.network.lower() for entry in settings.networks(settings_draft.values(case))}
    shared = case.frame("settings_shared", many_people=many)
    shared = shared[~shared["network"].str.lower().isin(listed)].reset_index(drop=True)
    if shared.empty:
        st.text(f"No address or network is used by {many} people or more, or all of them are listed already.")
        return
    st.markdown(
        f"{many} people or more sign in from each. If one of them is yours, say so: choose rows, then what they are."
    )
    chosen = st.dataframe(
        shared,
        key=f"shared-{settings_draft.turn()}",
        hide_index=True,
        on_select="rerun",
        selection_mode="multi-row",
        column_config={
            "network": st.column_config.TextColumn("network", pinned=True, width=150),
            "person_count": st.column_config.NumberColumn("people", width=64),
            "address_count": st.column_config.NumberColumn("addresses", width=76),
            "organisation": st.column_config.TextColumn("organisation", width=180),
            "autonomous_system": st.column_config.TextColumn("AS", width=84),
            "kind": st.column_config.TextColumn("looks like", width=92),
            "place": st.column_config.TextColumn("place", width=160),
        },
        height="auto" if len(shared) <= 10 else 360,
    )["selection"]["rows"]
    picked = shared.iloc[[row for row in chosen if row < len(shared)]]
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.caption(f"{len(picked)} chosen: list as" if len(picked) else "Choose rows to list them as", width="content")
        for kind in ("office", "vpn", "sase", "proxy"):
            if st.button(kind, key=f"as-{kind}", disabled=picked.empty):
                more = [
                    {"network": row.network, "name": row.organisation or row.network, "kind": kind}
                    for row in picked.itertuples()
                ]
                _add(case, more)
                st.rerun()
