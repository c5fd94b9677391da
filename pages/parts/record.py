"""One event's record as it came: pretty where it is JSON, letter for letter otherwise. Never markdown."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from typing import Any

import streamlit as st

from analysis.case import Case
from analysis.charts.clock import moment
from analysis.ingest.give_back import record_text
from parts.hostile import code

LONGEST_SHOWN = 200_000
"""Characters of a record on the screen; the download has all of it."""


def draw(case: Case, event: Mapping[str, Any], key: str) -> None:
    """The record of one event with where it lies; `event` has event_id, occurred_at, evidence_id, line."""
    text = record_text(case, int(event["evidence_id"]), int(event["line"]))
    files = {row["evidence_id"]: row["name"] for row in case.rows("evidence_files")}
    with st.container(border=True, key=key):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"### The record of {moment(event['occurred_at'])} UTC", width="stretch")
            st.button("Close", type="tertiary", icon=":material/close:", key=f"{key}-close", on_click=_close)
        st.caption(
            f"Record {event['line']:,} of {code(files.get(event['evidence_id'], 'unknown file'), 120)}, as it came"
        )
        shown, language = _pretty(text)
        st.code(
            shown[:LONGEST_SHOWN], language=language, wrap_lines=True, height=420 if len(shown) > 1500 else "content"
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            st.download_button(
                "Download the record",
                text.encode("utf-8", "surrogatepass"),
                "record.json" if language else "record.txt",
                "application/octet-stream",
                type="tertiary",
                icon=":material/download:",
                on_click="ignore",
                key=f"{key}-download",
            )
            if len(shown) > LONGEST_SHOWN:
                st.caption(f"The first {LONGEST_SHOWN:,} of {len(shown):,} characters; the download has all.")


def _close() -> None:
    st.query_params.pop("event", None)


def _pretty(text: str) -> tuple[str, str | None]:
    """The text with line breaks where it is JSON, and the language to colour it in."""
    try:
        return _told(json.dumps(json.loads(text), indent=2, ensure_ascii=False)), "json"
    except (ValueError, RecursionError):
        return _told(text), None


def _told(text: str) -> str:
    """Characters that show nothing or turn the writing direction, written out; the download has them as they are."""
    hidden = {letter for letter in set(text) - {"\n", "\t", "\r"} if unicodedata.category(letter)[0] == "C"}
    for letter in hidden:
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text
