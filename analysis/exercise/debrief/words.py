"""The sentences of a debrief: what the team did, as a finding. No text of a scenario, player or log is in them."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.briefing.shape import Figure
from analysis.charts.clock import duration
from analysis.charts.lane_words import number
from analysis.exercise.debrief import found
from analysis.exercise.debrief.shape import RIGHT, ActionSaid, AnswerSaid, SessionSaid, TouchedSaid
from analysis.exercise.play.state import FINDINGS, State
from analysis.exercise.scenarios import scoring
from analysis.exercise.scenarios.calls import Score

BESIDE = "A score tells this team about this game: it compares with no other team, and with nobody who was robbed."


def minutes(count: float) -> str:
    """Minutes of play: "12 minutes", "1.5 minutes", "less than half a minute"."""
    if count < 0.5:
        return "less than half a minute"
    shown = f"{count:.1f}".removesuffix(".0") if count < 10 else f"{count:.0f}"
    return f"{shown} minute{'' if shown == '1' else 's'}"


def sessions(count: int, kind: str = "") -> str:
    """ "one stolen session", "three sessions"."""
    return f"{number(count)} {kind}{' ' if kind else ''}session{'' if count == 1 else 's'}"


def headline(who: str, score: Score, stolen: int) -> str:
    """What came of it, in one sentence without an end."""
    wrong = len(score.wrong_sessions)
    if not stolen:
        if score.called_sessions is None:
            return "Nothing was stolen, and nobody said so"
        if wrong:
            return f"{who} called {sessions(wrong)} stolen where nothing was"
        if score.is_guess:
            return f"Nothing was stolen, and {_low(who)} said so before there was anything to see"
        return f"Nothing was stolen, and {_low(who)} said so at minute {score.detected_at or 0:.0f}"
    was = f"{sessions(stolen)} {'was' if stolen == 1 else 'were'} stolen"
    if score.called_sessions is None:
        return f"{who} made no call, and {was}"
    right = stolen - len(score.missed_sessions)
    called = "the stolen session" if stolen == 1 else f"{right} of {stolen} stolen sessions"
    if score.minutes_to_detect is None:
        if right:
            return f"{who} called {called} before there was anything to see of it"
        if wrong:
            return f"{who} called {sessions(wrong, 'honest')} stolen, and not what was"
        if score.called_sessions:
            return f"{who} called a later session of the thief’s own; {was}"
        return f"{who} said that nothing was stolen; {was}"
    after = f"{minutes(score.minutes_to_detect)} after its first foreign event could be seen"
    if not right:
        return f"{who} called the right session {after}, and took it back"
    first = (
        f"{after}" if stolen == 1 else f"the first {minutes(score.minutes_to_detect)} after there was anything to see"
    )
    honest = f", and {sessions(wrong, 'honest')} with it" if wrong else ""
    return f"{who} called {called}{' ' if stolen == 1 else ', '}{first}{honest}"


def lead(
    score: Score, said: Sequence[SessionSaid], touched: Sequence[TouchedSaid], actions: Sequence[ActionSaid],
    answers: Sequence[AnswerSaid],
) -> tuple[str, ...]:  # fmt: skip
    """The rest of it in a few sentences."""
    told = []
    off = score.divergence_error_s
    if score.without_event:
        of_it = "event that it began with" if score.without_event == 1 else "events that they began with"
        told.append(
            f"{_capital(sessions(score.without_event))} {_were(score.without_event)} called without the {of_it}."
        )
    elif off is not None:
        told.append("It was called from the right event." if not off else f"The divergence was {duration(off)} off.")
    of = sum(one.outcome in (found.NAMED, found.NOT_NAMED) for one in touched)
    if of:
        named = sum(one.outcome == found.NAMED for one in touched)
        told.append(
            f"{named} of {of} things that the thief touched {_were(named)} named."
            if of > 1
            else f"The one thing that the thief touched was {'' if named else 'not '}named."
        )
    needed = [one for one in actions if one.outcome in (found.CHOSEN, found.LACKING)]
    done = sum(one.outcome == found.CHOSEN for one in needed)
    if needed and any(one.called_at or one.outcome == found.MISSED for one in said):
        told.append(f"{done} of {len(needed)} needed action{'' if len(needed) == 1 else 's'} {_were(done)} chosen.")
    if score.wrong_person_hours:
        told.append(
            f"What nothing called for would have cost about {score.wrong_person_hours:,.1f} hours of people’s work, "
            "an estimate for play."
        )
    right = sum(one.outcome == RIGHT for one in answers)
    if answers:
        told.append(
            f"{right} of {len(answers)} question{'' if len(answers) == 1 else 's'} {_were(right)} answered right."
        )
    return tuple(told)


def figures(score: Score, stolen: int, log_s: float | None, help_words: str) -> tuple[Figure, ...]:
    """Four numbers under the lead."""
    detect = Figure("Time to detect", "not called", "no right call", "")
    if score.minutes_to_detect is not None:
        told = f"{score.minutes_to_detect:.1f} min"
        detect = Figure(
            "Time to detect", told, f"of play; {duration(log_s)} of the log" if log_s is not None else "", ""
        )
    elif not stolen:
        said = "too early" if score.is_guess else "not said"
        told = said if score.detected_at is None else f"minute {score.detected_at:.0f}"
        note = "before there was anything to see" if score.is_guess else ""
        detect = Figure("Said that nothing was", told, note if score.detected_at is None else "of play", "")
    right = stolen - len(score.missed_sessions)
    wrong = f"{len(score.wrong_sessions)} honest called stolen"
    off = score.divergence_error_s
    figures = [Figure("Points", f"{score.points:g} of {score.of}", help_words, ""), detect]
    if not stolen:
        figures.append(Figure("Honest sessions accused", f"{len(score.wrong_sessions)}", "nothing was stolen", ""))
    else:
        figures.append(Figure("Stolen sessions called", f"{right} of {stolen}", wrong, ""))
        told = "not known" if off is None else "0 min" if not off else f"{off / 60:.1f} min"
        note = "no event was named" if score.without_event else "" if off is None else "at its worst"
        figures.append(Figure("Divergence off by", told, note, ""))
    return tuple(figures)


def assistance(state: State) -> str:
    """What players had before them, from when on: "lanes, from minute 12 findings"."""
    first, later = FINDINGS, []
    for minute, level in state.levels:
        if minute <= 0:
            first = level
        else:
            later.append(f"from minute {minute:.0f} {scoring.ASSISTANCE.get(level, level)}")
    return ", ".join([scoring.ASSISTANCE.get(first, first), *later])


def help_given(state: State, hints_cost: int) -> str:
    """Assistance and hints, beside the score."""
    count = len(state.hints)
    hints = f"{number(count)} hint{'' if count == 1 else 's'} (\N{MINUS SIGN}{hints_cost})" if count else "no hint"
    return f"with {assistance(state)}; {hints}"


def wait_words(seen_from: float | None, seen_at: float | None, end: float, *, is_replay: bool) -> str:
    """What stands at the gap between truth and team; empty where there is none."""
    if seen_from is None:
        return ""
    if seen_at is None:
        left = minutes(max(0.0, end - seen_from))
        return f"not called in {left}" if is_replay else f"no word on it in {left}"
    waited = minutes(max(0.0, seen_at - seen_from))
    return f"called after {waited}" if is_replay else f"said after {waited} that nothing was stolen"


def timeline_title(seen_from: float | None, seen_at: float | None, end: float, *, is_replay: bool) -> str:
    """Above the two timelines: from when on there was something to see, and when it was said."""
    if seen_from is None:
        return "What happened, and what was done about it"
    first = "First foreign event" if is_replay else "First odd sign"
    call = "right call" if is_replay else "said to be honest"
    if seen_at is None:
        lacking = "no right call" if is_replay else "no word on it"
        return f"{first} at minute {seen_from:.0f}, {lacking} by minute {end:.0f}"
    return f"{first} at minute {seen_from:.0f}, {call} at minute {seen_at:.0f}"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _low(who: str) -> str:
    return who[:1].lower() + who[1:]


def hours(count: float) -> str:
    """Hours of people's work: "6.0 hours", "1,200 hours"."""
    return f"{count:,.1f} hours" if count < 100 else f"{count:,.0f} hours"
