"""Stories: made-up events told in a line each, and the case that was judged on them.

Why: a test of a stage or a signal should read like what happened, not like a record of sixty fields.
Not here: what must come out; that stands in the tests.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from analysis import pipeline
from analysis.case import Case
from analysis.enrich import given
from analysis.exercise import clients, networks

FIRST_DAY = datetime(2024, 3, 4)
"""Day 1 of every story: a Monday."""

NEAR_BERLIN = networks.City("Potsdam", "Brandenburg", "Germany", "14467", 52.3906, 13.0645, 1)
CITIES = {city.name: city for city in (*networks.CITIES, NEAR_BERLIN)}
"""Cities with coordinates, by name."""

MAJOR = 122
"""Version of Chrome on day 1; a name of an agent may end with another one: "mac chrome 99"."""

AGENTS = {
    "curl": clients.script("curl/8.4.0"),
    "python": clients.script("python-requests/2.31.0"),
    "okta verify": clients.Agent("OktaVerify/9.12.0 iOS/17.2", "iOS", "UNKNOWN", "Mobile"),
    "android chrome": clients.browser("android", MAJOR),
}
"""Ready agents beside the browsers, which are called "<system> <browser> [<version>]": mac or windows
with chrome, edge, firefox or safari, and "iphone safari"."""

_PLACES = {
    "debug": ("debugContext", "debugData"),
    "security": ("securityContext",),
    "context": ("authenticationContext",),
    "client": ("client",),
    "actor": ("actor",),
    "transaction": ("transaction",),
    "device": ("device",),
    "request": ("request",),
}
"""Where what `extra` gives belongs in the record."""


def moment(at: str) -> datetime:
    """ "09:00", "09:00:03.500", "2 09:00" (day 2), or a date and a time, as UTC."""
    if re.match(r"\d{4}-", at):
        return datetime.fromisoformat(at)
    day, _, clock = at.rpartition(" ")
    hours, minutes, seconds = (float(part) for part in f"{clock}:0".split(":")[:3])
    return FIRST_DAY + timedelta(days=int(day or 1) - 1, hours=hours, minutes=minutes, seconds=seconds)


def agent_of(name: str) -> clients.Agent:
    """A ready agent by its name; any other text is a raw agent that Okta could not read."""
    found = re.fullmatch(r"(mac|windows|iphone) (chrome|edge|firefox|safari)(?: (\d+))?", name)
    if found:
        family = "iphone" if found[1] == "iphone" else f"{found[1]}-{found[2]}"
        return clients.browser(family, int(found[3] or MAJOR))
    return AGENTS.get(name) or clients.Agent(name, "Unknown", "UNKNOWN", "Unknown")


def event(
    at: str,
    what: str = "user.authentication.sso",
    *,
    who: str | None = "ada",
    session: str | None = "s1",
    address: str | None = "192.0.2.10",
    agent: str | None = "mac chrome",
    token: str | None = "d1",
    asn: int | None = 64500,
    org: str | None = "Example Telecom",
    city: str | None = "Berlin",
    outcome: str | None = "SUCCESS",
    reason: str | None = None,
    root: str | None = None,
    target: list[dict[str, Any]] | None = None,
    event_id: str | None = None,
    **extra: dict[str, Any],
) -> dict[str, Any]:
    """One LogEvent. None leaves a part out; `extra` (see _PLACES) is laid over what is there.

    Without `event_id` the uuid comes from the content: the same event told twice is one event.
    """
    read = agent_of(agent) if agent is not None else None
    spot = CITIES[city] if city is not None else None
    place = None
    if spot is not None:
        place = {
            "city": spot.name,
            "state": spot.state,
            "country": spot.country,
            "postalCode": spot.postal_code,
            "geolocation": {"lat": spot.latitude, "lon": spot.longitude},
        }
    data = {"requestUri": "/"}
    if token is not None:
        data["dtHash"] = token
    record: dict[str, Any] = {
        "actor": person(who) if who is not None else None,
        "client": {
            "userAgent": {"rawUserAgent": read.raw, "os": read.os, "browser": read.browser} if read else None,
            "zone": "null",
            "device": read.device if read else None,
            "id": None,
            "ipAddress": address,
            "geographicalContext": place,
        },
        "device": None,
        "authenticationContext": {
            "authenticationProvider": None,
            "credentialProvider": None,
            "credentialType": None,
            "issuer": None,
            "interface": None,
            "authenticationStep": 0,
            "externalSessionId": session,
            **({"rootSessionId": root} if root is not None else {}),
        },
        "displayMessage": what,
        "eventType": what,
        "outcome": {"result": outcome, "reason": reason},
        "published": moment(at).isoformat(timespec="milliseconds") + "Z",
        "securityContext": {"asNumber": asn, "asOrg": org, "isp": org, "domain": None, "isProxy": False},
        "severity": "INFO",
        "debugContext": {"debugData": data},
        "legacyEventType": None,
        "transaction": {"type": "WEB", "id": None, "detail": {}},
        "version": "0",
        "request": {"ipChain": [{"ip": address, "geographicalContext": place, "version": "V4", "source": None}]},
        "target": target,
    }
    for name, values in extra.items():
        inside = {_PLACES[name][-1]: values}
        _lay_over(record, inside if len(_PLACES[name]) == 1 else {_PLACES[name][0]: inside})
    record["uuid"] = event_id or str(uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(record, sort_keys=True)))
    if record["transaction"] and record["transaction"]["id"] is None:
        record["transaction"]["id"] = "t" + record["uuid"].replace("-", "")
    return record


def person(who: str) -> dict[str, Any]:
    """A person as an actor or a target."""
    return {
        "id": f"00u{who}",
        "type": "User",
        "alternateId": f"{who}@example.com",
        "displayName": who.capitalize(),
        "detailEntry": None,
    }


def sign_in(at: str = "09:00", **given: Any) -> dict[str, Any]:
    """The event that creates a session."""
    return event(at, "user.session.start", **given)


def lines(path: Path, events: Iterable[dict[str, Any]]) -> Path:
    """Events as a file of JSON lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(one) + "\n" for one in events), encoding="utf-8")
    return path


def judged(
    folder: Path,
    events: Iterable[dict[str, Any]],
    *,
    networks: Path | None = None,
    databases: Sequence[Path] = (),
) -> Case:
    """The open case of these events, judged; use it as a context manager."""
    case = Case.open(folder / "case")
    try:
        pipeline.add_evidence(case, [lines(folder / "story.jsonl", events)])
        given.keep(case, given.Given(tuple(databases), networks))
        pipeline.judge(case)
    except BaseException:
        case.close()
        raise
    return case


def ask(case: Case, query: str, **values: Any) -> list[dict[str, Any]]:
    """The answer of any query on the case, a dictionary a row."""
    with case.cursor() as cursor:
        answer = cursor.sql(query, params=values) if values else cursor.sql(query)
        return answer.to_arrow_table().to_pylist()


def findings(case: Case) -> list[dict[str, Any]]:
    """The findings, the highest score first."""
    return ask(case, "from findings order by score desc, session_key")


def finding_of(case: Case, session: str = "s1") -> dict[str, Any]:
    """The one finding of a session."""
    (found,) = ask(case, "from findings where session_id = $session", session=session)
    return found


def signals_of(case: Case, session: str = "s1") -> list[dict[str, Any]]:
    """The signals of a session, lane by lane; `fields` are decoded."""
    rows = ask(
        case,
        "select signals.* from signals join sessions using (session_key) where session_id = $session "
        "order by session_key, lane_no, signal",
        session=session,
    )
    return [{**row, "fields": json.loads(row["fields"])} for row in rows]


def lanes_of(case: Case, session: str = "s1") -> list[dict[str, Any]]:
    """The lanes of a session in order."""
    return ask(
        case,
        "select lanes.* from lanes join sessions using (session_key) where session_id = $session "
        "order by session_key, lane_no",
        session=session,
    )


def hops_of(case: Case, session: str = "s1") -> list[dict[str, Any]]:
    """The hops of a session in order."""
    return ask(
        case,
        "select hops.* from hops join sessions using (session_key) where session_id = $session "
        "order by session_key, hop_no",
        session=session,
    )


def outcomes(case: Case) -> dict[str, dict[str, Any]]:
    """What became of each signal in this case, by its id."""
    return {row["signal"]: row for row in ask(case, "from signal_outcomes")}


def _lay_over(record: dict[str, Any], values: dict[str, Any]) -> None:
    """Lay values over a record, level by level; None takes a part away."""
    for name, value in values.items():
        if isinstance(value, dict) and isinstance(record.get(name), dict):
            _lay_over(record[name], value)
        else:
            record[name] = value
