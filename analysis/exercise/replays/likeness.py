"""Which replays cannot be told apart from honest use by anything in the log, and from what.

Why: a judgement that names these has guessed, and one that misses them has missed nothing that the
log shows; the evaluation counts them apart. Decided from what was written, not from the kind.
Not here: how likely the honest thing is.
"""

from __future__ import annotations

import itertools
import math
from datetime import datetime

from analysis.exercise.clients import Client
from analysis.exercise.networks import City
from analysis.exercise.records import Record
from analysis.exercise.replays.theft import Theft

EVERYDAY = frozenset(
    {
        "policy.evaluate_sign_on",
        "user.authentication.sso",
        "user.session.start",
        "user.authentication.auth_via_mfa",
        "user.authentication.auth_via_IDP",
        "system.push.send_factor_verify_push",
    }
)
"""Event types that everybody writes every day."""
WENT_WELL = frozenset({"SUCCESS", "ALLOW"})
HONEST_TURNS = 1
"""A laptop goes out and comes back once: a VPN off again, home from the café."""
SILENT_RECORDS = 4
"""So many records without a token are no chance where most have one."""
AIRLINER_KMH = 900
SAME_LAPTOP = {
    "residential": "the person's laptop carried to another line in the country",
    "hotel": "the person's laptop in a hotel",
    "guest": "the person's laptop in a café or at a conference",
    "mobile": "the person's laptop on a phone's line",
    "vpn": "the person switching on a VPN of the own",
}
"""Kind of network to the honest thing that one client of the same machine looks like."""
SAME_LINE = "a home whose provider gives it several addresses by turns"
"""What two customers of one provider look like where no device token tells them apart."""
NEW_BROWSER = {
    "residential": "the person signing in with a new browser on another line",
    "hotel": "the person signing in with a new browser in a hotel",
}
"""The same where the whole session is one client that signed in."""


def look_alike(theft: Theft, written: list[Record], *, thief_signs_in: bool) -> str | None:
    """The honest thing that a replay looks like; None where the log tells them apart.

    `written` holds at least the records of the session, in order of time.
    """
    ids = set(theft.event_ids)
    session = [one for one in written if one["authenticationContext"]["externalSessionId"] == theft.course.session_id]
    foreign = [one for one in session if one["uuid"] in ids]
    if any(one["eventType"] not in EVERYDAY or one["outcome"]["result"] not in WENT_WELL for one in foreign):
        return None
    if len({_client(one) for one in foreign}) > 1:
        return None
    if thief_signs_in:
        is_usual = not _tokens(foreign) and theft.client.agent == theft.mine.agent and not theft.mine.device
        return (SAME_LAPTOP if is_usual else NEW_BROWSER).get(theft.client.network.kind)
    own = [one for one in session if one["uuid"] not in ids and _agent(one).startswith("Mozilla/")]
    if (
        {_agent(one) for one in foreign} - {_agent(one) for one in own}
        or _differ(foreign, own)
        or any(one["device"] for one in own)
        or _goes_on_after_the_end(session, foreign)
    ):
        return None
    if {_network(one) for one in own} == {_network(one) for one in foreign}:
        return SAME_LINE
    if _turns(session, ids, own) > HONEST_TURNS or _is_too_fast(theft.client, theft.person.city, foreign, own):
        return None
    return SAME_LAPTOP.get(theft.client.network.kind)


def _client(record: Record) -> tuple[str, str]:
    return record["client"]["ipAddress"], _agent(record)


def _agent(record: Record) -> str:
    return (record["client"]["userAgent"] or {}).get("rawUserAgent") or ""


def _tokens(records: list[Record]) -> set[str]:
    tokens = (one["debugContext"]["debugData"].get("dtHash") for one in records)
    return {token for token in tokens if token}


def _network(record: Record) -> int | None:
    number: int | None = record["securityContext"]["asNumber"]
    return number


def _differ(foreign: list[Record], own: list[Record]) -> bool:
    """Tokens of both are known and none is the same, or one that is shown mostly falls silent for several records."""
    mine, theirs = _tokens(foreign), _tokens(own)
    if mine or not theirs:
        return bool(mine and theirs and mine.isdisjoint(theirs))
    shown = sum(1 for one in own if _tokens([one]))
    return len(foreign) >= SILENT_RECORDS and shown > len(own) / 2


def _goes_on_after_the_end(session: list[Record], foreign: list[Record]) -> bool:
    ends = [one["published"] for one in session if one["eventType"] == "user.session.end"]
    return bool(ends) and foreign[-1]["published"] > min(ends)


def _turns(session: list[Record], ids: set[str], own: list[Record]) -> int:
    """How often the session comes back from the thief to the victim."""
    victims = {one["uuid"] for one in own}
    holders = [one["uuid"] in ids for one in session if one["uuid"] in ids or one["uuid"] in victims]
    return sum(before and not after for before, after in itertools.pairwise(holders))


def _is_too_fast(client: Client, home: City, foreign: list[Record], own: list[Record]) -> bool:
    """Faster than an airliner between the person's city and the thief's; through a VPN a place says nothing."""
    if client.network.kind == "vpn" or client.city is None:
        return False
    for one in own:
        place = one["client"]["geographicalContext"]
        if not place or place["city"] != home.name:
            continue
        far = _far_km(place["geolocation"]["lat"], place["geolocation"]["lon"], client.city)
        near = min(abs(_seconds(one) - _seconds(other)) for other in foreign)
        if far > AIRLINER_KMH * near / 3600 + 50:
            return True
    return False


def _seconds(record: Record) -> float:
    return datetime.fromisoformat(record["published"]).timestamp()


def _far_km(latitude: float, longitude: float, city: City) -> float:
    """Great-circle distance in km."""
    here, there = math.radians(latitude), math.radians(city.latitude)
    across = math.radians(city.longitude - longitude)
    inner = math.sin((there - here) / 2) ** 2 + math.cos(here) * math.cos(there) * math.sin(across / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(inner))
