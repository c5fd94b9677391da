"""The checklist in words: its title, what was done in the wrong order, and the whole of it as text and as CSV.

Titles and warnings hold no text of the log; lines and documents do: plain text only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime

from analysis import safe_csv
from analysis.charts.lane_words import number
from analysis.containment import entries, search
from analysis.containment.line import Done, Line, progress

COLUMNS = (
    "part", "done", "what", "object", "object_type", "object_id", "acts", "done_at", "done_by", "shown_by", "filter",
    "since", "api_call", "why", "does_not", "note", "sessions", "event_ids", "source", "line_id",
)  # fmt: skip
LONGEST = 300
SHUT = ("ways_in", "sessions", "apps")
"""Groups whose lines shut something off; the others prepare and look again."""


def title(lines: Sequence[Line]) -> str:
    """How far it is: "Shut off: 1 of 5 done"."""
    told = progress(lines)
    if not told.all:
        return "Nothing to shut off"
    return f"Shut off: all {told.all} done" if not told.open else f"Shut off: {told.done} of {told.all} done"


def standing(lines: Sequence[Line]) -> str:
    """How far a whole case is, in a sentence: "Nothing is shut off yet."; empty where nothing is to be shut off."""
    told = [progress(lines, group) for group in SHUT]
    done, every = sum(one.done for one in told), sum(one.all for one in told)
    if not every:
        return ""
    if not done:
        return "Nothing is shut off yet."
    return f"All {every} things are shut off." if done == every else f"{done} of {every} things are shut off."


def warnings(lines: Sequence[Line]) -> list[str]:
    """What was done in an order that helps the thief."""
    told = []
    # what only asks to look around is no way back in: nothing was seen to be made there
    changes = {entry.id for entry in entries.entries() if entry.per == "change"}
    open_ways = sum(line.entry in changes and line.done is None for line in lines)
    ended = [line for line in lines if line.entry == "end_sessions" and line.done]
    if ended and open_ways:
        ways = "one way back in is" if open_ways == 1 else f"{number(open_ways)} ways back in are"
        told.append(
            f"Sessions were ended while {ways} open: who knows of it comes back that way, warned. Close what is "
            "left at once, then end the sessions again."
        )
    kept = [line for line in lines if line.entry == "keep_evidence"]
    undone = [line for line in lines if line.group == "ways_in" and line.tick is not None]
    if undone and any(line.done is None for line in kept):
        told.append("Objects were put back before anybody noted that the evidence is kept: export the log now.")
    if not ended and any(line.done for line in lines if line.entry in ("password_local", "factors_checked")):
        told.append("The password or the factors are new, and the old sessions are open: neither ends them.")
    return told


def done(one: Done) -> str:
    """ "seen in the log 13 Oct 22:41, by security-oncall: user deactivated"; plain text."""
    at = f"{one.at.day} {one.at:%b %H:%M}"
    if not one.is_in_log:
        return f"ticked {one.at.day} {one.at:%b %Y %H:%M} UTC, by {_line(one.by)}"
    return f"seen in the log {at} UTC, by {_line(one.by)}: {one.words}"


def since(at: datetime | None) -> str | None:
    """From when a filter looks."""
    return None if at is None else f"from {at.day} {at:%b %Y %H:%M:%S} UTC on"


def acts(line: Line) -> str:
    """ "act 3", "acts 2, 3"; empty where it undoes none, or acts of several sessions."""
    if len(line.sessions) != 1 or not line.acts:
        return ""
    numbers = [str(no) for _, no in line.acts]
    return f"act{'' if len(numbers) == 1 else 's'} {', '.join(numbers)}"


def document(lines: Sequence[Line]) -> str:
    """All lines with boxes, as plain text for a ticket or a pad."""
    told = [title(lines)]
    for group in entries.groups().values():
        chosen = [line for line in lines if line.group == group.id]
        if not chosen:
            continue
        told += ["", f"{group.title.upper()} ({progress(chosen).done} of {len(chosen)} done)", group.note]
        for line in chosen:
            told += ["", *_box(line)]
    return "\n".join(told) + "\n"


def csv(lines: Sequence[Line]) -> bytes:
    """The same as CSV that no spreadsheet takes for formulas."""
    return safe_csv.document(COLUMNS, [_row(line) for line in lines])


def _box(line: Line) -> list[str]:
    rest = [part for part in (acts(line), _line(line.object) if line.object else "") if part]
    told = [f"[{'x' if line.done else ' '}] {line.words}" + (f": {', '.join(reversed(rest))}" if rest else "")]
    if line.object_id and line.object_id not in (line.object or ""):
        told.append(f"    id       {_line(line.object_id)}")
    if line.done:
        told.append(f"    {done(line.done)}")
    if line.note:
        told.append(f"    {line.note}")
    for word, text in (
        ("why", line.why), ("not", line.does_not), ("call", line.api_call), ("verify", line.filter),
        ("since", search.since(line.since) if line.filter else None),
    ):  # fmt: skip
        if text:
            told.append(f"    {word:<8} {text}")
    return told


def _row(line: Line) -> list[object]:
    one = line.done
    at = f"{one.at.isoformat(timespec='seconds')}Z" if one else None
    return [
        entries.groups()[line.group].title, "yes" if one else "no", line.words, line.object, line.object_type,
        line.object_id, " ".join(str(no) for _, no in line.acts), at,
        one.by if one else None, ("log" if one.is_in_log else "tick") if one else None, line.filter,
        search.since(line.since), line.api_call, line.why, line.does_not, line.note, " ".join(line.sessions),
        " ".join(line.event_ids), line.source, line.id,
    ]  # fmt: skip


def _line(text: str) -> str:
    """One line that nothing of the log can break or turn around."""
    clean = "".join(" " if one.isspace() else one for one in text[: LONGEST * 4])
    return "".join(one for one in clean if unicodedata.category(one)[0] != "C")[:LONGEST] or "unknown"
