"""Indicators of chosen sessions as a STIX 2.1 bundle, made and checked by OASIS's own library.

What is in it: addresses, agents and device tokens of second clients, when each was seen, on how many sessions,
whether a person confirmed one of them, the technique. Deliberately no names, logins or sessions of people: the file
is made to be given to others. The same case gives the same bytes.
Source: docs.oasis-open.org/cti/stix/v2.1; TLP markings are those that STIX 2.1 defines.
"""

from __future__ import annotations

import ipaddress
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import stix2
from stix2.utils import STIXdatetime

from analysis import indicators, verdicts
from analysis.case import Case
from analysis.takeaway.choice import Chosen

MARKS: Mapping[str, Any] = {
    "TLP:CLEAR": stix2.TLP_WHITE,
    "TLP:GREEN": stix2.TLP_GREEN,
    "TLP:AMBER": stix2.TLP_AMBER,
    "TLP:RED": stix2.TLP_RED,
}
"""Traffic light marks; STIX 2.1 calls the first one white."""
CONFIRMED, JUDGED = 85, 50
"""Confidence where a person confirmed a session, and where only the program judged (STIX 2.1, appendix A)."""
TECHNIQUE = ("T1550.004", "Use Alternate Authentication Material: Web Session Cookie")
_SPACE = uuid.UUID("6f1c8f64-6d0b-5f6b-8c55-6a1d7f0f2d3e")
"""Any fixed id: names of things below it become the same ids in every run."""
_DEVICE = "x-okta-device-token"


@dataclass
class Seen:
    """One value over the sessions in which a second client used it."""

    kind: str
    value: str
    sessions: set[str] = field(default_factory=set)
    is_confirmed: bool = False
    first_at: datetime | None = None
    last_at: datetime | None = None


def gathered(case: Case, chosen: Sequence[Chosen]) -> list[Seen]:
    """The values, by kind and value: of a confirmed session those of its verdict, else those a verdict would freeze."""
    standing = verdicts.in_force(case)
    found: dict[tuple[str, str], Seen] = {}
    for session in chosen:
        if session.is_confirmed:
            names = standing[session.session_key].indicators
        else:
            told = indicators.candidates(case, session.session_key)
            names = [one.name for one in told if one.left_out is None]
        begun = session.divergence_at or session.started_at
        ended = session.last_foreign_at or begun
        for name in names:
            seen = found.setdefault(name, Seen(*name))
            seen.sessions.add(session.session_key)
            seen.is_confirmed |= session.is_confirmed
            seen.first_at = min(filter(None, (seen.first_at, begun)))
            seen.last_at = max(filter(None, (seen.last_at, ended)))
    return [found[name] for name in sorted(found)]


def bundle(case: Case, chosen: Sequence[Chosen], *, mark: str, name: str) -> bytes:
    """The bundle as JSON; with an identity and a report alone where nothing is to be shared."""
    marking = MARKS[mark]
    born = _utc(case.rows("case_facts")[0]["created_at"])
    shared = {"object_marking_refs": [marking.id], "created": born, "modified": born}
    author = stix2.v21.Identity(
        id=_id("identity", "crumbline"), name="Crumbline", identity_class="system",
        description="Judged by a program on an Okta System Log; what a person confirmed says so.", **shared,
    )  # fmt: skip
    technique = stix2.v21.AttackPattern(
        id=_id("attack-pattern", TECHNIQUE[0]), name=TECHNIQUE[1],
        external_references=[{"source_name": "mitre-attack", "external_id": TECHNIQUE[0]}],
        created_by_ref=author.id, **shared,
    )  # fmt: skip
    told = [_indicator(seen, author.id, shared) for seen in gathered(case, chosen)]
    links = [
        stix2.v21.Relationship(
            id=_id("relationship", one.id), source_ref=one.id, relationship_type="indicates",
            target_ref=technique.id, created_by_ref=author.id, **shared,
        )
        for one in told
    ]  # fmt: skip
    report = stix2.v21.Report(
        id=_id("report", name, *(one.id for one in told)), name=name, report_types=["indicator"],
        description=f"{len(told):,} indicators of {len(chosen):,} sessions used by a client that never signed in.",
        published=max((one.valid_from for one in told), default=born), created_by_ref=author.id,
        object_refs=[one.id for one in (*told, *links, *([technique] if told else []))] or [author.id], **shared,
    )  # fmt: skip
    objects = [marking, author, *([technique] if told else []), *told, *links, report]
    whole = stix2.v21.Bundle(objects=objects, id=_id("bundle", report.id, mark))
    return str(whole.serialize(pretty=True, ensure_ascii=False)).encode("utf-8", "replace") + b"\n"


def pattern(kind: str, value: str) -> str:
    """The STIX pattern that finds one value; quotes and backslashes in it are escaped."""
    text = value.replace("\\", "\\\\").replace("'", "\\'")
    if kind == "address":
        version = ipaddress.ip_address(value).version
        return f"[ipv{version}-addr:value = '{text}']"
    if kind == "agent":
        return f"[network-traffic:extensions.'http-request-ext'.request_header.'User-Agent' = '{text}']"
    return f"[{_DEVICE}:value = '{text}']"


def _indicator(seen: Seen, author: str, shared: Mapping[str, Any]) -> Any:
    first, last = _utc(seen.first_at), _utc(seen.last_at)
    count = len(seen.sessions)
    sessions = "one session" if count == 1 else f"{count:,} sessions"
    said = "confirmed by a person" if seen.is_confirmed else "judged by the program, not confirmed"
    return stix2.v21.Indicator(
        id=_id("indicator", seen.kind, seen.value),
        name=f"{indicators.KINDS[seen.kind].capitalize()} of a client that used a session without signing in",
        description=f"Seen on {sessions}, {said}; from {first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M} UTC.",
        indicator_types=["compromised", "malicious-activity"] if seen.is_confirmed else ["unknown"],
        pattern=pattern(seen.kind, seen.value),
        pattern_type="stix",
        valid_from=first,
        confidence=CONFIRMED if seen.is_confirmed else JUDGED,
        created_by_ref=author,
        **shared,
    )


def _id(kind: str, *names: str) -> str:
    return f"{kind}--{uuid.uuid5(_SPACE, chr(0).join((kind, *names)))}"


def _utc(at: Any) -> STIXdatetime:
    return STIXdatetime(at.replace(tzinfo=UTC), precision="millisecond")
