"""The audit: what this log shows of settings today, each number with the events behind it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analysis.controls import document
from analysis.controls.audits import CANNOT, MOST, SEEN, Audit
from parts import links, row_links

NAME = "question"
_OPEN = "audit_opened"
_BADGES = {SEEN: "shown", CANNOT: "cannot be told"}


def draw(audits: Sequence[Audit], is_phone: bool) -> None:
    """A question a row; the chosen one with its examples below."""
    opened = st.session_state.pop(_OPEN, None)
    if opened:
        links.open_session(*opened)
    with st.container(border=True, gap="small", key="audit"):
        told = sum(audit.outcome == SEEN for audit in audits)
        st.markdown(f"### What this log shows of settings today: {told} of {len(audits)} questions show something")
        st.caption(
            "It is what the log shows, not what is configured: a limit that nobody reached looks like one that is on."
        )
        asked = st.query_params.get(NAME)
        for audit in audits:
            _question(audit, is_phone, is_open=audit.name == asked)
        with st.container(horizontal=True):
            st.download_button(
                "Audit as CSV", lambda: document.audit_table(audits), "audit.csv", "text/csv", type="tertiary",
                icon=":material/download:", on_click="ignore", key="audit-csv",
            )  # fmt: skip


def _question(audit: Audit, is_phone: bool, *, is_open: bool) -> None:
    def turn() -> None:
        if is_open:
            st.query_params.pop(NAME, None)
        else:
            st.query_params[NAME] = audit.name

    key = f"audit-{audit.name}"
    with st.container(gap="xxsmall", key=key) if is_phone else st.container(horizontal=True, wrap=False, key=key):
        with st.container(gap=None, width="stretch"):
            with st.container(horizontal=True):
                st.markdown(f"**{audit.title}**", width="content")
                if audit.outcome in _BADGES:
                    st.badge(_BADGES[audit.outcome], color="gray")
            # no log text stands in the sentences, but a case can come from elsewhere: plain text only
            st.text(audit.sentence)
        if audit.examples:
            st.button(
                "Hide" if is_open else _how_many(audit), type="tertiary", key=f"audit-open-{audit.name}", on_click=turn,
                icon=":material/expand_less:" if is_open else ":material/list:",
            )  # fmt: skip
    if is_open and audit.examples:
        _examples(audit)


def _how_many(audit: Audit) -> str:
    count = len(audit.examples)
    return "Show it" if count == 1 else f"Show {count:,}"


def _examples(audit: Audit) -> None:
    rows = pd.DataFrame(
        {
            "at": [one.at for one in audit.examples],
            "person": [one.actor_login or "" for one in audit.examples],
            "detail": [one.detail for one in audit.examples],
            "session": [one.session_key or "" for one in audit.examples],
        }
    )

    def open_row(target: object) -> None:
        one = audit.examples[int(str(target))]
        if one.session_key:
            st.session_state[_OPEN] = (one.session_key, one.event_id)

    text = st.column_config.TextColumn
    row_links.table(
        rows, list(range(len(rows))), f"audit-examples-{audit.name}",
        {
            "at": st.column_config.DatetimeColumn("at, UTC", format="D MMM YYYY HH:mm:ss", width=160),
            "person": text("person", width=200), "detail": text("detail", width=280),
            "session": text("session", width=220),
        },
        open_row,
    )  # fmt: skip
    more = f" The first {MOST} are listed." if len(audit.examples) == MOST else ""
    st.caption(f"{audit.example[:1].upper()}{audit.example[1:]}.{more} A row opens the session at that event.")
    st.caption(f"Cannot see: {audit.blind}")
