"""A judged case in a few lines: what the evaluation asks of a case, answered from rows.

Not here: a real case; test_evaluate.py makes one.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from analysis.exercise.truth import Confusion, Replay, Truth


class Told:
    """Sessions with what came of them; `where` says in which session and lane an event is."""

    def __init__(self, *sessions: dict[str, Any], where: dict[str, tuple[str, int | None]] | None = None) -> None:
        self.sessions = list(sessions)
        self.where = where or {}
        self.lanes: list[dict[str, Any]] = []
        self.observations: list[dict[str, Any]] = []

    def rows(self, name: str, **values: Any) -> list[dict[str, Any]]:
        if name == "evaluated_sessions":
            return self.sessions
        if name == "evaluated_lanes":
            return self.lanes
        if name == "evaluated_observations":
            return self.observations
        assert name == "evaluated_events"
        return [
            {"event_id": event_id, "session_key": self.where[event_id][0], "lane_no": self.where[event_id][1]}
            for event_id in values["event_ids"]
            if event_id in self.where
        ]


class Panel:
    """Stands in for the published rules."""

    def __init__(self, fired: dict[str, list[str]]) -> None:
        self.fired = fired
        self.was_run = False

    def rules(self) -> dict[str, object]:
        return dict.fromkeys(self.fired)

    def run(self, case: Told) -> None:
        self.was_run = True

    def firings(self, case: Told) -> pa.Table:
        rows = [{"rule": rule, "session_key": key} for rule, keys in self.fired.items() for key in keys]
        return pa.Table.from_pylist(rows, schema=pa.schema([("rule", pa.string()), ("session_key", pa.string())]))


def session(key: str, score: int | None = None, band: str = "clean", **more: Any) -> dict[str, Any]:
    return {
        "session_key": key,
        "session_id": key,
        "actor_id": "ada",
        "is_inferred": False,
        "score": score,
        "band": band,
        "divergence_event_id": None,
    } | more


def replay(session_id: str, *event_ids: str, **more: Any) -> Replay:
    told = {
        "kind": "loud",
        "session_id": session_id,
        "actor_id": "ada",
        "actor_login": "ada@example.com",
        "divergence_event_id": event_ids[0],
        "divergence_at": "2025-03-03T08:00:00.000Z",
        "foreign_addresses": ("192.0.2.1",),
        "foreign_event_ids": event_ids,
        "uploaded_at": None,
        "contained_at": None,
    }
    return Replay(**told | more)


def truth(*replays: Replay, confusions: dict[str, str] | None = None) -> Truth:
    odd = [Confusion(kind, session_id, "ada") for session_id, kind in (confusions or {}).items()]
    return Truth(replays=list(replays), confusions=odd, session_count=0)


TWO_STOLEN = Told(
    session("s1", 90, "replay", divergence_event_id="e1"),
    session("s2", 50, "suspicious"),
    session("s3", 80, "replay"),
    session("s4", -20, "explained"),
    session("s5"),
    session("client:1", 45, "suspicious", is_inferred=True),
    session("client:2", 60, "suspicious", is_inferred=True),
    where={"e1": ("s1", 2), "e2": ("s1", 2), "e3": ("s2", 2), "e4": ("client:1", 1)},
)
"""Two stolen sessions, three honest ones; of two clients without a session id one is the thief's, one honest."""

TRUTH = truth(
    replay("s1", "e1", "e2", "e4"),
    replay("s2", "e3", kind="neighbour", look_alike="the person's second laptop"),
    confusions={"s3": "company_vpn", "s4": "hotel"},
)
