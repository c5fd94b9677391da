"""Which sessions are taken for a replay: by the program's band, or by a person's verdict, which counts more.

Why apart from verdicts and findings: what is shut off, and what the owners of apps are asked, follows from both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from analysis import verdicts
from analysis.case import Case


class Replayed(NamedTuple):
    """Sessions whose traces are to be followed."""

    keys: list[str]
    """All of them."""
    whole: list[str]
    """Those in which no lane is foreign, though a person calls them a replay: every client of them counts."""


def of(case: Case, session_keys: Sequence[str]) -> Replayed:
    """Those of some sessions in which a lane is foreign, or that a person calls a replay."""
    wanted = list(session_keys)
    if not wanted or "findings" not in case.tables():
        return Replayed([], [])
    judged = verdicts.in_force(case)
    told = {key: one.verdict for key, one in judged.items()}
    rows = case.rows("containment_diverged", session_keys=wanted)
    diverged = [row["session_key"] for row in rows if row["is_diverged"]]
    whole = [row["session_key"] for row in rows if not row["is_diverged"] and told.get(row["session_key"]) == "replay"]
    return Replayed([*diverged, *whole], whole)


def of_case(case: Case) -> Replayed:
    """Those of the band replay that nobody calls benign, and those that a person calls a replay."""
    if "findings" not in case.tables():
        return Replayed([], [])
    told = {key: one.verdict for key, one in verdicts.in_force(case).items()}
    keys = [row["session_key"] for row in case.rows("containment_sessions")]
    keys += [key for key, verdict in told.items() if verdict == "replay" and key not in keys]
    return of(case, [key for key in keys if told.get(key) != "benign"])
