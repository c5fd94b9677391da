"""The sentences over a network: who used it, of what kind it is, and who says so. Pure functions, no database.

Why apart from `network`: a heading holds an address or a number of our own writing only, never an organisation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.charts.lane_words import number
from analysis.network import Asked
from analysis.person_words import counted, joined, upper

ROLE = {
    "origin": "signed in here",
    "foreign": "foreign client",
    "explained": "other client, explained",
    "other": "other client",
}
"""What a client was, in words."""
KIND = {
    "operator": "yours",
    "residential": "residential",
    "mobile": "mobile",
    "hosting": "hosting",
    "vpn": "VPN or proxy",
    "relay": "relay",
    "tor": "Tor",
    "unknown": "kind unknown",
}
_SAYS = {
    "operator list": "your own list",
    "okta services": "Okta, which knows services at the address",
    "okta proxy type": "Okta, by the type of proxy",
    "okta isProxy": "Okta, which flags the address as a proxy",
    "private address": "nobody: an inner address",
    "anonymous-ip database": "your anonymous IP database",
    "connection database": "your connection database",
    "reference table": "the reference table of hosting networks",
    "organisation name": "a word in the organisation’s name",
    "none": "nobody",
}
AS_SAYS = {
    "okta": "Okta",
    "mmdb": "your ASN database",
    "shipped": "the table that ships with Crumbline",
    "none": "nobody",
}
PLACE_SAYS = {"okta": "Okta", "mmdb": "your database", "none": "nobody"}


def name(asked: Asked) -> str:
    """The network at the beginning of a sentence. A v6 address has colons, which markdown may take for pictures."""
    if asked.version == 6:
        return "This address" if asked.kind == "address" else "This block"
    return asked.name


def headline(
    asked: Asked, sessions: pd.DataFrame, person_count: int, loose_count: int, *, is_judged: bool = True
) -> str:
    """One network in one sentence. Shape: `sessions` has role and actor_id."""
    foreign = sessions[sessions["role"].eq("foreign")]
    if len(foreign):
        whose = foreign["actor_id"].nunique()
        people = "one person" if whose == 1 else f"{number(whose)} people"
        usual = f"; {_people(person_count)} signed in here" if person_count else "; nobody signed in here"
        held = counted(len(foreign), "session", "sessions")
        return f"{name(asked)} carried a foreign client of {held} of {people}{usual}"
    if person_count:
        said = f"{upper(_people(person_count))} signed in through {_inside(asked)}"
        return f"{said}, and nothing foreign was seen there" if is_judged else said
    if len(sessions):
        held = counted(len(sessions), "session", "sessions")
        return f"{name(asked)} was used by {held}, none of which began there"
    if loose_count:
        return f"No session used {_inside(asked)}; {counted(loose_count, 'event', 'events')} came from it"
    return f"No session used {_inside(asked)}"


def _inside(asked: Asked) -> str:
    said = name(asked)
    return said if said == asked.name else said[:1].lower() + said[1:]


def _people(count: int) -> str:
    return "one person" if count == 1 else f"{number(count)} people"


def kind(fact: Mapping[str, Any]) -> str:
    """The kind in a word or two."""
    return KIND.get(str(fact["kind"]), "kind unknown")


def kind_says(fact: Mapping[str, Any]) -> str:
    """Where the kind comes from; the detail on which it rests is log text and stands elsewhere."""
    source = _SAYS.get(str(fact["kind_source"]), "nobody")
    return "Nobody says of what kind it is." if source == "nobody" else f"So says {source}."


def as_says(fact: Mapping[str, Any]) -> str:
    """Where the number of the autonomous system comes from."""
    source = AS_SAYS.get(str(fact["as_source"]), "nobody")
    if source == "nobody":
        return "No autonomous system is known; the network is told by its /24 or /48."
    return f"The autonomous system comes from {source}."


def mixed(facts: Sequence[Mapping[str, Any]]) -> str:
    """Where the addresses do not agree on a kind: "64 hosting, 3 VPN or proxy"; empty where they do."""
    counts: Counter[str] = Counter()
    for fact in facts:
        counts[kind(fact)] += int(fact["address_count"])
    told = [f"{count:,} {one}" for one, count in sorted(counts.items(), key=lambda pair: -pair[1])]
    return f"Its addresses differ: {', '.join(told)}." if len(told) > 1 else ""


def sessions_title(sessions: pd.DataFrame) -> str:
    """Over the sessions through it: "Seven sessions: four as a foreign client, three as the client that signed in"."""
    counts = sessions["role"].value_counts()
    words = {
        "foreign": "as a foreign client",
        "origin": "as the client that signed in",
        "explained": "as another client, explained",
        "other": "as another client",
    }
    parts = [f"{number(int(counts[role]))} {said}" for role, said in words.items() if role in counts.index]
    if not parts:
        return "No session used it"
    held = counted(len(sessions), "session", "sessions")
    said = f"{held}: {', '.join(parts)}"
    if len(counts) == 1:
        said = f"{held}, {'all ' if len(sessions) > 1 else ''}{words[str(counts.index[0])]}"
    return upper(said)


def people_title(people: pd.DataFrame) -> str:
    """Over the people: "Five people used it; foreign clients of four"."""
    if people.empty:
        return "Nobody’s session used it"
    foreign = int(people["foreign_count"].gt(0).sum())
    said = f"{upper(_people(len(people)))} used it"
    return said + (f", foreign clients of {number(foreign)}" if foreign else "")


def addresses_title(asked: Asked, addresses: pd.DataFrame, neighbours: pd.DataFrame) -> str:
    """Over the addresses of the network, or those around an address."""
    if asked.kind == "address":
        block = "/24" if asked.version == 4 else "/48"
        if neighbours.empty:
            return f"No other address of its {block} is in this case"
        return f"{upper(counted(len(neighbours), 'other address', 'other addresses'))} of its {block}"
    foreign = int(addresses["foreign_count"].gt(0).sum())
    said = upper(counted(len(addresses), "address", "addresses"))
    return said + (f", {number(foreign)} of foreign clients" if foreign else "")


def devices_title(devices: pd.DataFrame, places: pd.DataFrame) -> str:
    """Over devices and places: "Two devices, three places"."""
    located = int((places["city"].notna() | places["country"].notna()).sum())
    return upper(f"{counted(len(devices), 'device', 'devices')}, {counted(located, 'place', 'places')}")


def indicators_title(found: pd.DataFrame) -> str:
    """What marks it: "On the list of 2023, and an indicator of this case"."""
    if found.empty:
        return "No indicator names it"
    listed = found[found["kind"].eq("2023")]["address"].nunique()
    judged = found[found["kind"].eq("verdict")]["address"].nunique()
    parts = [f"{counted(listed, 'address', 'addresses')} on the list of 2023"] * bool(listed)
    parts += [f"{counted(judged, 'indicator', 'indicators')} of this case"] * bool(judged)
    return upper(joined(parts))


def loose_title(loose: pd.DataFrame) -> str:
    """What came from it outside of lanes."""
    counts = loose.groupby("what")["event_count"].sum()
    words = {
        "failed sign-in": ("failed sign-in", "failed sign-ins"),
        "event without a session": ("other event without a session", "other events without a session"),
        "forms no lane": ("event that forms no lane", "events that form no lane"),
    }
    parts = [counted(int(counts[what]), *said) for what, said in words.items() if what in counts.index]
    return upper(joined(parts)) if parts else "Nothing came from it outside of sessions"


def roles(found: Sequence[str], both: Sequence[bool]) -> list[str]:
    """Roles of sessions in words; where the foreign client shares the network with the one that signed in, both."""
    return [
        "foreign client, and signed in here" if has_both else ROLE[role]
        for role, has_both in zip(found, both, strict=True)
    ]
