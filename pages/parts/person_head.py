"""The head of the Person screen: headline, badges, and the sessions side by side."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis import findings_words, person_words, unjudged
from analysis.charts import person_sessions
from analysis.person import MOST_ROWS, Person
from parts import bands, chart, levels, links, notes, row_links
from parts.hostile import code

_CHART = "sessions-chart"


def draw(view: Person) -> None:
    """Headline and badges hold no log text but a name that passed `findings_words.safe`."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if st.button("People", type="tertiary", icon=":material/group:", key="to-people"):
            for name in ("person", "session", "network"):
                st.query_params.pop(name, None)
            st.rerun()
        if levels.shows("findings") and st.button(
            "Findings of this person", type="tertiary", icon=":material/checklist:", key="to-findings"
        ):  # fmt: skip
            links.open_findings(person=view.actor_id, band="replay,suspicious,explained,clean")
    failed = person_words.failed_count(view.loose) if view.sessions["is_inferred"].all() else 0
    st.title(person_words.headline(view.found, view.sessions, failed))
    with st.container(horizontal=True, vertical_alignment="center"):
        worst = next((band for band in findings_words.BANDS if view.bands[band]), None)
        if worst is not None:
            bands.badge(worst)
        said = person_words.caption(view.found)
        if said:
            st.badge(said, color="gray")
        window = view.window
        if window is not None:
            since, until = (f"{at.day} {at:%b %H:%M}" for at in (window.from_at, window.until_at))
            st.markdown(f"Suspicion from **{since} UTC** to **{until}**", width="content")
    named = [view.found["actor_login"] or "unknown login", view.found["actor_name"], view.found["actor_id"]]
    st.caption(" · ".join(code(one, 120) for one in dict.fromkeys(filter(None, named))))
    notes.draw(view.case, "person", view.actor_id, "person")


def draw_sessions(view: Person, is_phone: bool) -> None:
    """The sessions as rows of a chart, and as a table behind it."""
    if view.sessions.empty:
        return
    drawn = person_sessions.drawn(view.sessions, view.lanes)
    with st.container(border=True, gap="xsmall", key="sessions"):
        st.markdown(f"### {person_words.sessions_title(view.sessions, len(drawn))}")
        window, by_day = view.window, person_sessions.fits_a_day(drawn)
        chart.draw(
            person_sessions.side_by_side(
                drawn,
                view.lanes,
                chart.colours(),
                window=None if window is None else (window.from_at, window.until_at),
                by_day=by_day,
                phone=is_phone,
            ),
            key=_CHART,
            alt=f"{len(drawn)} sessions side by side, a row each, coloured by who held them.",
            on_select=_clicked,
        )
        st.caption(
            ("Each row runs from midnight UTC of its day. " if by_day else "Times are UTC. ")
            + (
                "Blue: the client that signed in. Orange: a foreign client. Teal: another client, explained. "
                if unjudged.is_judged(view.case)
                else "Blue: the client that signed in. Grey: a client that never signed in. "
            )
            + "A click opens the session."
        )
        with st.expander("As a table" if len(view.sessions) == 1 else f"All {len(view.sessions):,} as a table"):
            _table(view, is_phone)
        _downloads(view)


def _clicked() -> None:
    keys = chart.picked(_CHART)
    if keys:
        row_links.ask("session", keys[0])


def _table(view: Person, is_phone: bool) -> None:
    found = view.sessions.sort_values(["score", "started_at"], ascending=[False, False]).head(MOST_ROWS)
    shown = pd.DataFrame({
        "began": found["started_at"],
        "band": [findings_words.band_label(band) if band else None for band in found["band"]],
        "score": found["score"],
        "verdict": found["verdict"].fillna(""),
        "clients": found["lane_count"],
        "foreign": found["foreign_count"].mask(found["foreign_count"].eq(0)),
        "events": found["event_count"],
        "ended": found["ended_at"],
        "session": found["session_id"],
    })  # fmt: skip
    column = st.column_config
    row_links.table(
        shown if unjudged.is_judged(view.case) else shown.drop(columns=["band", "score", "verdict", "foreign"]),
        found["session_key"].tolist(),
        "sessions-table",
        {
            "began": column.DatetimeColumn("began, UTC", width=104, format="D MMM HH:mm", pinned=is_phone),
            "band": column.TextColumn("band", width=110),
            "score": column.NumberColumn("score", width=56),
            "verdict": column.TextColumn("verdict", width=66),
            "clients": column.NumberColumn("clients", width=62),
            "foreign": column.NumberColumn("foreign clients", width=104),
            "events": column.NumberColumn("events", width=66, format="%,.0f"),
            "ended": column.DatetimeColumn("ended, UTC", width=104, format="D MMM HH:mm"),
            "session": column.TextColumn("session", width=220),
        },
        lambda key: row_links.ask("session", key),
    )


def _downloads(view: Person) -> None:
    with st.container(horizontal=True):
        for label, make, file in (
            ("Sessions as CSV", view.sessions_csv, "sessions-of-person.csv"),
            ("Clients as CSV", view.clients_csv, "clients-of-person.csv"),
        ):
            st.download_button(
                label, make, file, "text/csv", type="tertiary", icon=":material/download:", on_click="ignore", key=file
            )
