"""The improvement plan: strengths to keep and gaps to close, suggested from the score, then as people keep them.

Why suggestions: a blank sheet after a long exercise stays blank. They are the program's words and marked so until
somebody changes them; an owner and a date come from people only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from analysis.exercise.debrief import found, words
from analysis.exercise.debrief.shape import RIGHT, ActionSaid, AnswerSaid, Controls, PlanRow
from analysis.exercise.scenarios import scoring
from analysis.exercise.scenarios.calls import Part, Score

STRENGTH, GAP = SIDES = ("strength", "gap")
GOOD = 0.8
"""Share of a part's points from which on it is a strength."""
COLUMNS = ("strength or gap", "what", "owner", "date")
LONGEST, MOST_ROWS = 500, 40
STRENGTHS = {
    scoring.DETECTION: "It was seen and said early. Keep what made that possible: who looked, and at what.",
    scoring.SESSIONS: "The right sessions were called, and nobody else accused. Keep the checks made before a call.",
    scoring.DIVERGENCE: "The call began at the right event. Keep looking for the first event, attempts included.",
    scoring.BLAST: "What the thief touched was named. Keep going through a session act by act.",
    scoring.CONTAINMENT: "The actions fitted what had happened. Keep the containment list at hand.",
}
GAPS = {
    scoring.DETECTION: "See it sooner: decide who looks at sessions with a second client, how often, and from which "
    "message on at once.",
    scoring.SESSIONS: "Call the right sessions only: agree on what is checked first (device, both clients at once, the "
    "person asked out of band) and look for further sessions once one is found.",
    scoring.DIVERGENCE: "Find where it begins: look for the first event of the other client, attempts included, before "
    "the first act.",
    scoring.BLAST: "Name all that was touched: go through the session act by act, and follow what was made.",
    scoring.CONTAINMENT: "Contain what happened, and no more: agree beforehand which actions fit which finding.",
}

OF_RESTRAINT = {
    scoring.DETECTION: "It was said that nothing was stolen. Keep saying so plainly, with the reason.",
    scoring.SESSIONS: "Nobody was accused who was who they seemed. Keep the checks made before a call.",
}
LACKING_RESTRAINT = {
    scoring.DETECTION: "Say it when nothing was stolen: silence leaves everybody waiting.",
    scoring.SESSIONS: "Accuse nobody before it is checked: device, both clients at once, the person asked out of band.",
}
"""Where nothing was stolen."""


def suggested(
    score: Score,
    actions: Sequence[ActionSaid],
    answers: Sequence[AnswerSaid],
    controls: Controls | None,
    *,
    is_replay: bool = True,
) -> tuple[PlanRow, ...]:
    """What the score says, as rows to begin with."""
    rows = [_of_part(part, is_replay) for part in score.parts if part.of]
    rows += [_gap(f"Needed and not chosen: {one.words}.") for one in actions if one.outcome == found.LACKING]
    uncalled = [one for one in actions if one.outcome in (found.UNCALLED, found.HARMFUL)]
    rows += [_gap(f"Chosen and {one.outcome}: {one.words}. {_cost(one)}".strip()) for one in uncalled]
    marked = [one for one in answers if one.points is not None]
    right = sum(one.outcome == RIGHT for one in marked)
    if marked and right < len(marked):
        rows.append(_gap(f"{right} of {len(marked)} questions were answered right: go through the others together."))
    if controls and controls.best:
        rows.append(_gap(f"Decide on a control: {controls.headline}. It {controls.best.price}"))
    return tuple(sorted(rows, key=lambda row: SIDES.index(row.side)))


def _of_part(part: Part, is_replay: bool) -> PlanRow:
    is_good = part.points >= GOOD * part.of
    known = (
        STRENGTHS | ({} if is_replay else OF_RESTRAINT) if is_good else GAPS | ({} if is_replay else LACKING_RESTRAINT)
    )
    said = known.get(part.name, part.name.replace("_", " "))
    return PlanRow(STRENGTH if is_good else GAP, f"{said} ({part.words.rstrip('.')}.)", "", "", is_suggested=True)


def _gap(what: str) -> PlanRow:
    return PlanRow(GAP, what, "", "", is_suggested=True)


def _cost(one: ActionSaid) -> str:
    return f"About {words.hours(one.hours)} of people’s work, an estimate for play." if one.hours else ""


def in_force(kept: Sequence[Mapping[str, str]], offered: Sequence[PlanRow]) -> tuple[PlanRow, ...]:
    """The plan as people kept it, else what is suggested; a kept row in the program's words is still a suggestion."""
    if not kept:
        return tuple(offered)
    ours = {row.what for row in offered}
    return tuple(
        PlanRow(row.get(COLUMNS[0], GAP), row.get("what", ""), row.get("owner", ""), row.get("date", ""),
                is_suggested=row.get("what", "") in ours and not row.get("owner") and not row.get("date"))
        for row in kept
    )  # fmt: skip


def rows(edited: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """What a person edited as the game keeps it; rows that say nothing are left out."""
    return list(_rows(edited))[:MOST_ROWS]


def _rows(edited: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, str]]:
    for row in edited:
        what = _text(row.get("what"))
        if what:
            side = row.get(COLUMNS[0])
            yield {
                COLUMNS[0]: side if side in SIDES else GAP,
                "what": what,
                "owner": _text(row.get("owner")),
                "date": _day(row.get("date")),
            }


def _text(value: Any) -> str:
    return " ".join(value.split())[:LONGEST] if isinstance(value, str) else ""


def _day(value: Any) -> str:
    """A day as YYYY-MM-DD; empty for what is none."""
    if isinstance(value, date) and value == value:
        return f"{value:%Y-%m-%d}"
    try:
        return date.fromisoformat(str(value)[:10]).isoformat()
    except ValueError:
        return ""
