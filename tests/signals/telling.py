"""Reads the cases of a signal, `<id>.toml`, and judges all of one file in one tenant.

A row of `events` is [at, client, what, {more}]. A client is one of CAST below. `what` is Okta's event
type, or a short word of WORDS. `more` is whatever `stories.event` takes, and
    people = 5                      five people did so, each in a session of their own
    times = 6, every_s = 30         six of them, half a minute apart
    app = "Mail"                    the app that the event is about (times: each another app)
An empty text or 0 leaves a part out. Addresses are written a.10: a letter stands for a /24 of the case.
People, sessions and addresses of one case are no others' of the file; AS numbers are shared.
"""

from __future__ import annotations

import functools
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import stories
from analysis import signal_files

FOLDER = Path(__file__).parent

WORDS = {
    "sign-in": "user.session.start",
    "app": "user.authentication.sso",
    "admin console": "user.session.access_admin_app",
    "policy": "policy.evaluate_sign_on",
    "factor": "user.authentication.auth_via_mfa",
    "sign-out": "user.session.end",
}

HOME = {
    "address": "a.10",
    "agent": "mac chrome",
    "token": "d1",
    "asn": 64500,
    "org": "Example Telecom",
    "city": "Berlin",
}
CAST: dict[str, dict[str, Any]] = {
    "home": HOME,
    "office": {**HOME, "address": "o.10", "asn": 64501, "org": "Example Corp"},
    "hotel": {**HOME, "address": "h.10", "asn": 64502, "org": "Example Rooms", "city": "Madrid"},
    "hotspot": {**HOME, "address": "m.10", "asn": 64503, "org": "Example Mobile"},
    "vpn": {**HOME, "address": "v.10", "asn": 64504, "org": "Example VPN", "city": "Amsterdam"},
    "phone": {
        **HOME,
        "address": "m.20",
        "agent": "iphone safari",
        "token": "d2",
        "asn": 64503,
        "org": "Example Mobile",
    },
    "thief": {
        "address": "t.10",
        "agent": "windows chrome 99",
        "token": "d9",
        "asn": 64510,
        "org": "Example Line",
        "city": "Bucharest",
    },
}
"""Who uses what: the same machine at home, in the office, in a hotel, on a phone's hotspot and behind
a VPN; somebody else."""


@dataclass(frozen=True)
class Told:
    """One case of a file and what became of it."""

    number: int
    case: dict[str, Any]
    """As the file has it."""
    rows: list[dict[str, Any]] = field(default_factory=list)
    """Rows of this signal in the sessions of the case, each with its `sentence`."""
    bands: dict[str, str] = field(default_factory=dict)
    """Band of each session of the case that has a finding, by the name that the file gives it."""
    missing: dict[str, str] = field(default_factory=dict)
    """Why the signal cannot be evaluated, by session; none where it can."""
    outcome: str = ""
    """What became of the signal in the whole file."""

    @property
    def title(self) -> str:
        return self.case["title"]


@functools.cache
def document(signal: str) -> dict[str, Any]:
    """The file of one signal."""
    return tomllib.loads((FOLDER / f"{signal}.toml").read_text(encoding="utf-8"))


@functools.cache
def told(signal: str) -> list[Told]:
    """The cases of one signal's file, judged in one tenant."""
    cases = document(signal)["case"]
    events = [one for number, case in enumerate(cases) for one in _events(number, case)]
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        networks = None
        if "networks" in document(signal):
            networks = Path(folder) / "networks.csv"
            networks.write_text(document(signal)["networks"], encoding="utf-8")
        with stories.judged(Path(folder), events, networks=networks) as case:
            rows = stories.ask(
                case,
                "select session_id, lane_no, grade, fields, event_ids from signals join sessions using (session_key) "
                "where signal = $signal order by session_key, lane_no",
                signal=signal,
            )
            sessions = stories.ask(case, "from sessions")
            bands = stories.ask(case, "select session_id, band from findings")
            outcome = stories.outcomes(case)[signal]["outcome"]
    found = [Told(number, case, outcome=outcome) for number, case in enumerate(cases)]
    for row in rows:
        row["sentence"] = signal_files.sentence(signal, json.loads(row["fields"]))
        found[_number(row["session_id"])].rows.append(row)
    for row in bands:
        found[_number(row["session_id"])].bands[row["session_id"].split("-", 1)[1]] = row["band"]
    for row in sessions:
        for reason in signal_files.not_available(row):
            if reason["signal"] == signal:
                found[_number(row["session_id"])].missing[row["session_id"].split("-", 1)[1]] = reason["reason"]
    return found


def sentence(told_case: Told) -> str:
    """The sentence that the case expects, its {a.10} made an address of the case."""
    return re.sub(r"\{(\w\.\d+)\}", lambda found: _address(told_case.number, found[1]), told_case.case["sentence"])


def _events(number: int, case: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for row in case["events"]:
        at, client, what = row[:3]
        given = {"session": "s1", "who": "ada", **CAST[client], **(row[3] if len(row) > 3 else {})}
        given = {name: value if value not in ("", 0) else None for name, value in given.items()}
        people, times, every_s = given.pop("people", 0), given.pop("times", 1), given.pop("every_s", 60)
        app = given.pop("app", None)
        given["address"] = _address(number, given["address"])
        started = stories.moment(at)
        for turn in range(max(times, people)):
            one = dict(given)
            if people:
                one["who"], one["session"] = f"p{turn}", f"{given['session']}p{turn}"
            one["who"] = f"c{number}{one['who']}"
            for name in one.keys() & {"session", "root"}:
                one[name] = one[name] and f"c{number}-{one[name]}"
            if app:
                name = app if times == 1 else f"{app} {turn}"
                one["target"] = [{"id": f"0oa{name}", "type": "AppInstance", "alternateId": name, "displayName": name}]
            moment = started + timedelta(seconds=every_s * turn if times > 1 else 0)
            yield stories.event(moment.isoformat(), WORDS.get(what, what), **one)


def _address(number: int, name: str) -> str:
    """The address that a case writes as a.10: a letter for one of its own /24s; anything else stands as it is."""
    if not re.fullmatch(r"[a-z]\.\d+", name):
        return name
    block = number * 26 + ord(name[0]) - ord("a")
    return f"198.{18 + block // 256}.{block % 256}.{name[2:]}"


def _number(session_id: str) -> int:
    return int(session_id[1 : session_id.index("-")])
