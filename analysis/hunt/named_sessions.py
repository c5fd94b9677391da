"""Which sessions an answer speaks of: by session key, by Okta's session id, by an event. Not here: opening them."""

from __future__ import annotations

import pandas as pd

from analysis.case import Case

MOST_SESSIONS = 500
_EVENTS = ("event_id", "first_event_id", "previous_event_id")


def of(case: Case, rows: pd.DataFrame) -> pd.DataFrame:
    """The sessions, strongest finding first; empty where the answer names none.

    Shape: session_key, event_id (one that the answer named, else null), session_id, actor_login, band, score,
    started_at, divergence_at, session_count (all that are named, also beyond the first MOST_SESSIONS).
    """
    keys, ids = _values(rows, "session_key"), _values(rows, "session_id")
    events = [] if keys or ids else [value for name in _EVENTS for value in _values(rows, name)]
    if (not keys and not ids and not events) or "sessions" not in case.tables():
        return pd.DataFrame()
    return case.frame("hunt_sessions", session_keys=keys, session_ids=ids, event_ids=events, most_rows=MOST_SESSIONS)


def _values(rows: pd.DataFrame, name: str) -> list[str]:
    if name not in rows.columns:
        return []
    return [str(value) for value in rows[name].dropna().unique() if isinstance(value, str)]
