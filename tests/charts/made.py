"""Made-up sessions as the charts take them: rows of events and of clients."""

from __future__ import annotations

import numpy as np
import pandas as pd

START = pd.Timestamp("2023-10-13 15:39:00")
DIVERGENCE = pd.Timestamp("2023-10-13 18:59:03")
HOSTILE = (
    '<b>bold</b><a href="http://evil.test/x">link</a><img src="http://evil.test/p.png">\u202ertl\x00' + "x" * 10_000
)


def event(
    number: int, at: pd.Timestamp, lane_no: int | None, kind: str = "app", **changed: object
) -> dict[str, object]:
    foreign = lane_no == 2
    return {
        "event_id": f"event-{number:05}", "occurred_at": at, "event_type": "user.authentication.sso", "kind": kind,
        "outcome": "SUCCESS", "lane_no": lane_no, "side_channel": None, "act_no": None, "target": "Example Sales",
        "address": "198.51.100.7" if foreign else "203.0.113.9", "as_number": 64500 if foreign else 64501,
        "network": "example hosting" if foreign else "example fiber",
        "city": "Bucharest" if foreign else "Berlin", "device": "Linux Chrome",
    } | changed  # fmt: skip


def client(lane_no: int, role: str, count: int = 5, **changed: object) -> dict[str, object]:
    foreign = role == "foreign"
    return {
        "lane_no": lane_no, "role": role, "network": "example hosting" if foreign else "example fiber",
        "place": "Bucharest" if foreign else "Berlin", "device": "Linux Chrome", "note": None,
        "is_support_access": False, "event_count": count,
    } | changed  # fmt: skip


def replay() -> tuple[pd.DataFrame, pd.DataFrame]:
    """A day's session with a second client in the afternoon: 8 events of the origin, 4 foreign ones."""
    minutes = [0, 1, 30, 60, 130, 160, 235, 400]
    rows = [event(number, START + pd.Timedelta(minutes=at), 1) for number, at in enumerate(minutes)]
    rows[0]["kind"] = "sign_in"
    times = [DIVERGENCE, *(DIVERGENCE + pd.Timedelta(minutes=at) for at in (1, 30, 53))]
    kinds = ["policy", "admin", "token", "admin"]
    for number, (at, kind) in enumerate(zip(times, kinds, strict=True)):
        rows.append(event(100 + number, at, 2, kind, act_no=number or None))
    rows.append(event(200, DIVERGENCE + pd.Timedelta(minutes=52, seconds=3), 1))
    frame = pd.DataFrame(rows).sort_values(["occurred_at", "event_id"]).reset_index(drop=True)
    return frame, pd.DataFrame([client(1, "origin", 9), client(2, "foreign", 4)])


def dense(count: int = 20_004) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The same with thousands of ordinary events in both lanes."""
    frame, clients = replay()
    random = np.random.default_rng(4)
    foreign = 2_500
    own = count - len(frame) - foreign
    seconds = np.concatenate([random.uniform(0, 24_000, own), random.uniform(12_010, 18_000, foreign)])
    more = pd.DataFrame([event(0, START, 1)] * len(seconds))
    more["event_id"] = [f"7d1ab3c2-5d0d-11ee-5c34-{number:012}" for number in range(len(seconds))]
    more["occurred_at"] = START + pd.to_timedelta(seconds, unit="s")
    more["lane_no"] = [1] * own + [2] * foreign
    more["kind"] = random.choice(["app", "policy", "token"], len(seconds), p=[0.7, 0.25, 0.05])
    frame = pd.concat([frame, more]).sort_values(["occurred_at", "event_id"]).reset_index(drop=True)
    return frame, clients.assign(event_count=[own + 9, foreign + 4])
