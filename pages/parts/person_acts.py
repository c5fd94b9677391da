"""What a person changed, what happened to their factors, and what stands outside of sessions."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis import findings_words, person_words, unjudged
from analysis.person import MOST_ROWS, Person, as_csv
from parts import chart, links, row_links

_CLIENTS = {"foreign": "foreign client", "proven": "signed in", "unproven": "never signed in"}


def draw_changes(view: Person, is_phone: bool) -> None:
    """Privileged changes by this person and to this person; nothing where the case was judged without them."""
    changes = view.changes
    if changes is None:
        return
    with st.container(border=True, gap="xsmall", height="stretch"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"### {person_words.changes_title(changes)}", width="stretch")
            if not changes.empty and st.button("All changes", type="tertiary", key="to-changes"):
                links.open_changes(person=view.actor_id)
        if changes.empty:
            st.caption("No user, group, role, factor, token, policy or app was changed by this person in this export.")
            return
        shown = pd.DataFrame({
            "time": changes["occurred_at"],
            "what": changes["what"],
            "object": changes["object"],
            "client": changes["side"].replace(_CLIENTS),
            "by": changes["actor_login"].where(changes["is_to_person"].astype(bool), ""),
            "new": changes["is_new_for_person"].map({True: "first time", False: ""}),
            "undone": changes["undone_at"],
            "outcome": changes["outcome"],
        }).head(MOST_ROWS)  # fmt: skip
        column = st.column_config
        row_links.table(
            _foreign_ink(shown, "client"),
            changes["event_id"].tolist(),
            "changes",
            {
                "time": column.DatetimeColumn("time, UTC", width=104, format="D MMM HH:mm:ss", pinned=is_phone),
                "what": column.TextColumn("what", width=190),
                "object": column.TextColumn("on", width=170),
                "client": column.TextColumn("from", width=100),
                "by": column.TextColumn("by another", width=120),
                "new": column.TextColumn("for this person", width=96),
                "undone": column.DatetimeColumn("undone, UTC", width=92, format="D MMM HH:mm"),
                "outcome": column.TextColumn("outcome", width=74),
            },
            row_links.open_record,
        )
        _foot(changes, "changes-of-person.csv", "The tick of a row opens its record below.")


def draw_factors(view: Person, is_phone: bool) -> None:
    """Enrolments, pushes, resets and what Okta said; plain answers only on demand."""
    factors = view.factors
    with st.container(border=True, gap="xsmall", height="stretch"):
        st.markdown(f"### {person_words.factors_title(factors)}")
        if factors.empty:
            st.caption("No event of this person is about a factor, a threat or a risk.")
            return
        own = factors["what"].eq("factor answered") & ~factors["client"].eq("foreign client")
        is_all = bool(own.all()) or (
            bool(own.any()) and st.toggle(f"Also the {int(own.sum()):,} plain answers", key="all-factors")
        )
        rows = (factors if is_all else factors[~own]).head(MOST_ROWS)
        shown = pd.DataFrame({
            "time": rows["occurred_at"],
            "what": rows["what"],
            "factor": rows["factor"].fillna(""),
            "outcome": rows["outcome"],
            "client": rows["client"],
            "by": rows["actor_login"].fillna(""),
            "address": rows["address"],
            "risk": rows["risk_level"].fillna(""),
            "event": rows["event_type"],
            "authenticator": rows["authenticator_id"].fillna(""),
        })  # fmt: skip
        column = st.column_config
        row_links.table(
            _foreign_ink(shown, "client"),
            rows["event_id"].tolist(),
            f"factors-{is_all}",
            {
                "time": column.DatetimeColumn("time, UTC", width=104, format="D MMM HH:mm:ss", pinned=is_phone),
                "what": column.TextColumn("what", width=108),
                "factor": column.TextColumn("factor", width=108),
                "outcome": column.TextColumn("outcome", width=66),
                "client": column.TextColumn("from", width=124),
                "by": column.TextColumn("by another", width=110),
                "risk": column.TextColumn("risk", width=60),
                "address": column.TextColumn("address", width=112),
                "authenticator": column.TextColumn("authenticator", width=150),
                "event": column.TextColumn("event", width=220),
            },
            row_links.open_record,
        )
        _foot(factors, "factors-of-person.csv", "The tick of a row opens its record below.")


def draw_loose(view: Person, is_phone: bool) -> None:
    """Failed sign-ins, other events without a session, and clients without one."""
    clients = view.sessionless
    loose = view.loose
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"### {person_words.loose_title(loose, len(clients))}")
        if loose.empty and clients.empty:
            st.caption("No failed sign-in and no event without a session carries this person’s id or login.")
            return
        if loose.empty or clients.empty:
            _loose(loose, is_phone) if clients.empty else _clients(view, is_phone)
            return
        left, right = st.columns([7, 5], gap="small")
        with left:
            _loose(loose, is_phone)
        with right:
            _clients(view, is_phone)


def _loose(loose: pd.DataFrame, is_phone: bool) -> None:
    column = st.column_config
    shown = pd.DataFrame({
        "what": loose["what"],
        "first": loose["first_at"],
        "events": loose["event_count"],
        "address": loose["address"],
        "network": loose["network"],
        "place": loose["place"],
        "event": loose["event_type"],
        "reason": loose["first_reason"],
    })  # fmt: skip
    row_links.table(
        shown,
        loose["first_event_id"].tolist(),
        "loose",
        {
            "what": column.TextColumn("what", width=116, pinned=is_phone),
            "first": column.DatetimeColumn("first, UTC", width=92, format="D MMM HH:mm"),
            "events": column.NumberColumn("events", width=56),
            "address": column.TextColumn("address", width=112),
            "network": column.TextColumn("network", width=130),
            "place": column.TextColumn("place", width=150),
            "event": column.TextColumn("event", width=190),
            "reason": column.TextColumn("first reason", width=150),
        },
        row_links.open_record,
        rows_high=6,
    )
    _foot(loose, "without-session.csv", "The tick of a row opens its first record below.")


def _clients(view: Person, is_phone: bool) -> None:
    clients = view.sessionless
    shown = pd.DataFrame({
        "began": clients["started_at"],
        "band": [findings_words.band_label(band) if band else None for band in clients["band"]],
        "network": clients["network"],
        "device": clients["device"],
        "place": clients["place"],
        "events": clients["event_count"],
    }).head(MOST_ROWS)  # fmt: skip
    column = st.column_config
    row_links.table(
        shown if unjudged.is_judged(view.case) else shown.drop(columns="band"),
        clients["session_key"].tolist(),
        "sessionless",
        {
            "began": column.DatetimeColumn("began, UTC", width=96, format="D MMM HH:mm", pinned=is_phone),
            "band": column.TextColumn("band", width=104),
            "network": column.TextColumn("network", width=140),
            "device": column.TextColumn("device", width=120),
            "place": column.TextColumn("city", width=90),
            "events": column.NumberColumn("events", width=56),
        },
        lambda key: row_links.ask("session", key),
        rows_high=6,
    )
    st.caption("Clients without a session are gathered by person, address, agent and hour. A row opens one.")


def _foreign_ink(shown: pd.DataFrame, column: str) -> object:
    ink = chart.colours().foreign
    return shown.style.map(lambda one: f"color: {ink}" if one == "foreign client" else "", subset=[column])


def _foot(frame: pd.DataFrame, file: str, words: str) -> None:
    more = f"The first {MOST_ROWS:,} of {len(frame):,} are shown. " if len(frame) > MOST_ROWS else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(more + words, width="content")
        st.download_button(
            "CSV", lambda: as_csv(frame, tuple(frame.columns)), file, "text/csv", type="tertiary",
            icon=":material/download:", on_click="ignore", key=file,
        )  # fmt: skip
