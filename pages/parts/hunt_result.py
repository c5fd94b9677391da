"""What a query gave: the rows, a download, and the sessions that they speak of."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis import findings_words
from analysis.case import Case
from analysis.errors import Cancelled, CrumblineError
from analysis.hunt import named_sessions
from analysis.hunt.run import Answer, QueryFailed
from parts import games, hunt_runs, levels, links, problems


def draw(case: Case, run_id: str | None, is_phone: bool) -> None:
    """The running or ended question of this tab; nothing where there is none."""
    ended = hunt_runs.runs().get(run_id)
    if ended is None:
        with st.container(border=True):
            st.markdown("### No answer yet")
            st.markdown("Choose a question on the right, or write your own, and press **Run**.")
        return
    with st.container(border=True):
        if ended.is_running:
            hunt_runs.draw_running(ended.run_id)
        elif ended.bug is not None:
            raise ended.bug
        elif ended.error is not None:
            _draw_error(ended.error)
        else:
            _draw_rows(case, ended.run_id, ended.result, is_phone)


def _draw_error(error: CrumblineError) -> None:
    if isinstance(error, Cancelled):
        st.markdown("### The query was stopped")
        st.caption(error.next_step)
        return
    problems.draw(error)
    if isinstance(error, QueryFailed) and error.said:
        st.code(error.said[:4000], language=None, wrap_lines=True)


def _draw_rows(case: Case, run_id: str, answer: Answer, is_phone: bool) -> None:
    count = len(answer.rows)
    sessions = named_sessions.of(case, answer.rows)
    st.markdown(f"### {_title(count, answer.is_cut, sessions)}")
    if not count:
        st.caption("Nothing in this case fits. Loosen a condition, or look whether the evidence has the field at all.")
        return
    if is_phone:
        st.caption("The table slides sideways.")
    few = answer.shown()
    st.dataframe(few, hide_index=True, row_height=30, height="auto" if count <= 14 else 470, key=f"rows-{run_id}")
    with st.container(horizontal=True, vertical_alignment="center"):
        shown = f"The first {len(few):,} are shown; the download has all. " if count > len(few) else ""
        st.caption(f"{answer.seconds:,.2f} s. {shown}Times are UTC.", width="content")
        st.download_button(
            "Download as CSV", answer.csv, "answer.csv", "text/csv", type="tertiary", icon=":material/download:",
            on_click="ignore", key=f"csv-{run_id}",
        )  # fmt: skip
    if len(sessions):
        draw_sessions(sessions, f"sessions-{run_id}")


def _title(count: int, is_cut: bool, sessions: pd.DataFrame) -> str:
    rows = f"More than {count:,} rows" if is_cut else "No rows" if not count else f"{count:,} row{'s' * (count != 1)}"
    if sessions.empty:
        return rows
    named = int(sessions["session_count"].iloc[0])
    return f"{rows}, {named:,} session{'s' * (named != 1)}"


def draw_sessions(sessions: pd.DataFrame, key: str) -> None:
    """The sessions that an answer speaks of, strongest first; a row opens one."""
    is_judged = levels.tells_findings(games.current())
    named = int(sessions["session_count"].iloc[0])
    st.markdown("#### Open these sessions")
    keys, events = sessions["session_key"].tolist(), sessions["event_id"].tolist()
    shown = pd.DataFrame({
        "band": [findings_words.band_label(band) for band in sessions["band"]],
        "score": sessions["score"],
        "person": sessions["actor_login"],
        "started": sessions["started_at"],
        "divergence": sessions["divergence_at"],
        "session": sessions["session_id"],
    })  # fmt: skip
    state = st.dataframe(
        shown if is_judged else shown.drop(columns=["band", "score", "divergence"]),
        hide_index=True, key=key, on_select="rerun", selection_mode="single-row", row_height=30,
        height="auto" if len(sessions) <= 8 else 290,
        column_config={
            "band": st.column_config.TextColumn("band", width=110),
            "score": st.column_config.NumberColumn("score", width=60),
            "person": st.column_config.TextColumn("person", width=240),
            "started": st.column_config.DatetimeColumn("started, UTC", format="D MMM HH:mm", width=110),
            "divergence": st.column_config.DatetimeColumn("divergence, UTC", format="D MMM HH:mm:ss", width=130),
            "session": st.column_config.TextColumn("session", width=220),
        },
    )  # fmt: skip
    rest = f" The first {len(sessions):,} of {named:,} are listed." if named > len(sessions) else ""
    st.caption(f"A row opens its session, {'strongest finding' if is_judged else 'earliest'} first.{rest}")
    rows = state["selection"]["rows"]
    if rows and rows[0] < len(keys):
        event = events[rows[0]]
        links.open_session(keys[rows[0]], event if isinstance(event, str) else None)
