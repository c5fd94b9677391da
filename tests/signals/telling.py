"""Reads the cases of the signals, `<id>.toml`, and judges all of them in one tenant.

A row of `events` is [at, client, what, {more}]. A client is one of CAST below. `what` is Okta's event
type, or a short word of WORDS. `more` is whatever `stories.event` takes, and
    people = 5                      five people did so, each in a session of their own
    times = 6, every_s = 30         six of them, half a minute apart
    late = true                     it stands in a file that was added after the verdicts
    app = "Mail"                    the app that the event is about (times: each another app)
    about = "bob"                   the person that the event is about
    ends = "s2"                     the session that the event ends
`verdicts` of a case are given before it is judged a second time: session and verdict; a replay makes indicators
of the kinds that it lists as `indicators`, a benign one teaches what it lists as `teaches`, each [kind, value], for
the person or, with `everybody = true`, for all.
`uploads` of a case are entered in the register of HAR files then: who (ada), at, scrubbed, and the sessions that the
file was shown to carry.
An empty text or 0 leaves a part out. Addresses are written a.10: a letter stands for a /24 of the case.
People, sessions and addresses of one case are no others'; AS numbers are shared. `networks` at the top of a
file are lines of the operator's list, which counts for all files.
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
from analysis import indicators, pipeline, signal_files, verdicts
from analysis.case import Case
from analysis.har import register
from analysis.har.register import Upload
from analysis.indicators import Teachable

FOLDER = Path(__file__).parent

WORDS = {
    "sign-in": "user.session.start",
    "app": "user.authentication.sso",
    "admin console": "user.session.access_admin_app",
    "policy": "policy.evaluate_sign_on",
    "factor": "user.authentication.auth_via_mfa",
    "sign-out": "user.session.end",
}

OWN_ADDRESS = r"[a-z]\.\d+"

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


@dataclass
class Told:
    """One case of a file and what became of it."""

    number: int
    """Number among the cases of all files."""
    signal: str
    case: dict[str, Any]
    """As the file has it."""
    blocks: dict[str, int]
    """The /24s of the case by letter, as numbers from 0 on."""
    rows: list[dict[str, Any]] = field(default_factory=list)
    """Rows of the signal in the sessions of the case, each with its `sentence`."""
    bands: dict[str, str] = field(default_factory=dict)
    """Band of each session of the case that has a finding, by the name that the file gives it."""
    missing: dict[str, str] = field(default_factory=dict)
    """Why the signal cannot be evaluated, by session; none where it can."""


@functools.cache
def document(signal: str) -> dict[str, Any]:
    """The file of one signal."""
    return tomllib.loads((FOLDER / f"{signal}.toml").read_text(encoding="utf-8"))


@functools.cache
def told() -> dict[str, list[Told]]:
    """The cases of all files by signal, judged."""
    found = list(_cases())
    networks = "".join(document(signal).get("networks", "") for signal in written())
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        listed = Path(folder) / "networks.csv"
        listed.write_text(networks, encoding="utf-8")
        events = [event for one in found for event in _events(one, late=False)]
        later = [event for one in found for event in _events(one, late=True)]
        with stories.judged(Path(folder), events, networks=listed) as case:
            for one in found:
                _decide(case, one)
            pipeline.add_evidence(case, [stories.lines(Path(folder) / "later.jsonl", later)])
            pipeline.judge(case)
            signals = stories.ask(
                case,
                "select session_id, actor_id, signal, lane_no, grade, fields, event_ids from signals "
                "join sessions using (session_key) order by session_key, lane_no",
            )
            sessions = stories.ask(
                case, "select sessions.*, findings.band from sessions left join findings using (session_key)"
            )
    for row in signals:
        one, _ = _whose(found, row)
        if row["signal"] == one.signal:
            row["sentence"] = signal_files.sentence(one.signal, json.loads(row["fields"]))
            one.rows.append(row)
    for row in sessions:
        one, name = _whose(found, row)
        one.bands[name] = row["band"]
        reasons = {entry["signal"]: entry["reason"] for entry in signal_files.not_available(row)}
        if one.signal in reasons:
            one.missing[name] = reasons[one.signal]
    return {signal: [one for one in found if one.signal == signal] for signal in written()}


def _decide(case: Case, one: Told) -> None:
    """Give the verdicts of a case, and enter its uploads."""
    for row in one.case.get("verdicts", []):
        key = f"c{one.number}-{row['session']}"
        wanted = [each.name for each in indicators.candidates(case, key) if each.kind in row.get("indicators", [])]
        what = [Teachable(kind, _network(one, value)) for kind, value in row.get("teaches", [])]
        verdicts.give(
            case, [key], row["verdict"], basis="log only", author="kim", reason="Her aunt's.", wanted=wanted,
            teaching=verdicts.Teaching(what, row.get("everybody", False)),
        )  # fmt: skip
    sent = [
        Upload(
            f"00uc{one.number}{row.get('who', 'ada')}",
            stories.moment(row["at"]),
            scrubbed=row.get("scrubbed", "unknown"),
            session_keys=tuple(f"c{one.number}-{name}" for name in row.get("sessions", [])),
        )
        for row in one.case.get("uploads", [])
    ]
    register.add(case, sent, author="kim")


def written() -> list[str]:
    """The signals that have a file of cases."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def _cases() -> Iterator[Told]:
    number, block = 0, 0
    for signal in written():
        for case in document(signal)["case"]:
            addresses = ({**CAST[row[1]], **(row[3] if len(row) > 3 else {})}["address"] for row in case["events"])
            letters = sorted({name[0] for name in addresses if re.fullmatch(OWN_ADDRESS, name)})
            yield Told(number, signal, case, {letter: block + place for place, letter in enumerate(letters)})
            number, block = number + 1, block + len(letters)


def sentence(one: Told) -> str:
    """The sentence that the case expects, its {a.10} made an address of the case."""
    told = re.sub(r"\{(" + OWN_ADDRESS + r")\}", lambda found: _address(one, found[1]), one.case["sentence"])
    return told.replace("{case}", f"c{one.number}-")


def _events(one: Told, *, late: bool) -> Iterator[dict[str, Any]]:
    for row in one.case["events"]:
        at, client, what = row[:3]
        given = {"session": "s1", "who": "ada", **CAST[client], **(row[3] if len(row) > 3 else {})}
        given = {name: value if value not in ("", 0) else None for name, value in given.items()}
        if bool(given.pop("late", False)) != late:
            continue
        people, times, every_s = given.pop("people", 0), given.pop("times", 1), given.pop("every_s", 60)
        app, about, ends = (given.pop(name, None) for name in ("app", "about", "ends"))
        given["address"] = _address(one, given["address"])
        started = stories.moment(at)
        for turn in range(max(times, people)):
            told = dict(given)
            if people:
                told["who"], told["session"] = f"p{turn}", f"{given['session']}p{turn}"
            told["who"] = told["who"] and f"c{one.number}{told['who']}"
            for name in told.keys() & {"session", "root"}:
                told[name] = told[name] and f"c{one.number}-{told[name]}"
            if ends:
                told["debug"] = {"EndedSessionId": f"c{one.number}-{ends}"}
            if about:
                told["target"] = [stories.person(f"c{one.number}{about}")]
            if app:
                name = app if times == 1 else f"{app} {turn}"
                told["target"] = [{"id": f"0oa{name}", "type": "AppInstance", "alternateId": name, "displayName": name}]
            moment = started + timedelta(seconds=every_s * turn if times > 1 else 0)
            yield stories.event(moment.isoformat(), WORDS.get(what, what), **told)


def _address(one: Told, name: str | None) -> str | None:
    """The address that a case writes as a.10; anything else stands as it is."""
    if name is None or not re.fullmatch(OWN_ADDRESS, name):
        return name
    block = one.blocks[name[0]]
    return f"198.{18 + block // 256}.{block % 256}.{name[2:]}"


def _network(one: Told, value: str) -> str:
    """An address of the case, its /24 where the case writes a.0/24, else the value as it stands."""
    name, slash, length = value.partition("/")
    return _address(one, name) + slash + length


def _whose(found: list[Told], row: dict[str, Any]) -> tuple[Told, str]:
    """The case of a session, and the session's name there; what has no session id is called by its person."""
    if own := re.match(r"c(\d+)-(.*)", row["session_id"]):
        return found[int(own[1])], own[2]
    person = re.match(r"00uc(\d+)(.*)", row["actor_id"])
    assert person, row
    return found[int(person[1])], person[2]
