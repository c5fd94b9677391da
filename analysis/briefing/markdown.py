"""The briefing as Markdown that no reader of it turns into markup, pictures or links of the log's making.

Why a word joiner in addresses: a backslash keeps emphasis and pictures out, but many readers make a link of a bare
address all the same; an invisible joiner breaks that and leaves what is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from analysis.briefing import said
from analysis.briefing.shape import Briefing, ClockSaid, Section, Table

_SIGNS = re.compile(r"([\\`*_\[\]<>|~$]|^[#+=-]|(?<!\d):(?=\S))")
_JOINER = "\N{WORD JOINER}"
_STARTS = re.compile(r"^(\s*\d+)([.)])")


def write(told: Briefing) -> bytes:
    """The document, UTF-8."""
    return ("\n\n".join(filter(None, _blocks(told))) + "\n").encode("utf-8", "replace")


def _blocks(told: Briefing) -> Iterable[str]:
    spoken = said.spoken(told)
    yield f"**{plain(told.mark)}**" + (f" · **{plain(spoken.counsel)}**" if spoken.counsel else "")
    yield plain(f"{spoken.title} · {told.caption}")
    yield f"# {plain(told.headline)}"
    yield plain(" ".join(told.lead))
    if told.figures:
        rows = tuple((one.label, one.value, one.note) for one in told.figures)
        yield table(Table(("Figure", "Value", "Of it"), rows, ()))
    if told.timeline:
        yield f"## {plain(told.timeline_title)}"
        yield table(_timeline(told))
        yield plain(told.timeline_note)
    if told.spots:
        yield f"## {plain(told.map_title)}"
        places = tuple((spot.city, f"{spot.signed_in:,}", f"{spot.used:,}") for spot in told.spots)
        yield table(Table(("City", "Sessions opened", "Sessions used by another client"), places, ()))
    if told.affected or told.reached:
        yield "## Who and what is affected"
        yield table(told.affected) if told.affected else ""
        yield items(told.reached)
    if told.sure:
        yield "## How sure, and why"
        yield items((*told.sure, *([spoken.unseen] if spoken.unseen else [])))
    if told.done:
        yield "## What has been done"
        yield items(told.done)
    yield from _asked(told)
    for one in told.behind:
        yield from section(one)
    yield f"**{plain(told.mark)}** · {plain(said.MADE_BY)}"


def _asked(told: Briefing) -> Iterable[str]:
    if told.decisions:
        yield f"## {said.DECISIONS}"
        yield "\n".join(f"{at}. **{plain(one.title)}** {plain(one.price)}" for at, one in enumerate(told.decisions, 1))
    if told.clocks:
        yield "## Reporting clocks"
        yield table(Table(("Duty", "Starts with", "What is due (UTC)"), tuple(map(_clock, told.clocks)), ()))
        yield plain(said.CLOCKS_NOTE)
    if told.controls:
        yield "## What would have interrupted it, and its price"
        rows = tuple((one.name, one.effect, one.price) for one in told.controls)
        yield table(Table(("Control", "In this log", "Price"), rows, (), told.controls_note))


def _timeline(told: Briefing) -> Table:
    def at(moment: object) -> str:
        return f"{moment:%d %b %Y %H:%M:%S}" if moment is not None else "–"

    rows = tuple(
        (one.label, at(one.started_at), at(one.divergence_at), at(one.last_foreign_at)) for one in told.timeline
    )
    return Table(("Person", "Session began (UTC)", "Other client: first event", "Last event"), rows, ())


def _clock(one: ClockSaid) -> tuple[str, str, str]:
    steps = "; ".join(f"{what} ({after}): {at}" for what, after, at in one.steps)
    return f"{one.name}: {one.whom}. {one.applies} {one.source}.", "; ".join(one.triggers), steps


def section(one: Section) -> Iterable[str]:
    """A part with its heading."""
    yield f"## {plain(one.title)}"
    yield from (plain(text) for text in one.paragraphs)
    if one.table:
        yield table(one.table)


def items(lines: Sequence[str]) -> str:
    """Sentences as a list."""
    return "\n".join(f"- {plain(line)}" for line in lines)


def table(told: Table) -> str:
    """A table, its note below."""
    lines = [told.columns, *told.rows]
    written = ["| " + " | ".join(plain(cell) for cell in line) + " |" for line in lines]
    written.insert(1, "|" + " --- |" * len(told.columns))
    return "\n".join(written) + (f"\n\n{plain(told.note)}" if told.note else "")


def plain(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    line = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
    line = _STARTS.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", line.replace("&", "&amp;")))
    line = re.sub(r"(?i)(www)\.", rf"\1{_JOINER}.", line.replace("@", f"{_JOINER}@{_JOINER}"))
    return line.replace(":/", f":{_JOINER}/")
