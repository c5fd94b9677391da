"""The briefing as it was made last, kept by the process for a minute, or until the case changes."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from analysis.briefing import contents
from analysis.briefing.shape import Briefing
from analysis.case import Case
from parts import cases

_KEPT = 6


def briefing(case: Case, *, waits: bool = False) -> Briefing:
    """The briefing of this moment. `waits`: controls are measured first, however long it takes."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    stamp = case.rows("session_stamp")[0]["stamp"], case.rows("briefing_stamp")[0]["act_id"]
    if waits:
        _made.clear()
    return _made(str(case.folder), stamp, now, cases.current_name(), case, waits)


@st.cache_data(show_spinner=False, max_entries=_KEPT)
def _made(folder: str, stamp: tuple[str, int], now: datetime, name: str, _case: Case, _waits: bool) -> Briefing:
    return contents.build(_case, name=name, made_at=now, waits=_waits)
