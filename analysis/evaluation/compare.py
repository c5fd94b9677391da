"""Sets the published rules beside Crumbline's bands on one judged case.

Not here: the rules themselves (analysis/rules).
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

from analysis.case import Case
from analysis.evaluation import measure
from analysis.evaluation.ranking import Share
from analysis.exercise.truth import Truth


class Panel(Protocol):
    """What is asked of analysis/rules/panel.py."""

    def rules(self) -> Mapping[str, object]:
        """The rules by id."""

    def run(self, case: Case) -> None:
        """Look for every rule in the case."""

    def firings(self, case: Case) -> pa.Table:
        """Shape: rule, session_key; a row for each session that a rule reports."""


@dataclass(frozen=True)
class Reports:
    """Which sessions a rule, or a band, reports on some tenants."""

    name: str
    right: int
    """Stolen sessions that it reports."""
    wrong: int
    """Honest sessions that it reports."""
    replay_count: int
    session_count: int
    """Sessions that have a session id."""

    @property
    def precision(self) -> Share:
        """Stolen ones among what it reports."""
        return Share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> Share:
        """Stolen ones that it reports."""
        return Share(self.right, self.replay_count)

    @property
    def per_1000(self) -> float:
        """Reports for every 1,000 sessions."""
        return 1000 * (self.right + self.wrong) / max(1, self.session_count)


def csv(reports: Sequence[Reports], about: str) -> str:
    """The comparison as the Reference screen reads it; `about` says on which tenants."""
    rows = [f"{one.name},{one.right},{one.wrong},{one.replay_count},{one.session_count}" for one in reports]
    return "\n".join([f"# {about}", "reported_by,stolen,honest,replays,sessions", *rows]) + "\n"


def rules(case: Case, truth: Truth, panel: Panel | None = None) -> list[Reports]:
    """Crumbline's bands first, then every rule by its id."""
    asked: Panel = panel or importlib.import_module("analysis.rules.panel")
    asked.run(case)
    sessions = {row["session_key"]: row for row in case.rows("evaluated_sessions")}
    thefts = measure.keys_of_replays(case, truth.replays)
    own = {measure.own_key(replay, keys, sessions) for replay, keys in thefts.items()} - {None}
    # other sessions in which a thief is seen as well: neither right nor wrong
    traces = {key for keys in thefts.values() for key in keys} | measure.keys_of_consequences(case, truth.replays)
    traces -= own
    reported: dict[str, set[str]] = {
        "Crumbline: replay": {key for key, row in sessions.items() if row["band"] == "replay"},
        "Crumbline: replay or suspicious": {
            key for key, row in sessions.items() if row["band"] in ("replay", "suspicious")
        },
    }
    by_rule: dict[str, set[str]] = {name: set() for name in asked.rules()}
    for row in asked.firings(case).to_pylist():
        by_rule[row["rule"]].add(row["session_key"])
    count = sum(1 for row in sessions.values() if not row["is_inferred"])
    return [
        Reports(name, len(keys & own), len(keys - own - traces), len(truth.replays), count)
        for name, keys in {**reported, **dict(sorted(by_rule.items()))}.items()
    ]


def added(parts: Iterable[list[Reports]]) -> list[Reports]:
    """The reports on several tenants together, each rule once, in the order in which they first come."""
    parts = list(parts)
    names = list(dict.fromkeys(one.name for part in parts for one in part))
    replays = sum(part[0].replay_count for part in parts if part)
    sessions = sum(part[0].session_count for part in parts if part)
    whole = []
    for name in names:
        mine = [one for part in parts for one in part if one.name == name]
        whole.append(Reports(name, sum(x.right for x in mine), sum(x.wrong for x in mine), replays, sessions))
    return whole
