"""Case log: who did what in this case and when, append-only; notes on the case itself; a download of it all."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis import case_log
from parts import cases, levels, links, notes, phone

MOST_ROWS = 2_000

case = cases.current()
told = case_log.entries(case)
st.title(case_log.headline(told))
if not told:
    if not levels.shows("evidence"):
        st.markdown("What the team writes down, and the log that the game is fed with, will stand here.")
        st.stop()
    st.markdown(
        "Verdicts, notes, ticks, settings and the files that you give the case will stand here, each with who and when."
    )
    if st.button("Add evidence", type="primary", icon=":material/folder_open:"):
        links.open_evidence()
    st.stop()

st.caption("Nothing here can be changed or taken out: taking something back is an entry of its own. Times are UTC.")
notes.draw(case, "case", "case", "case")

here = [kind for kind in case_log.KINDS if any(one.what == kind for one in told)]
asked = [kind for kind in st.query_params.get("kind", "").split(",") if kind in here]
with st.container(horizontal=True, vertical_alignment="bottom"):
    kinds = st.pills(
        "Kinds", here, selection_mode="multi", default=asked, format_func=case_log.KINDS.__getitem__,
        key="log-kinds", label_visibility="collapsed",
    )  # fmt: skip
    search = st.text_input(
        "Search", st.query_params.get("q", ""), placeholder="person, word, id", icon=":material/search:",
        label_visibility="collapsed", max_chars=200, key="log-search", width="stretch" if phone.is_phone() else 320,
    )  # fmt: skip
for name, value in (("kind", ",".join(kinds)), ("q", search)):
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)

wanted = search.casefold()
shown = [
    one
    for one in told
    if (not kinds or one.what in kinds)
    and wanted in f"{one.author} {one.words} {one.subject} {one.subject_name} {one.reason}".casefold()
]
if not shown:
    st.markdown("No entry matches. Choose more kinds, or search for less.")
    st.stop()


def open_subject() -> None:
    """The session that the chosen line is about."""
    rows = st.session_state["log-table"]["selection"]["rows"]
    if rows and rows[0] < len(shown):
        st.session_state["log-goes-to"] = shown[rows[0]].session_key


st.dataframe(
    pd.DataFrame(
        {
            "at": [one.at for one in shown[:MOST_ROWS]],
            "author": [one.author for one in shown[:MOST_ROWS]],
            "words": [one.words for one in shown[:MOST_ROWS]],
            "subject": [f"{one.subject_kind} {one.subject_name or one.subject}" for one in shown[:MOST_ROWS]],
            "reason": [one.reason for one in shown[:MOST_ROWS]],
        }
    ),
    hide_index=True,
    key="log-table",
    on_select=open_subject,
    selection_mode="single-row",
    row_height=30,
    height="content" if len(shown) <= 14 else 520,
    column_config={
        "at": st.column_config.DatetimeColumn("time, UTC", format="D MMM YYYY HH:mm:ss", width=150),
        "author": st.column_config.TextColumn("who", width=110),
        "words": st.column_config.TextColumn("what", width=420),
        "subject": st.column_config.TextColumn("on what", width=220),
        "reason": st.column_config.TextColumn("why, or hash", width=300),
    },
)
session_key = st.session_state.pop("log-goes-to", None)
if session_key:
    links.open_session(session_key)
st.caption(
    "A line about a session opens it." + ("" if len(shown) <= MOST_ROWS else f" The first {MOST_ROWS:,} are shown.")
)
st.download_button(
    "Case log as CSV", lambda: case_log.document(shown), f"{cases.current_name()}-log.csv", "text/csv", type="tertiary",
    icon=":material/download:", on_click="ignore",
)  # fmt: skip
