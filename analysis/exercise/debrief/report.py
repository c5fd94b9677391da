"""The after-action report: the debrief for the file, in parts that every writer lays out (PDF, slides, Markdown).

Not here: how a part is written (`pdf`, `pptx`, `markdown`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from analysis.briefing import said
from analysis.briefing.edits import MARKS as PAGE_MARKS
from analysis.briefing.said import Spoken
from analysis.briefing.shape import Figure, Section, Table
from analysis.errors import CrumblineError
from analysis.exercise.debrief import controlled, questionnaire, words
from analysis.exercise.debrief.records import moment
from analysis.exercise.debrief.shape import CLOCK, OPEN, THIEF, Debrief, Moment
from analysis.exercise.scenarios.figures import NOT_A_RANKING
from analysis.exercise.scenarios.parts import MARKS

KIND = "After-action report"
USUAL_MARK = "TLP:AMBER"
PICTURE_NOTE = (
    "Above: what happened in the log; orange is the thief, blue the person in whose session it was. Below: the team; "
    "filled is right, hollow is not."
)
LONGEST_AUTHOR = 80


@dataclass(frozen=True)
class Report:
    """The report before any layout."""

    debrief: Debrief
    title: str
    caption: str
    mark: str
    made_at: datetime
    """UTC."""
    headline: str
    lead: tuple[str, ...]
    figures: tuple[Figure, ...]
    sections: tuple[Section, ...]

    @property
    def spoken(self) -> Spoken:
        """The lines around the contents."""
        return Spoken(self.title, self.title, said.MADE_BY, "", "", PICTURE_NOTE)


def of(
    told: Debrief,
    *,
    mark: str = USUAL_MARK,
    author: str = "",
    with_names: bool = False,
    made_at: datetime | None = None,
) -> Report:
    """The report of a debrief. Raises: CrumblineError for a mark that there is not."""
    if mark not in PAGE_MARKS:
        raise CrumblineError(f"There is no mark {mark[:40]!r}.", f"Choose one of {', '.join(PAGE_MARKS)}.")
    made = (made_at or datetime.now(UTC)).replace(tzinfo=None, microsecond=0)
    by = " ".join(author.split())[:LONGEST_AUTHOR]
    caption = [f"Exercise of {told.played.began_on}", f"written on {made.day} {made:%B %Y}", f"by {by}" if by else ""]
    return Report(
        told, f"{KIND}: {told.played.title}", " · ".join(filter(None, caption)), mark, made, told.headline,
        (*told.lead, words.BESIDE), told.figures, tuple(_sections(told, with_names)),
    )  # fmt: skip


def _sections(told: Debrief, with_names: bool) -> Iterator[Section]:
    yield Section("objectives", "Objectives", tuple(f"– {one}" for one in told.played.objectives))
    yield _played(told)
    yield _plan(told)
    yield Section("truth", "What happened", (), _truth(told.truth))
    done = "What the player did" if told.played.is_alone else "What the team did"
    yield Section("team", done, (), _team(told.team))
    yield _score(told)
    yield Section("questions", "Questions", (), _answers(told))
    yield from _found(told)
    yield _controls(told)
    yield from _replies(told, with_names)
    yield _published(told)
    yield _basis(told)


def _played(told: Debrief) -> Section:
    one = told.played
    seats = ", ".join(f"{name} ({role})" if role else name for name, role in one.players) or "nobody"
    rows = (
        ("Scenario", f"{one.scenario}. {one.about}"),
        ("Made with", f"seed {one.seed}, size {one.size}: {one.people_count:,} people, {one.session_count:,} sessions, "
                      f"{one.event_count:,} events of a made-up company ({one.company})"),
        ("Played", f"{one.ended_minute:.0f} of {one.minutes:g} minutes, on {one.began_on}"),
        ("At the table", seats),
        ("Assistance", one.levels),
        ("Hints", f"{len(one.hints)}, minus {one.hints_cost} points" if one.hints else "none"),
        ("For whom it was written", ", ".join(one.audience)),
    )  # fmt: skip
    return Section("played", "What was played", (), Table(("Of the game", "What it was"), rows, (0.2, 0.8)))


def _plan(told: Debrief) -> Section:
    suggested = any(row.is_suggested for row in told.plan)
    rows = tuple(
        (row.side, f"{row.what}{' *' if row.is_suggested else ''}", row.owner or "–", row.date or "–")
        for row in told.plan
    )
    note = "* Suggested from the score, in the program’s words; nobody has made it their own." if suggested else ""
    table = Table(("Strength or gap", "What", "Owner", "By when"), rows, (0.13, 0.59, 0.15, 0.13), note)
    return Section("plan", "Improvement plan: strengths to keep, gaps to close", (), table)


def _truth(moments: tuple[Moment, ...]) -> Table:
    rows = tuple(
        (f"{one.no}", f"{one.minute:.1f}", moment(one.at), one.words,
         f"the thief, as {one.name}" if one.who == THIEF else one.name,
         f"{MARKS.get(one.mark, one.mark)}{f'. {one.source}' if one.source else ''}")
        for one in moments
    )  # fmt: skip
    columns = ("No", "Minute", "Log (UTC)", "What", "In whose session", "How we know it")
    return Table(columns, rows, (0.05, 0.08, 0.14, 0.3, 0.17, 0.26))


def _team(moments: tuple[Moment, ...]) -> Table:
    rows = tuple(
        (f"{one.minute:.1f}", moment(one.at), one.kind, one.words, one.name, one.outcome)
        for one in moments
        if one.kind != CLOCK
    )
    columns = ("Minute", "Log (UTC)", "Kind", "What", "Who", "Was it right")
    return Table(columns, rows, (0.08, 0.14, 0.09, 0.44, 0.14, 0.11))


def _score(told: Debrief) -> Section:
    rows = tuple((one.name.replace("_", " "), f"{one.points:g} of {one.of}", one.words) for one in told.parts)
    table = Table(("Part", "Points", "Why"), rows, (0.18, 0.14, 0.68))
    played = (
        f"{told.points:g} of {told.of} points in all, questions and hints included. Played with {told.played.levels}."
    )
    return Section("score", "Score of the call", (played,), table)


def _answers(told: Debrief) -> Table:
    rows = tuple(
        (
            one.asks,
            f"{one.given} ({one.by})" if one.given else "not answered",
            " ".join(filter(None, (one.right, one.debrief, f"Source: {one.source}." if one.source else ""))),
            "not marked" if one.outcome == OPEN else f"{one.points:g} of {one.of}",
        )
        for one in told.answers
    )
    return Table(("Question", "Answered", "Right, and why", "Points"), rows, (0.27, 0.27, 0.35, 0.11))


def _found(told: Debrief) -> Iterator[Section]:
    rows = tuple(
        (one.outcome, one.login, one.truth_at or "–", one.called_at or "–", one.error or "–", one.session_id)
        for one in told.sessions
    )
    if rows:
        columns = ("Outcome", "Person", "First foreign event (UTC)", "Called from", "Off by", "Session")
        widths = (0.11, 0.19, 0.21, 0.21, 0.11, 0.17)
        yield Section("sessions", "Sessions: called, missed, wrong", (), Table(columns, rows, widths))
    if told.touched:
        things = tuple((one.outcome, one.kind, one.name, one.at or "–") for one in told.touched)
        table = Table(("Outcome", "Kind", "What", "First touched (UTC)"), things, (0.2, 0.15, 0.42, 0.23))
        yield Section("touched", "Blast radius: named and not", (), table)
    chosen = tuple(
        (
            one.outcome,
            one.words,
            f"{one.points_lost}" if one.points_lost else "–",
            f"{one.hours:,.1f}" if one.hours else "–",
        )
        for one in told.actions
    )
    table = Table(
        ("Outcome", "Action", "Points lost", "Hours"), chosen, (0.2, 0.54, 0.13, 0.13),
        "Hours of people’s work are an estimate for play.",
    )  # fmt: skip
    yield Section("actions", "Containment: needed, chosen, harmful", (), table)


def _controls(told: Debrief) -> Section:
    title = "What each control would have changed"
    if told.controls is None:
        return Section("controls", title, ("The log of this game was not judged to the end, so no control was tried.",))
    rows = tuple((one.title, f"{one.effect} {one.reach}".strip(), one.price) for one in told.controls.said)
    table = Table(("Control", "In this game it", "Price"), rows, (0.26, 0.44, 0.3), controlled.NOTE) if rows else None
    return Section("controls", title, (f"{told.controls.headline}.",), table)


def _replies(told: Debrief, with_names: bool) -> Iterator[Section]:
    found = questionnaire.summary(told.replies, with_names=with_names)
    title = "What players said"
    if not found.count:
        yield Section("replies", title, ("Nobody filled in the questionnaire.",))
        return
    rows = tuple(
        (one.words, *(f"{count}" for count in one.counts), "–" if one.middle is None else f"{one.middle:g}")
        for one in found.scales
    )
    columns = ("Statement", *(f"{step}" for step in questionnaire.SCALE), "Middle")
    intro = (
        f"{found.count} of {len(told.played.players)} players replied. 1 is {questionnaire.LOW}, "
        f"{questionnaire.SCALE[-1]} is {questionnaire.HIGH}; the middle is the median."
    )
    yield Section("replies", title, (intro,), Table(columns, rows, (0.55, 0.07, 0.07, 0.07, 0.07, 0.07, 0.1)))
    texts = tuple(
        (one.words, f"{name}: {text}" if name else text) for one in found.texts for name, text in one.texts
    )  # fmt: skip
    if texts:
        yield Section("texts", "What players wrote", (), Table(("Question", "Answer"), texts, (0.35, 0.65)))


def _published(told: Debrief) -> Section:
    rows = tuple((one.whose, one.value, one.measures, f"{one.source}; {MARKS[one.mark]}") for one in told.published)
    table = Table(("Whose", "Figure", "What it measures", "Source"), rows, (0.12, 0.15, 0.38, 0.35), NOT_A_RANKING)
    return Section("published", "Published in 2023, with what each measures", (), table)


def _basis(told: Debrief) -> Section:
    rows = tuple((one.words, one.mark, one.source) for one in told.basis)
    table = Table(("Statement", "How we know it", "Source"), rows, (0.42, 0.2, 0.38))
    return Section("basis", "Basis and sources", (told.ending, f"The whole scenario: {told.played.mark}."), table)
