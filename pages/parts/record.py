"""One event's record as it came: laid out where it is JSON, or letter for letter. Never markdown."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from analysis import event_filter, person
from analysis.case import Case
from analysis.charts.clock import moment
from analysis.ingest.give_back import record_text
from parts import notes
from parts.hostile import code

LONGEST_SHOWN = 200_000
"""Characters of a record on the screen; the download has all of it."""
_FORMS = ("Laid out", "As it came")


def draw(
    case: Case,
    event: Mapping[str, Any],
    key: str,
    *,
    beside: Sequence[str] = (),
    finding: Mapping[str, Any] | None = None,
) -> None:
    """The record of one event with where it lies; `event` has event_id, occurred_at, evidence_id, line.

    `beside` are the ids of the events through which the keys N and Shift+N move. With its session's `finding`
    the record offers its search string for Okta.
    """
    text = record_text(case, int(event["evidence_id"]), int(event["line"]))
    files = {row["evidence_id"]: row["name"] for row in case.rows("evidence_files")}
    with st.container(border=True, gap="xsmall", key=key):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"### The record of {moment(event['occurred_at'])} UTC", width="stretch")
            _moves(str(event["event_id"]), list(beside), key)
            st.button("Close", type="tertiary", icon=":material/close:", key=f"{key}-close", on_click=_close)
        if said := _said(event):
            st.text(said)
        st.caption(
            f"Record {event['line']:,} of {code(files.get(event['evidence_id'], 'unknown file'), 120)}, as it came"
        )
        laid_out = _laid_out(text)
        form = _FORMS[1]
        if laid_out is not None:
            form = st.segmented_control(
                "Form of the record", _FORMS, default=_FORMS[0], required=True, key=f"{key}-form",
                label_visibility="collapsed",
            )  # fmt: skip
        shown = laid_out if laid_out is not None and form == _FORMS[0] else _told(text)
        st.code(
            shown[:LONGEST_SHOWN], language="json" if laid_out is not None else None, wrap_lines=True,
            height=420 if len(shown) > 1500 else "content",
        )  # fmt: skip
        _take_away(event, finding, text, laid_out is not None, key)
        notes.draw(case, "event", str(event["event_id"]), f"{key}-notes")
        if len(shown) > LONGEST_SHOWN:
            st.caption(f"The first {LONGEST_SHOWN:,} of {len(shown):,} characters; the download has all.")


def draw_asked(case: Case, key: str) -> None:
    """The record of the event that the address names; nothing where it names none."""
    asked = st.query_params.get("event")
    if not asked:
        return
    event = person.event(case, asked)
    if event is None:
        st.caption("The event in the address is not one of this case.")
    else:
        draw(case, event, key)


def _moves(event_id: str, beside: list[str], key: str) -> None:
    """To the event before and the one after, among those that the table shows."""
    if event_id not in beside or len(beside) < 2:
        return
    place = beside.index(event_id)
    st.caption(f"{place + 1:,} of {len(beside):,}", width="content")
    for label, icon, shortcut, there in (
        ("Earlier", "arrow_upward", "Shift+N", place - 1),
        ("Later", "arrow_downward", "N", place + 1),
    ):
        is_there = 0 <= there < len(beside)
        st.button(
            label, type="tertiary", icon=f":material/{icon}:", shortcut=shortcut, disabled=not is_there,
            key=f"{key}-{label.lower()}", on_click=_show, args=(beside[there] if is_there else "",),
        )  # fmt: skip


def _show(event_id: str) -> None:
    st.query_params["event"] = event_id


def _close() -> None:
    st.query_params.pop("event", None)


def _said(event: Mapping[str, Any]) -> str:
    """The event in one line of plain text; what the caller does not know of it is left out."""
    names = ("event_type", "outcome", "in_words", "target", "address", "network", "city", "device")
    told = [event.get(name) for name in names]
    act = event.get("act_no")
    number = [f"act {int(act)}"] if isinstance(act, int) else []
    return " · ".join([*number, *(value[:120] for value in told if isinstance(value, str) and value)])


def _take_away(event: Mapping[str, Any], finding: Mapping[str, Any] | None, text: str, is_json: bool, key: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "Download the record", text.encode("utf-8", "surrogatepass"), "record.json" if is_json else "record.txt",
            "application/octet-stream", type="tertiary", icon=":material/download:", on_click="ignore",
            key=f"{key}-download",
        )  # fmt: skip
        if finding is not None:
            with st.popover("Search in Okta", type="tertiary", icon=":material/content_copy:"):
                st.caption("Finds this event in Okta’s System Log (advanced search):")
                st.code(event_filter.okta_search_of_event(event, finding), language=None, wrap_lines=True)


def _laid_out(text: str) -> str | None:
    """The text with line breaks, where it is JSON."""
    try:
        return _told(json.dumps(json.loads(text), indent=2, ensure_ascii=False))
    except (ValueError, RecursionError):
        return None


def _told(text: str) -> str:
    """Characters that show nothing or turn the writing direction, written out; the download has them as they are."""
    hidden = {letter for letter in set(text) - {"\n", "\t", "\r"} if unicodedata.category(letter)[0] == "C"}
    for letter in hidden:
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text
