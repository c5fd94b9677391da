"""What a briefing says: made from the case, then as people edited it, then masked where that is asked.

Masking comes last and goes over every text, so that no writer of a format can forget a name.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from analysis import evidence_advice, overview_words
from analysis.briefing import behind, clocks, edits, front, masking, prevented, words
from analysis.briefing.edits import Edits
from analysis.briefing.facts import Facts, of
from analysis.briefing.shape import Briefing, ClockSaid, Decision, Row
from analysis.case import Case
from analysis.controls.choices import Answer
from analysis.errors import CrumblineError

KEPT = {Row: ("session_key",), Briefing: ("case_name", "mark", "numbers")}
"""What is never masked: ids, and values that SQL must find again."""


def build(
    case: Case,
    *,
    name: str | None = None,
    made_at: datetime | None = None,
    edited: Edits | None = None,
    waits: bool = True,
) -> Briefing:
    """The briefing as it stands now. `waits`: measure the controls however long it takes, else only where it is quick.

    Raises: CrumblineError where nothing was judged yet.
    """
    if "findings" not in case.tables():
        raise CrumblineError("Nothing was judged yet.", "Give the case an Okta System Log export first.")
    changed = edits.of(case) if edited is None else edited
    facts = of(case)
    made = (made_at or datetime.now(UTC)).replace(tzinfo=None, microsecond=0)
    can = waits or prevented.is_ready(case, facts.view.totals["event_count"])
    measured = prevented.answer(case) if can and changed.has("controls") else None
    told = _edited(_made(facts, changed, name or case.folder.name, made, measured), changed)
    return _masked(told, facts) if changed.is_masked else told


def _made(facts: Facts, changed: Edits, name: str, made_at: datetime, measured: Answer | None) -> Briefing:
    judged, totals = facts.judged, facts.view.totals
    what_changed = overview_words.changed(facts.view.changes)
    is_quiet = not judged["told_count"]
    rows, note = front.timeline(facts)
    spots, ways = front.places(facts)
    numbers = (*front.numbers(facts), *(prevented.numbers(measured) if measured else ()))
    controls = prevented.told(measured) if measured else ()
    apps = facts.reach["app_count"]
    return Briefing(
        case_name=name,
        made_at=made_at,
        caption=words.caption(made_at, evidence_advice.span([totals]), changed.is_masked),
        mark=changed.mark,
        is_for_counsel=changed.is_for_counsel,
        is_masked=changed.is_masked,
        is_quiet=is_quiet,
        headline=words.headline(facts.found, totals),
        lead=words.examined(totals) if is_quiet else words.lead(judged, facts.view.first, what_changed, apps),
        figures=front.figures(facts),
        sure=words.sure(judged, facts.found),
        unseen=front.unseen(facts),
        affected=front.affected(facts),
        reached=words.reached(front.app_names(facts), apps, what_changed),
        timeline_title=words.timeline_title(judged),
        timeline=rows,
        timeline_note=note,
        map_title=words.map_title(facts.reach["city_count"]),
        spots=spots,
        ways=ways,
        done=() if is_quiet else words.done(facts.lines, facts.reach),
        decisions=(*front.decisions(facts), *(prevented.decision(measured) if measured else ())),
        clocks=tuple(_clock(*one) for one in changed.running()),
        controls=controls,
        controls_note=prevented.NOTE if controls else "",
        has_unmeasured=measured is None and changed.has("controls") and bool(facts.found.replays),
        behind=behind.sections(facts, numbers),
        numbers=numbers,
    )


def _edited(told: Briefing, changed: Edits) -> Briefing:
    """The sentences of people in place of the program's, and without what they left out."""
    offered = tuple(_decision(one, changed) for one in told.decisions)
    shown = tuple(one for one in offered if not changed.decisions.get(one.id, {}).get("is_left_out"))
    own = tuple(Decision("", title, price, is_edited=True) for title, price in changed.own_decisions)
    told = replace(
        told,
        headline=changed.headline or told.headline,
        lead=(changed.lead,) if changed.lead else told.lead,
        decisions=(*shown, *own),
        offered=offered,
        behind=tuple(section for section in told.behind if changed.has(section.id)),
    )
    empty = {
        "figures": {"figures": ()}, "sure": {"sure": (), "unseen": ()},
        "affected": {"affected": None, "reached": ()}, "timeline": {"timeline": ()}, "map": {"spots": (), "ways": ()},
        "done": {"done": ()}, "decisions": {"decisions": ()}, "clocks": {"clocks": ()}, "controls": {"controls": ()},
    }  # fmt: skip
    for part in changed.left_out:
        told = replace(told, **empty.get(part, {}))  # type: ignore[arg-type]
    return told


def _decision(one: Decision, changed: Edits) -> Decision:
    entry = changed.decisions.get(one.id, {})
    title, price = entry.get("title") or one.title, entry.get("price") or one.price
    return replace(one, title=title, price=price, is_edited=(title, price) != (one.title, one.price))


def _clock(clock: clocks.Clock, entered: dict[str, datetime]) -> ClockSaid:
    triggers = tuple(
        f"{one.words}: " + (f"{words.moment(entered[one.id])} UTC" if one.id in entered else "not entered")
        for one in clock.triggers
    )
    steps = tuple(
        (one.words, one.after, f"{words.moment(one.at)} UTC" if one.at else words.NO_CLOCK_YET)
        for one in clocks.due(clock, entered)
    )
    return ClockSaid(clock.name, clock.whom, clock.applies, clock.source, triggers, steps)


def _masked(told: Briefing, facts: Facts) -> Briefing:
    names = [(row["person"], row["name"]) for row in facts.case.rows("briefing_names")]
    people = [str(one["person"]) for one in facts.people]
    authors = sorted({one.by for line in facts.lines if (one := line.tick)})
    mask = masking.Mask(names, people, authors)
    masked: Briefing = masking.everywhere(told, mask.text, KEPT)
    return masked
