"""What people changed of a briefing: its sentences, what is left out, decisions, clocks, the mark. Kept as acts.

Why acts: the briefing is made anew from the case each time, so only what a person put in its place is kept, with
who and when; the newest act on a field counts, and giving a field back is an act too. Findings do not depend on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from analysis import acts
from analysis.acts import Subject
from analysis.briefing import clocks
from analysis.briefing.clocks import Clock
from analysis.case import Case
from analysis.errors import ActRefused

WHAT = "briefing"
SUBJECT = Subject("case", "briefing")
MARKS = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")
"""Traffic Light Protocol 2.0, FIRST."""
PARTS = {
    "figures": "The four figures",
    "sure": "How sure, and why",
    "affected": "Who and what is affected",
    "timeline": "Timeline",
    "map": "Map",
    "done": "What has been done",
    "decisions": "Decisions needed",
    "clocks": "Reporting clocks",
    "controls": "Controls and their price",
    "method": "Method",
    "evidence": "Evidence with hashes",
    "coverage": "Coverage and limits",
    "findings": "Findings",
    "containment": "Containment list",
    "settings": "Settings",
    "numbers": "Where the numbers come from",
}
"""Parts that can be left out; headline and lead always stand."""
LONGEST_HEADLINE, LONGEST_LEAD, LONGEST_LINE = 160, 700, 240
MOST_OWN = 8
_WORDS = {
    "headline": "the headline", "lead": "the lead", "left_out": "what is left out", "decisions": "the decisions",
    "own_decisions": "own decisions", "clocks": "the reporting clocks", "contracts": "the clocks of contracts",
    "mark": "the mark", "is_for_counsel": "the line for counsel", "is_masked": "the masking of names",
}  # fmt: skip


@dataclass(frozen=True)
class Contract:
    """A clock that a contract starts, as a person entered it."""

    id: str
    name: str
    hours: int
    trigger: str
    """What starts it."""


@dataclass(frozen=True)
class Edits:
    """What counts now."""

    headline: str = ""
    """Empty: as the program writes it."""
    lead: str = ""
    left_out: tuple[str, ...] = ()
    """Ids of PARTS."""
    decisions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """By id of a decision of the program: title, price, is_left_out."""
    own_decisions: tuple[tuple[str, str], ...] = ()
    """Title and price of decisions that a person added."""
    clocks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Of the clocks that are switched on: entered moments by trigger, ISO 8601 in UTC; empty while blank."""
    contracts: tuple[Contract, ...] = ()
    """Those of contracts; switched on by an entry in `clocks`."""
    mark: str = "TLP:AMBER"
    is_for_counsel: bool = False
    is_masked: bool = False

    def has(self, part: str) -> bool:
        """Whether a part stands in the briefing."""
        return part not in self.left_out

    def running(self) -> list[tuple[Clock, dict[str, datetime]]]:
        """The clocks that are switched on, with the moments that were entered."""
        known = dict(clocks.known()) | {
            one.id: clocks.contract(one.id, one.name, one.hours, one.trigger) for one in self.contracts
        }
        return [
            (clock, {name: datetime.fromisoformat(text) for name, text in self.clocks[key].items() if text})
            for key, clock in known.items()
            if key in self.clocks
        ]


def of(case: Case) -> Edits:
    """What people changed of this case's briefing, as it counts now."""
    found: dict[str, Any] = {}
    for act in reversed(acts.of(case, what=WHAT, subject=SUBJECT)):
        found |= act.fields.get("changed", {})
    return _edits(found)


def keep(case: Case, changed: Mapping[str, Any], *, author: str) -> None:
    """Keep new values of some fields as one act; None gives a field back to the program.

    Raises: ActRefused where a value is none that the field can have, or nobody is named.
    """
    plain = {name: _checked(name, value) for name, value in changed.items()}
    now = of(case)
    if all(_edits({name: value}) == _edits({name: getattr(now, name)}) for name, value in plain.items()):
        return
    words = "Briefing: changed " + ", ".join(_WORDS[name] for name in plain)
    acts.add(case, WHAT, [(SUBJECT, {"words": words, "changed": plain})], author=author)


def _edits(found: Mapping[str, Any]) -> Edits:
    """Fields as acts hold them; what an older or newer program kept otherwise is passed over."""
    contracts = tuple(
        one if isinstance(one, Contract) else Contract(one["id"], one["name"], int(one["hours"]), one["trigger"])
        for one in found.get("contracts") or ()
    )
    mark = found.get("mark")
    return Edits(
        headline=found.get("headline") or "",
        lead=found.get("lead") or "",
        left_out=tuple(part for part in found.get("left_out") or () if part in PARTS),
        decisions=dict(found.get("decisions") or {}),
        own_decisions=tuple((title, price) for title, price in found.get("own_decisions") or ()),
        clocks=dict(found.get("clocks") or {}),
        contracts=contracts,
        mark=mark if mark in MARKS else Edits.mark,
        is_for_counsel=bool(found.get("is_for_counsel")),
        is_masked=bool(found.get("is_masked")),
    )


def _checked(name: str, value: Any) -> Any:
    if name not in _WORDS:
        raise ActRefused(f"A briefing has no {name!r}.", f"Change one of {', '.join(_WORDS)}.")
    if value is None:
        return None
    match name:
        case "headline":
            return _line(value, LONGEST_HEADLINE)
        case "lead":
            return _line(value, LONGEST_LEAD)
        case "mark" if value not in MARKS:
            raise ActRefused(f"There is no mark {str(value)[:40]!r}.", f"Choose one of {', '.join(MARKS)}.")
        case "own_decisions":
            rows = [(_line(title, LONGEST_LINE), _line(price, LONGEST_LINE)) for title, price in value]
            return [row for row in rows if row[0]][:MOST_OWN]
        case "decisions":
            return {key: _decision(entry) for key, entry in value.items()}
        case "clocks":
            return {str(key): {str(at): _moment(text) for at, text in entry.items()} for key, entry in value.items()}
        case "contracts":
            return _contracts(value)
        case "left_out":
            return [part for part in PARTS if part in value]
    return value


def _decision(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": _line(entry.get("title") or "", LONGEST_LINE),
        "price": _line(entry.get("price") or "", LONGEST_LINE),
        "is_left_out": bool(entry.get("is_left_out")),
    }


def _contracts(value: Sequence[Contract]) -> list[dict[str, Any]]:
    told = []
    for one in value[:MOST_OWN]:
        if not one.name.strip():
            continue
        if not 1 <= one.hours <= 8760:
            raise ActRefused("The time of a contract is not usable.", "Give whole hours, from 1 to 8,760.")
        told.append({"id": one.id, "name": _line(one.name, 80), "hours": one.hours, "trigger": _line(one.trigger, 160)})
    return told


def _moment(text: Any) -> str:
    if not text:
        return ""
    try:
        return datetime.fromisoformat(str(text)).isoformat(timespec="minutes")
    except ValueError as cause:
        raise ActRefused(f"{str(text)[:40]!r} is no time.", "Write it as 2023-10-18 14:30, in UTC.") from cause


def _line(text: Any, longest: int) -> str:
    """One line of what a person typed; control characters would break pages."""
    clean = "".join(letter if letter.isprintable() else " " for letter in str(text))
    return " ".join(clean.split())[:longest]
