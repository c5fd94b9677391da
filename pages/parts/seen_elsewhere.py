"""What else in the case shares indicators: for one session, and for the whole case. Log text is in tables only."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis import findings_view, findings_words, indicators, verdict_words, verdicts
from analysis.case import Case
from parts import kept, links

MOST = 200
"""Rows shown; a value that more share is no indicator of anybody."""
_KEPT = 64


@st.cache_data(show_spinner=False, max_entries=_KEPT)
def _shared(folder: str, stamp: str, known: tuple[object, ...], _case: Case) -> pd.DataFrame:
    return indicators.gathered(verdicts.shared_indicators(_case))


@st.cache_data(show_spinner=False, max_entries=_KEPT)
def _elsewhere(
    folder: str, stamp: str, session_key: str, values: tuple[tuple[str, str], ...], _case: Case
) -> pd.DataFrame:
    return indicators.elsewhere(_case, session_key, values)


def draw_of_case(case: Case) -> None:
    """All that shares an indicator of this case, under the list of findings; nothing where there is no indicator."""
    standing = verdicts.in_force(case)
    known = tuple((one.session_key, *one.indicators) for one in standing.values() if one.indicators)
    if not known:
        return
    frame = _shared(str(case.folder), _stamp(case), known, case)
    with st.container(border=True, gap="xsmall", key="seen-elsewhere"):
        st.markdown(f"### {verdict_words.case_title(list(frame['what']))}")
        if frame.empty:
            count = sum(len(entry) - 1 for entry in known)
            st.caption(f"{count} indicators are looked for, again after each new file.")
        else:
            _table(frame, standing, "shared", is_of_case=True)


def draw_of_session(case: Case, session_key: str) -> None:
    """What else used what this session's second client used, whether or not it was judged."""
    standing = verdicts.in_force(case)
    own = standing.get(session_key)
    values = {name for one in standing.values() for name in one.indicators}
    if own is None or own.verdict != "replay":
        found = kept.of_session(case, session_key, "indicators", lambda: indicators.candidates(case, session_key))
        values |= {one.name for one in found if one.left_out is None}
    if not values:
        return
    frame = _elsewhere(str(case.folder), _stamp(case), session_key, tuple(sorted(values)), case)
    with st.container(border=True, gap="xsmall", key="seen-elsewhere"):
        is_judged = own is not None and own.verdict == "replay"
        st.markdown(f"### {verdict_words.elsewhere_title(list(frame['what']), is_judged=is_judged)}")
        if frame.empty:
            st.caption("Searched: all sessions, failed sign-ins and clients without a session of this case.")
        else:
            _table(frame, standing, f"elsewhere-{session_key}")


def _stamp(case: Case) -> str:
    return str(case.rows("indicator_stamp")[0]["stamp"])


def _person(standing: dict[str, verdicts.Verdict], session_key: str) -> str:
    """The person whose session a verdict was on, without the domain."""
    return str(standing[session_key].fields.get("actor_login") or "unknown").split("@")[0]


def _table(frame: pd.DataFrame, standing: dict[str, verdicts.Verdict], key: str, *, is_of_case: bool = False) -> None:
    shown = frame.head(MOST)
    more = f"{len(shown):,} of {len(frame):,} shown. " if len(frame) > len(shown) else ""
    st.caption(f"{more}The tick of a row opens its session; one without a session has none to open. Times are UTC.")
    verdict = [standing[one].verdict if one in standing else "" for one in shown["session_key"]]
    rows = pd.DataFrame({
        "what": shown["what"],
        "person": findings_view.short_names(shown["actor_login"]),
        "shares": [
            ", ".join(indicators.label(kind, value, longest=34) for kind, value in names) for names in shown["shares"]
        ],
        "verdict on": [", ".join(_person(standing, key) for key in keys) for keys in shown["told_by"]],
        "first": shown["first_at"],
        "events": shown["event_count"],
        "band": [findings_words.band_label(band) if isinstance(band, str) else "" for band in shown["band"]],
        "verdict": verdict,
    })  # fmt: skip
    column = st.column_config
    st.dataframe(
        rows if is_of_case else rows.drop(columns="verdict on"),
        hide_index=True,
        key=key,
        on_select=lambda: _open(shown, key),
        selection_mode="single-row",
        row_height=30,
        height="auto" if len(rows) <= 8 else 290,
        column_config={
            "what": column.TextColumn("what", width=124),
            "person": column.TextColumn("person", width=112),
            "shares": column.TextColumn("shares", width=204 if is_of_case else 316),
            "verdict on": column.TextColumn(
                "verdict on",
                width=112,
                help="Whose session a person judged a replay, which made the value an indicator",
            ),
            "first": column.DatetimeColumn("first", width=92, format="D MMM HH:mm", help="UTC"),
            "events": column.NumberColumn("events", width=54),
            "band": column.TextColumn("band", width=102),
            "verdict": column.TextColumn("verdict", width=58, help="What a person said of this one"),
        },
        placeholder="",
    )


def _open(shown: pd.DataFrame, key: str) -> None:
    picked = st.session_state[key]["selection"]["rows"]
    session_key = shown["session_key"].iloc[picked[0]] if picked else None
    if isinstance(session_key, str):
        ask_to_open(session_key)


def ask_to_open(session_key: str) -> None:
    """Leave for a session when the screen is next drawn, before anything on it: for callbacks."""
    st.session_state["open_session"] = session_key


def go_where_asked() -> None:
    """Leave for the session whose row was ticked; a page calls this first, because a callback cannot leave it."""
    session_key = st.session_state.pop("open_session", None)
    if session_key:
        links.open_session(session_key)
