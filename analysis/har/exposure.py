"""Was a session in this HAR used by somebody else? The facts of a HAR joined to the log of a case.

    exposure = of(case, inventory)        # a case whose findings were made, and `inventory.of(file)`
    exposure.exposed                      # Exposed: one session each, the worst first
    exposure.document()                   # as `har inspect --json` prints it

How surely a session was in the file is said: *exact* (a request id of the file, or the session's own id, stands in the
log), *likely* (the one session of the person in use while the file was recorded), *by time only*. Whether it was used
by another client is the judgement of the findings, not of this file; where the log cannot show it, it says why.
Not here: what the file carries (`inventory`), what was handed over (`register`), sentences (`exposure_words`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from analysis.case import Case
from analysis.har.exposed import BY_TIME, CERTAINTIES, EXACT, LIKELY, Exposed, Exposure
from analysis.har.inventory import Inventory
from analysis.har.register import utc

SLACK = timedelta(minutes=2)
"""Clocks differ and requests take their time."""
FOLLOWED = timedelta(hours=12)
"""So long a session may live (Okta's default for the Admin Console): a log that ends sooner cannot say "not used"."""
MOST = 50
"""Sessions told; by time alone there may be hundreds."""
_OWN_SESSION = re.compile(r"/sessions(/me)?(/lifecycle/refresh)?/?$|^claim sid$|/login/sessions")
_OF_ANYBODY = re.compile(r"/api/v\d+/logs")


@dataclass(frozen=True)
class _Capture:
    from_at: datetime | None
    to_at: datetime | None
    log_to: datetime | None


@dataclass
class _Joined:
    """How a session came into the answer."""

    certainty: str
    lanes: Counter[int]
    is_answered: bool = False
    """A request of the file was answered in it: it was open then."""


def of(case: Case, inventory: Inventory) -> Exposure:
    """Join a HAR to the case. A case without findings exposes nothing and says so."""
    if "findings" not in case.tables():
        return Exposure((), len(inventory.request_ids), 0, None, None, ("The case holds no log to look into.",))
    window = case.rows("har_log_window")[0]
    from_at, to_at = inventory.captured_from, inventory.captured_to
    capture = _Capture(utc(from_at) if from_at else None, utc(to_at) if to_at else None, window["to_at"])
    joined, matched = _by_requests(case, inventory)
    unknown = _by_ids(case, inventory, joined)
    if not joined and not unknown:
        _by_time(case, inventory, capture, joined)
    told = [*_told(case, joined, capture), *(_unknown(one) for one in unknown)]
    told.sort(key=lambda one: (not one.used_by_other, CERTAINTIES.index(one.certainty), one.session_id))
    request_count = len({one.id for one in inventory.request_ids})
    notes = _notes(inventory, capture, request_count, matched, window["from_at"])
    if len(told) > MOST:
        notes.append(f"{len(told):,} sessions fit; the first {MOST} are told.")
    return Exposure(tuple(told[:MOST]), request_count, matched, window["from_at"], window["to_at"], tuple(notes))


def _by_requests(case: Case, inventory: Inventory) -> tuple[dict[str, _Joined], int]:
    asked = sorted({one.id for one in inventory.request_ids if one.id})
    rows = case.rows("har_requests", request_ids=asked) if asked else []
    sessions: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row["session_key"]:
            sessions[row["request_id"]].add(row["session_key"])
    joined: dict[str, _Joined] = {}
    for row in rows:
        key = row["session_key"]
        if key is None:
            continue
        one = joined.setdefault(key, _Joined(LIKELY, Counter(), is_answered=True))
        if row["lane_no"] is not None:
            one.lanes[row["lane_no"]] += 1
        if len(sessions[row["request_id"]]) == 1:
            one.certainty = EXACT
    sure = {key for key, one in joined.items() if one.certainty == EXACT}
    # who ends the sessions of others shares the request with them: these are named by it, not carried
    return {key: one for key, one in joined.items() if key in sure or not sure}, len(
        {row["request_id"] for row in rows}
    )


def _by_ids(case: Case, inventory: Inventory, joined: dict[str, _Joined]) -> list[str]:
    """Add the sessions that the file names; the answer are ids of its own session that the log does not have."""
    places: dict[str, set[str]] = defaultdict(set)
    for said in inventory.session_ids:
        if not said.id.startswith("trs") and not _OF_ANYBODY.search(said.place):
            places[said.id].add(said.place)
    rows = case.rows("har_named", session_ids=sorted(places)) if places else []
    own = {name for name in places if any(_OWN_SESSION.search(place) for place in places[name])}
    people = {row["actor_id"] for row in _facts(case, [*joined, *_keys(rows, own)])}
    mine = {row["session_key"] for row in _facts(case, _keys(rows, set(places))) if row["actor_id"] in people}
    for row in rows:
        key, name = row["session_key"], row["asked_id"]
        if key is None or (name not in own and key not in mine):
            continue
        one = joined.setdefault(key, _Joined(LIKELY, Counter()))
        if name in own:
            one.certainty = EXACT
            one.is_answered = one.is_answered or any("/sessions/me" in place for place in places[name])
    return [row["asked_id"] for row in rows if row["session_key"] is None and row["asked_id"] in own]


def _keys(rows: Sequence[dict[str, Any]], names: set[str]) -> list[str]:
    return sorted({row["session_key"] for row in rows if row["session_key"] and row["asked_id"] in names})


def _by_time(case: Case, inventory: Inventory, capture: _Capture, joined: dict[str, _Joined]) -> None:
    """Where no id leads into the log: person, agent, time."""
    if capture.from_at is None or capture.to_at is None:
        return
    who = inventory.people[0] if inventory.people else None
    rows = case.rows(
        "har_near",
        person=who.login if who else None,
        actor_id=who.user_id if who else None,
        agents=list(inventory.agents),
        from_at=capture.from_at - SLACK,
        to_at=capture.to_at + SLACK,
    )
    in_use = [row for row in rows if row["is_persons"] and row["event_count"]]
    same_agent = [row for row in in_use if row["has_agent"]]
    fitting = same_agent or in_use
    for row in rows:
        is_likely = len(fitting) == 1 and row is fitting[0]
        if is_likely or not fitting or row in fitting:
            joined[row["session_key"]] = _Joined(LIKELY if is_likely else BY_TIME, Counter())


def _facts(case: Case, keys: Sequence[str]) -> list[dict[str, Any]]:
    return case.rows("har_sessions", session_keys=sorted(set(keys))) if keys else []


def _told(case: Case, joined: dict[str, _Joined], capture: _Capture) -> list[Exposed]:
    if not joined:
        return []
    after = capture.from_at or datetime(1970, 1, 1)
    lanes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in case.rows("har_lanes", session_keys=sorted(joined), after_at=after):
        lanes[row["session_key"]].append(row)
    return [
        _one(row, joined[row["session_key"]], lanes[row["session_key"]], capture) for row in _facts(case, [*joined])
    ]


def _one(row: dict[str, Any], joined: _Joined, lanes: list[dict[str, Any]], capture: _Capture) -> Exposed:
    others = _others(joined, lanes)
    used, why, first = _used(row, others, capture)
    diverged = first["first_at"] if first else None
    minutes = (diverged - capture.to_at).total_seconds() / 60 if diverged and capture.to_at else None
    return Exposed(
        session_id=row["session_id"],
        session_key=row["session_key"],
        actor_id=row["actor_id"],
        actor_login=row["actor_login"],
        certainty=joined.certainty,
        live_at_capture=_live(row, joined, capture),
        ended_at=row["signed_out_at"],
        ended_by=row["ended_by"],
        is_ended_by_other=bool(row["is_cleared"]),
        used_by_other=used,
        why=why,
        divergence_at=diverged,
        divergence_event_id=first["first_event_id"] if first else None,
        minutes_after_capture=round(minutes, 1) if minutes is not None else None,
        band=row["band"],
    )


def _others(joined: _Joined, lanes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The clients other than the recorded one: that whose requests the file has, else the origin."""
    if joined.lanes:
        recorded = min(joined.lanes, key=lambda lane: (-joined.lanes[lane], lane))
    else:
        recorded = next((lane["lane_no"] for lane in lanes if lane["is_origin"]), 1)
    return [lane for lane in lanes if lane["lane_no"] != recorded and not lane["is_support_access"]]


def _live(row: dict[str, Any], joined: _Joined, capture: _Capture) -> bool | None:
    if capture.from_at is None or capture.to_at is None:
        return True if joined.is_answered else None
    ended = row["signed_out_at"]
    if ended is not None and ended <= capture.from_at - SLACK:
        return False
    if joined.is_answered:
        return True
    if row["started_at"] > capture.to_at + SLACK:
        return False
    return True if row["ended_at"] >= capture.from_at - SLACK else None


def _used(
    row: dict[str, Any], others: list[dict[str, Any]], capture: _Capture
) -> tuple[bool | None, str, dict[str, Any] | None]:
    """Whether another client used the session after the recording, why, and that client's lane."""
    if capture.to_at is None:
        return None, "The file does not say when it was recorded.", None
    later = [lane for lane in others if lane["after_count"]]
    foreign = [lane for lane in later if lane["is_foreign"]]
    if row["verdict"] == "benign" and later:
        return False, "Another client used it, and a person judged the session benign.", None
    if not foreign and row["verdict"] == "replay":
        foreign = [lane for lane in later if lane["is_candidate"]]
    if foreign:
        return True, "A client that never signed in used it.", foreign[0]
    if capture.log_to is None or capture.log_to < capture.to_at:
        return None, "The log ends before the file was recorded.", None
    doubtful = [lane for lane in later if lane["is_candidate"] and lane["points"] > 0]
    if doubtful:
        return None, "Another client used it, of which the log says too little to call it somebody else’s.", None
    if not row["has_agent"]:
        return None, "The log has no user agents, so that two clients of one network look like one.", None
    ended = row["signed_out_at"]
    if (ended is None or ended > capture.log_to) and capture.log_to < capture.to_at + FOLLOWED:
        hours = (capture.log_to - capture.to_at).total_seconds() / 3600
        return None, f"The log ends {hours:.1f} hours after the recording, and the session was not seen to end.", None
    if later:
        return False, "Other clients used it too; each of them is explained, or signed in itself.", None
    return False, "Only the client that was recorded used it, as far as the log goes.", None


def _unknown(session_id: str) -> Exposed:
    why = "The log has no event of this session: it lies outside of the export, or belongs to another tenant."
    return Exposed(session_id, None, None, None, EXACT, None, None, None, False, None, why, None, None, None, None)


def _notes(inventory: Inventory, capture: _Capture, asked: int, matched: int, log_from: datetime | None) -> list[str]:
    notes = []
    if capture.from_at is None:
        notes.append("The file does not say when it was recorded.")
    elif inventory.clock_offset_s is None:
        notes.append("No answer has a Date: the times are those of the browser’s clock.")
    if capture.to_at and capture.log_to and capture.to_at > capture.log_to:
        notes.append("The file was recorded after the log ends: export the log up to now.")
    if capture.from_at and log_from and capture.from_at < log_from:
        notes.append("The file was recorded before the log begins: export an earlier stretch.")
    if asked and not matched:
        notes.append(f"None of the {asked:,} request ids is in the log: another tenant, or other days.")
    return notes
