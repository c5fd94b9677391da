"""The sessions of a case as a plain list: how one is found where the program tells lanes and judges nothing.

Not here: the list of findings (`findings_view`), which is ordered by what was judged.
"""

from __future__ import annotations

import pandas as pd

from analysis import person
from analysis.case import Case
from analysis.charts.lane_words import number
from analysis.person_words import counted, upper

PAGE_ROWS = 1_000
COLUMNS = (
    "session_id", "actor_id", "actor_login", "started_at", "ended_at", "event_count", "lane_count", "unproven_count",
    "has_sign_in", "is_inferred", "network", "device", "session_key",
)  # fmt: skip
"""Of the download."""


def listed(case: Case, search: str = "", *, with_several: bool = False, with_inferred: bool = False) -> pd.DataFrame:
    """The latest first. `with_several`: only those with more than one client. Shape: the columns of `session_list`."""
    return case.frame(
        "session_list",
        search=search.strip().lower(),
        with_several=with_several,
        with_inferred=with_inferred,
        page_rows=PAGE_ROWS,
    )


def csv(found: pd.DataFrame) -> bytes:
    """The list as CSV that no spreadsheet takes for formulas."""
    return person.as_csv(found, COLUMNS)


def headline(found: pd.DataFrame) -> str:
    """ "62 sessions, four of them with several clients"."""
    if found.empty:
        return "No session matches"
    several = int(found["lane_count"].gt(1).sum())
    held = counted(int(found["matching_count"].iloc[0]), "session", "sessions")
    if len(found) < int(found["matching_count"].iloc[0]):
        return upper(f"{held}, the latest {len(found):,} shown")
    if several == len(found):
        return upper(f"{held} with several clients")
    rest = f"{number(several)} of them with several clients" if several else "each with one client"
    return upper(f"{held}, {rest}" if len(found) > 1 else held)
