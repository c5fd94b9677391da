"""What a debrief says of a game that is over: everything gathered from its journal, its truth and its case."""

from __future__ import annotations

from dataclasses import replace

from analysis.case import Case
from analysis.errors import CrumblineError
from analysis.exercise.debrief import answered, controlled, found, plan, timelines, words
from analysis.exercise.debrief.records import Records
from analysis.exercise.debrief.shape import BasisSaid, Debrief, Played
from analysis.exercise.play.play import Play
from analysis.exercise.play.state import ENDED
from analysis.exercise.scenarios.game import Game
from analysis.exercise.scenarios.moments import milliseconds, utc
from analysis.exercise.scenarios.parts import MARKS

ADDED = frozenset({"plan", "replied"})
"""Kinds of entries of the journal that change nothing of what is gathered."""


def is_ready(play: Play) -> bool:
    """Whether the case has the whole log, judged to the end; a debrief before that lacks what is read from it."""
    return play.state.phase == ENDED and play.to_feed() is None and "findings" in play.case().tables()


def build(play: Play) -> Debrief:
    """The debrief as it stands now. Raises: CrumblineError before the end: nothing of it is for players till then."""
    return with_people(gathered(play), play)


def with_people(told: Debrief, play: Play) -> Debrief:
    """What was gathered, with the plan as people keep it and what players said: all that changes after the end."""
    state = play.state
    replies = tuple((name, tuple(answers.items())) for name, answers in state.replies.items())
    return replace(told, plan=plan.in_force(state.plan, told.plan), is_plan_kept=bool(state.plan), replies=replies)


def gathered(play: Play) -> Debrief:
    """Everything but what people add after the end; the plan is the suggested one. Raises: as `build`."""
    if play.state.phase != ENDED:
        raise CrumblineError("The game is not over.", "Read the debrief when it has ended.")
    game, state, score = play.game, play.state, play.score()
    case = play.case() if is_ready(play) else None
    records = Records(play.made.events)
    call = state.callings[-1].call if state.callings else None
    sessions = tuple(found.sessions(game, call, records, _program(case, game, call)))
    touched = tuple(found.touched(game, call, records))
    actions = tuple(found.chosen(game, call))
    answers = answered.answers(play, score, records)
    controls = controlled.controls(case, game, records) if case else None
    offered = plan.suggested(score, actions, answers, controls, is_replay=game.truth.is_replay)
    stolen = len(game.truth.stolen)
    seen_from = game.detectable_minute() if stolen or game.detectable_minute() > 0 else None
    played = _played(play, score.hints_cost)
    return Debrief(
        game_id=play.facts.id,
        headline=words.headline(_team(play), score, stolen),
        lead=words.lead(score, sessions, touched, actions, answers),
        figures=words.figures(
            score, stolen, _log_s(game, score.detected_at), words.help_given(state, score.hints_cost)
        ),
        played=played,
        truth=timelines.truth(game, records),
        team=timelines.team(play, records),
        ticks=timelines.ticks(game),
        seen_from=seen_from,
        seen_at=score.detected_at,
        timeline_title=words.timeline_title(seen_from, score.detected_at, played.ended_minute, is_replay=bool(stolen)),
        wait_words=words.wait_words(seen_from, score.detected_at, played.ended_minute, is_replay=bool(stolen)),
        is_replay=game.truth.is_replay,
        sessions=sessions,
        touched=touched,
        actions=actions,
        answers=answers,
        parts=score.parts,
        points=score.points,
        of=score.of,
        controls=controls,
        published=score.figures,
        basis=tuple(BasisSaid(one.words, MARKS.get(one.mark, one.mark), one.source) for one in game.document.basis),
        ending=game.ending,
        plan=offered,
        is_plan_kept=False,
        replies=(),
    )


def _team(play: Play) -> str:
    return "The player" if play.facts.is_alone else "The team"


def _program(case: Case | None, game: Game, call: object) -> found.Program:
    """What the program says of each session that a debrief tells of."""
    if case is None:
        return {}
    named = [one.session_id for one in getattr(call, "sessions", ())]
    told = [*(one.session_id for one in game.truth.stolen), *named]
    rows = case.rows("debrief_sessions", session_ids=told)
    return {row["session_id"]: (row["session_key"], row["band"]) for row in rows if row["session_id"] in told}


def _log_s(game: Game, detected_at: float | None) -> float | None:
    """Seconds of the log between the first foreign event and the first right call; None where either is lacking."""
    if detected_at is None or not game.truth.stolen:
        return None
    first = utc(milliseconds(game.truth.stolen[0].divergence_at))
    return max(0.0, (game.log_at(detected_at) - first).total_seconds())


def _played(play: Play, hints_cost: int) -> Played:
    game, state, facts = play.game, play.state, play.facts
    document, truth = game.document, game.truth
    started = next((entry["at"] for entry in play.journal if entry["what"] == "started"), facts.made_at)
    ended = next((entry["minute"] for entry in play.journal if entry["what"] == "ended"), state.minute)
    return Played(
        title=facts.title,
        scenario=document.title,
        about=" ".join(document.about.split()),
        mark=MARKS.get(document.mark, document.mark),
        company=document.company,
        objectives=tuple(document.objectives),
        audience=tuple(document.audience),
        seed=facts.seed,
        size=facts.size,
        people_count=truth.people_count,
        event_count=truth.event_count,
        session_count=truth.session_count,
        minutes=document.minutes,
        ended_minute=ended,
        began_on=started[:10],
        players=tuple((one.name, one.role) for one in state.players.values()),
        is_alone=facts.is_alone,
        levels=words.assistance(state),
        hints=tuple(game.hints[number] for number in state.hints if 0 <= number < len(game.hints)),
        hints_cost=hints_cost,
    )
