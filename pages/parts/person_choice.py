"""No person is chosen, or the one asked for is not here: the people of the case, those with findings first."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis import findings_words, person, unjudged
from analysis.case import Case
from parts import levels, phone, row_links

_JUDGED = frozenset({"worst", "score", "replay_count", "suspicious_count", "divergence_at", "is_privileged"})


def draw(case: Case, asked: str | None) -> None:
    """A search and a table; a row opens the person."""
    st.title("Which person?")
    if asked:
        st.text(f"This case has no person {asked[:80]}. {levels.elsewhere()}")
    search = st.text_input(
        "Search", st.query_params.get("q", ""), placeholder="login, name or id", icon=":material/search:",
        key="person-search", label_visibility="collapsed", max_chars=200, width="stretch" if phone.is_phone() else 320,
    )  # fmt: skip
    _keep(search)
    found = person.listed(case, search)
    if found.empty:
        st.markdown("Nobody matches. Search for less." if search else "No session of this case belongs to a person.")
        return
    matching = int(found["matching_count"].iloc[0])
    some = f"{len(found):,} of {matching:,} people" if matching > len(found) else f"{matching:,} people"
    is_judged = unjudged.is_judged(case)
    order = "those with findings" if is_judged else "those with most sessions"
    st.caption(f"{some}, {order} first. The tick of a row opens the person; times are UTC.")
    column = st.column_config
    shown = pd.DataFrame({
        "person": found["actor_login"].fillna(found["actor_id"]),
        "band": [findings_words.band_label(band) for band in found["worst"]],
        "replay": found["replay_count"].mask(found["replay_count"].eq(0)),
        "look": found["suspicious_count"].mask(found["suspicious_count"].eq(0)),
        "privileged": found["is_privileged"].map({True: "yes", False: ""}),
        "sessions": found["session_count"],
        "clients": found["client_count"].mask(found["client_count"].eq(0)),
        "events": found["event_count"],
        "first": found["first_at"],
        "last": found["last_at"],
        "name": found["actor_name"],
    })  # fmt: skip
    row_links.table(
        shown if is_judged else shown.drop(columns=["band", "replay", "look", "privileged"]),
        found["actor_id"].tolist(),
        f"people-{search}",
        {
            "person": column.TextColumn("person", width=150 if phone.is_phone() else 230, pinned=phone.is_phone()),
            "band": column.TextColumn("strongest finding", width=116),
            "replay": column.NumberColumn("likely replays", width=88),
            "look": column.NumberColumn("worth a look", width=88),
            "privileged": column.TextColumn("privileged", width=76, help="Listed, or seen changing who may do what"),
            "sessions": column.NumberColumn("sessions", width=70, format="%,.0f"),
            "clients": column.NumberColumn("without", width=66, help="Clients without a session"),
            "events": column.NumberColumn("events", width=70, format="%,.0f"),
            "first": column.DatetimeColumn("first", width=96, format="D MMM HH:mm"),
            "last": column.DatetimeColumn("last", width=96, format="D MMM HH:mm"),
            "name": column.TextColumn("name", width=150),
        },
        lambda actor_id: row_links.ask("person", actor_id),
        rows_high=18,
    )
    columns = (
        "actor_id", "actor_login", "actor_name", "worst", "score", "replay_count", "suspicious_count", "divergence_at",
        "session_count", "client_count", "event_count", "first_at", "last_at", "is_privileged",
    )  # fmt: skip
    told = unjudged.told(case, columns, _JUDGED)
    st.download_button(
        "Download these", lambda: person.as_csv(found, told), "people.csv", "text/csv", type="tertiary",
        icon=":material/download:", on_click="ignore", key="people-csv",
    )  # fmt: skip


def _keep(search: str) -> None:
    if search:
        st.query_params["q"] = search
    else:
        st.query_params.pop("q", None)
