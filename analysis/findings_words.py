"""The sentences over findings: titles that say what was found, with a number, and never more than the log.

Why: a heading, a metric or a badge is read as markdown by the browser, so no log text may enter one
as it came. `safe` lets through only what can be nothing but a name; everything else becomes a
neutral phrase, and the name itself stands below as plain text. Pure functions, no database.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.charts.clock import duration
from analysis.charts.lane_words import number

BANDS = ("replay", "suspicious", "explained", "clean")
GLYPH = {"replay": "◆", "suspicious": "◐", "explained": "○", "clean": "·"}
WORDS = {
    "replay": "likely replay",
    "suspicious": "worth a look",
    "explained": "likely honest",
    "clean": "nothing seen",
}
COLOUR = {"replay": "orange", "suspicious": "yellow", "explained": "green", "clean": "gray"}
"""Streamlit's colour names of the bands."""

LONGEST_NAME = 40
# Runs of letters and digits, one joint between two of them: nothing that markdown could read as a
# list, a rule, emphasis or a link. A full stop may be followed by a blank after letters ("St. Gallen").
_NAME = re.compile(r"[^\W_]+(?:(?:(?<=[^\W\d_])\. |[ .'’_-])[^\W_]+)*\.?")
_LINK = re.compile(
    r"www|https?|\bftp|\.(com|org|net|io|test|example|info|biz|ru|cn|de|eu|co|me|xyz|top)\b", re.IGNORECASE
)


def safe(text: object, otherwise: str) -> str:
    """`text` if it can stand in a heading as it is, else `otherwise`.

    Letters, digits, blanks and . - _ ' between them, at most LONGEST_NAME characters. What a
    markdown reader would make into a link, a list or emphasis is not a name here. Letters that run
    from right to left would turn the sentence around and are left to the text below.
    """
    if not isinstance(text, str):
        return otherwise
    text = unicodedata.normalize("NFC", text).strip()
    if not text or len(text) > LONGEST_NAME or not _NAME.fullmatch(text) or _LINK.search(text):
        return otherwise
    if any(unicodedata.bidirectional(letter) in ("R", "AL", "AN") for letter in text):
        return otherwise
    return text


def person(login: object, otherwise: str = "One person") -> str:
    """A name for a heading: the part of the login before the at sign."""
    return safe(login.split("@")[0], otherwise) if isinstance(login, str) else otherwise


def owner(login: object) -> str:
    """The person in the genitive, at the beginning of a sentence."""
    name = person(login, "")
    return f"{name}’s" if name else "One person’s"


def band_label(band: str) -> str:
    """Glyph and word: a band is never told by colour alone."""
    return f"{GLYPH[band]} {WORDS[band]}"


def findings_headline(counts: Mapping[str, int]) -> str:
    """What the case holds: "Three sessions are likely replays, two more are worth a look"."""
    replays, looks = counts.get("replay", 0), counts.get("suspicious", 0)
    if replays:
        first = "One session is a likely replay" if replays == 1 else f"{_upper(replays)} sessions are likely replays"
        return first + (f", {number(looks)} more {'is' if looks == 1 else 'are'} worth a look" if looks else "")
    if looks:
        return f"No likely replay; {number(looks)} session{' is' if looks == 1 else 's are'} worth a look"
    return "No session looks replayed in what was read"


def _upper(count: int) -> str:
    word = number(count)
    return word[0].upper() + word[1:]


def session_headline(
    finding: Mapping[str, Any], origin: Mapping[str, Any] | None, other: Mapping[str, Any] | None
) -> str:
    """One session in one sentence, from its two clients: places first, then networks, then devices.

    `origin` and `other` (the first foreign lane, else the second lane) have place, network, device.
    """
    whose = owner(finding.get("actor_login"))
    subject = f"{whose} session" if not finding.get("is_inferred") else f"{whose} events without a session"
    if finding.get("is_inferred"):
        unlike = ", where no session of this person began" if finding.get("divergence_at") else ""
        return f"{subject} came from one client{unlike}"
    if origin is None or other is None or int(finding.get("lane_count") or 0) < 2:
        return f"{subject} was used by one client"
    began = "was seen first" if finding.get("is_origin_assumed") else "was opened"
    if finding.get("band") == "explained":
        clients = f"{subject} had {number(int(finding['lane_count']))} clients"
        if other.get("explained_by") is not None and len(other["explained_by"]):
            return f"{clients}, and what sets them apart is explained"
        return f"{clients}, and too little sets them apart"
    for field, word in (("place", "in"), ("network", "through"), ("device", "with")):
        here, there = safe(origin.get(field), ""), safe(other.get(field), "")
        if here and there and here != there:
            joint = "from" if word == "in" else word
            said = f"{subject} {began} {word} {here} and used {joint} {there}"
            return f"{said} during support access" if other.get("is_support_access") is True else said
    return f"{subject} was used by {number(int(finding['lane_count']))} clients"


def lanes_title(lane_count: int, shortest_s: float | None, span_s: float) -> str:
    """What the lanes show: "One session, two clients, 57 seconds apart"."""
    if lane_count < 2 or shortest_s is None:
        clients = "client" if lane_count == 1 else "clients"
        return f"One session, {number(lane_count)} {clients}, {duration(span_s)}"
    return f"One session, {number(lane_count)} clients, {apart(shortest_s)}"


def apart(seconds: float) -> str:
    """A gap as the end of a sentence: "57 seconds apart", "12 minutes apart"."""
    if seconds <= 0:
        return "in the same moment"
    if seconds < 1:
        return "less than a second apart"
    if round(seconds) < 100:
        return f"{round(seconds)} second{'s' if round(seconds) != 1 else ''} apart"
    minutes = round(seconds / 60)
    return f"{minutes} minutes apart" if minutes < 100 else f"{duration(seconds)} apart"


@dataclass(frozen=True)
class Speeds:
    """What the moves of a session come to."""

    count: int
    judged: int
    fast: int
    """Judged moves over the limit, simultaneous ones included."""
    farthest_km: float | None
    """Lower bound."""
    is_hidden: bool
    """Every fast move has an end in a VPN or a hosting network, where a place says little of a person."""


def speeds(hops: Sequence[Mapping[str, Any]], max_speed_kmh: float) -> Speeds:
    """Count the moves. Shape: rows of the table `hops`."""
    judged = [hop for hop in hops if hop["not_judged"] is None]
    fast = [hop for hop in judged if hop["is_simultaneous"] or (hop["speed_kmh"] or 0) > max_speed_kmh]
    distances = [hop["distance_km"] for hop in fast or judged if hop["distance_km"] is not None]
    hidden = bool(fast) and all(hop["is_hidden_end"] for hop in fast)
    return Speeds(len(hops), len(judged), len(fast), max(distances, default=None), hidden)


def ladder_title(found: Speeds) -> str:
    """What map and ladder show; kilometres are no headline where an end hides behind VPN or hosting."""
    if not found.count:
        return "The session never changed client or place"
    if not found.judged:
        return f"{_upper(found.count)} move{'s' if found.count != 1 else ''}, and no speed can be judged"
    if found.is_hidden:
        return "One end is a VPN or hosting network: its place says little"
    if not found.fast:
        return "No move was faster than an airliner"
    times = {1: "once", 2: "twice"}.get(found.fast, f"{number(found.fast)} times")
    each = "faster" if found.fast == 1 else "each faster"
    return f"At least {found.farthest_km:,.0f} km, {times}, {each} than an airliner"


def why_title(reasons_for: int, reasons_against: int, for_information: int = 0) -> str:
    """How the reasons stand: "Six reasons for, one against"."""
    if not reasons_for and not reasons_against:
        return "For information, no points" if for_information else "No signal was found on this session"
    first = f"{_upper(reasons_for)} reason{'s' if reasons_for != 1 else ''} for"
    return f"{first}, {number(reasons_against) if reasons_against else 'none'} against"


def events_title(foreign: int, count: int) -> str:
    """How many events are foreign: "Five of 53 events are foreign"."""
    if not foreign:
        return f"{_upper(count)} event{'s' if count != 1 else ''}"
    verb = "is" if foreign == 1 else "are"
    return f"{_upper(foreign)} of {count:,} events {verb} from the other client"


def preview_sentence(finding: Mapping[str, Any], act_count: int, privileged_count: int) -> str:
    """What happened, in one sentence of our own words; times and counts only."""
    if finding["divergence_at"] is None:
        held = number(int(finding["lane_count"])) + (" client" if finding["lane_count"] == 1 else " clients")
        return f"{held[0].upper()}{held[1:]} in one session; none of them is foreign."
    if finding.get("is_inferred"):
        count = int(finding["event_count"])
        events = "one event" if count == 1 else f"{number(count)} events"
        return f"A client without a session made {events}, from where no session of this person began."
    length = (finding["last_foreign_at"] - finding["divergence_at"]).total_seconds()
    seen = f"for **{duration(length)}**" if length >= 1 else "for a moment"
    origin = "came later than the first" if finding["is_origin_assumed"] else "never signed in"
    acts = f"{number(act_count)} act{'s' if act_count != 1 else ''} succeeded"
    changes = f", {number(privileged_count)} of them changing who may do what" if privileged_count else ""
    return f"Another client held this session {seen}. It {origin}; {acts}{changes}."


def moments(finding: Mapping[str, Any], act_count: int) -> str:
    """The line beside the badges: divergence, last foreign event, counts. Times are UTC."""
    if finding["divergence_at"] is None:
        return f"**{_moment(finding['started_at'])}** to **{_moment(finding['ended_at'])} UTC**"
    parts = [f"Divergence **{_moment(finding['divergence_at'])} UTC**"]
    if finding["last_foreign_at"] > finding["divergence_at"]:
        parts.append(f"last foreign event **{_moment(finding['last_foreign_at'])}**")
    if finding["first_act_at"] is None:
        parts.append("no act succeeded")
    foreign = int(finding["foreign_event_count"])
    parts.append(f"{foreign:,} foreign event{'s' if foreign != 1 else ''}")
    if act_count:
        parts.append(f"{act_count:,} act{'s' if act_count != 1 else ''}")
    return " · ".join(parts)


def _moment(time: Any) -> str:
    return f"{time.day} {time:%b %H:%M:%S}"


def nothing_found(session_count: int, event_count: int) -> str:
    """The sentence under an empty list: what was examined."""
    sessions = "one session" if session_count == 1 else f"{session_count:,} sessions"
    return (
        f"{event_count:,} events in {sessions} were examined: none has a second client, and no signal was found on any."
    )
