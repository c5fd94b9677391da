"""Why a session has not more points and not fewer, and what nobody can judge of it.

Why: a score that cannot be argued with is not believed. The sentences here say which limit applied, which
explanation did not count and why, and what this export lacks. They hold no text of the log.
Not here: the explanations that did count; those are signals with points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.charts.lane_words import number
from analysis.findings_words import WORDS
from analysis.session_view import SessionView

FAMILY_WORDS = {
    "network": "network and place",
    "device": "device",
    "concurrency": "concurrency",
    "acts": "acts",
    "okta": "Okta's own opinion",
    "indicators": "indicators",
    "explanation": "explanation",
}
HIDING = {"hosting": "a hosting network", "vpn": "a VPN or proxy", "tor": "Tor"}
_SIGN_IN = "no_sign_in_in_lane"


@dataclass(frozen=True)
class Doubts:
    """What stands beside the score."""

    limits: tuple[str, ...]
    """Which limits applied, and which explanation explains nothing here."""
    lacks: tuple[str, ...]
    """What this export lacks, and what to fetch."""
    coverage: tuple[str, ...]
    """What the case cannot show, as far as it touches this session."""


def doubts(view: SessionView) -> Doubts:
    """All doubts of a session; empty tuples where there are none."""
    rows = view.case.rows("session_doubts", session_key=view.finding["session_key"])
    facts = rows[0] if rows else None
    return Doubts(
        limits=(*_caps(view), *_bands(view), *_explains_nothing(facts, set(view.signals["signal"]), view)),
        lacks=_lacks(view.finding, facts),
        coverage=_coverage(view),
    )


def _caps(view: SessionView) -> list[str]:
    found = []
    counted = view.signals[view.signals["is_counted"]]
    for family, signals in counted.groupby("family"):
        left_out = int(signals["full_points"].abs().sum() - signals["points"].abs().sum())
        if left_out:
            cap = int(view.number(f"cap_{family}"))
            words = FAMILY_WORDS[str(family)]
            found.append(
                f"The family {words} counts up to {cap} points, because its signals restate one another: "
                f"{left_out} more are left out."
            )
    return found


def _bands(view: SessionView) -> list[str]:
    score, replay_from = int(view.finding["score"]), int(view.number("replay_from"))
    if score < replay_from or view.finding["band"] == "replay":
        return []
    if view.finding["is_inferred"]:
        return [f"A client without a session is never called a {WORDS['replay']}, whatever its score."]
    return [f"{replay_from} points are reached, but by one family alone: a {WORDS['replay']} needs two that agree."]


def _explains_nothing(facts: Mapping[str, Any] | None, found: set[str], view: SessionView) -> list[str]:
    """Explanations that one would expect and that do not count, each with its reason."""
    if facts is None or not facts["is_candidate"]:
        return []
    told = []
    if facts["device_relation"] == "same" and facts["token_relation"] == "same" and "same_token_and_agent" not in found:
        told.append(f"The same device token explains nothing here: {_why_token(facts)}.")
    elif facts["token_relation"] == "same" and facts["device_relation"].startswith("other"):
        told.append("The same device token explains nothing here: it came from another system or browser.")
    if facts["habit"] == "network":
        told.append(
            "The person's own provider explains hardly anything: it is the same network at other addresses, and rented "
            "proxies live in large networks too."
        )
    many = int(view.number("many_people"))
    if 0 < (people := int(facts["person_count"])) < many:
        told.append(
            f"Sessions of {number(people)} {'person' if people == 1 else 'people'} began at this client's address: "
            f"fewer than {number(many)} do not make it a shared place."
        )
    return told


def _why_token(facts: Mapping[str, Any]) -> str:
    if facts["hidden_kinds"]:
        kinds = " and ".join(HIDING[kind] for kind in facts["hidden_kinds"])
        return f"the client came through {kinds}, where a copied cookie jar would come from as well"
    if (facts["browser_major"] or 0) < (facts["origin_browser_major"] or 0):
        return "the browser is older than the origin's, and browsers do not go back"
    turns = int(facts["turn_count"])
    return f"the two clients take turns ({number(turns)} {'return' if turns == 1 else 'returns'} to the origin)"


def _lacks(finding: Mapping[str, Any], facts: Mapping[str, Any] | None) -> tuple[str, ...]:
    lacks = []
    if not finding["has_baseline"]:
        lacks.append(
            "This export holds no other session of this person: what is usual for them cannot be told, and their own "
            "places of other days explain nothing. Fetch 90 days of the person."
        )
    people = int(facts["people_of_case"]) if facts else 0
    if people == 1:
        lacks.append(
            "This export holds one person's events alone: which addresses many people share (offices, VPN exits) "
            "cannot be told. Fetch one day of the whole tenant, or list your networks under Settings."
        )
    if finding["is_origin_assumed"]:
        lacks.append(
            "The sign-in is not in this export: the client seen first is taken for the one that signed in. "
            "Fetch the hours before the session's first event."
        )
    return tuple(lacks)


def _coverage(view: SessionView) -> tuple[str, ...]:
    finding = view.finding
    rows = view.case.rows(
        "session_coverage",
        session_key=finding["session_key"],
        from_at=finding["started_at"],
        until_at=finding["ended_at"],
    )
    blind = {row["signal"] for row in view.missing}
    if finding["is_origin_assumed"] or finding["is_parent_unknown"]:
        blind.add(_SIGN_IN)
    return tuple(row["statement"] for row in rows if _touches(row, blind))


def _touches(row: Mapping[str, Any], blind: set[str]) -> bool:
    """A file's statement touches all its sessions; one on the case those whose signals it names."""
    affects: Sequence[str] = row["affects"]
    return not row["is_of_case"] or bool(blind & set(affects))
