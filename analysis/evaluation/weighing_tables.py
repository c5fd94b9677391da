"""The weighing of the signals as text. Not here: any arithmetic."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.evaluation import demands
from analysis.evaluation.calibrate import per_100
from analysis.evaluation.lanes import Observed
from analysis.evaluation.matrix import FEWEST_SEEN
from analysis.evaluation.measure import Measured
from analysis.evaluation.tables import aligned
from analysis.evaluation.weights import Weighed, Weighing


def lanes_seen(seen: Observed) -> list[str]:
    """What the weighing rests on."""
    groups = sorted(seen.honest_sessions)
    rows = [("weighed on", "stolen lanes", "honest lanes", "honest sessions")]
    for group in groups:
        count = {
            is_stolen: sum(n for one, n in seen.patterns.items() if one.group == group and one.is_stolen == is_stolen)
            for is_stolen in (True, False)
        }
        rows.append((group, f"{count[True]:,}", f"{count[False]:,}", f"{seen.honest_sessions[group]:,}"))
    left_out = [f"left out: {count:,} lanes, {why}" for why, count in sorted(seen.left_out.items())]
    return [*aligned(rows), *left_out]


def marks(weighing: Weighing) -> list[str]:
    """Each signal and grade, strongest first within its family."""
    rows = [("family", "signal", "stolen", "per 100", "honest", "per 100", "evidence", "fitted", "points", "today", "")]
    for one in sorted(weighing.marks, key=lambda one: (one.family, -abs(one.points), one.mark)):
        rows.append(
            (
                one.family,
                ".".join(part for part in one.mark if part),
                f"{one.stolen:,}",
                per_100(one.stolen, one.stolen_of),
                f"{one.honest:,}",
                per_100(one.honest, one.honest_of),
                f"{one.evidence:+.1f}",
                "" if one.is_held else f"{one.nats:+.2f}",
                str(one.points),
                str(one.today),
                _remark(one),
            )
        )
    return aligned(rows, words=2)


def _remark(one: Weighed) -> str:
    if one.is_held:
        return "too few" if one.stolen + one.honest < FEWEST_SEEN else "held"
    return "against its sign" if one.evidence * one.today < 0 else ""


def scale(weighing: Weighing) -> list[str]:
    """How log odds became points."""
    return [
        f"One nat of log odds is {weighing.points_per_nat:.2f} points; a score of 0 stands for log odds "
        f"{weighing.base:.1f}, so that replay_from stands for posterior {weighing.posterior:g}. "
        f"Penalty {weighing.penalty:g}, the best of those tried on seeds left out.",
        "Few enough honest lanes reach suspicious_from."
        if weighing.is_feasible
        else "NO scale keeps few enough honest lanes below suspicious_from: the signals do not tell enough apart.",
    ]


def reached(weighing: Weighing) -> list[str]:
    """Lanes over the thresholds, with today's points and the new ones."""
    rows = [("lanes from suspicious_from / replay_from on", "today", "fitted")]
    for (group, is_stolen), new in sorted(weighing.reached.items()):
        today = weighing.reached_today[group, is_stolen]
        if is_stolen:
            cells = [f"{100 * one:.1f} / {100 * two:.1f} of 100" for one, two in (today, new)]
            rows.append((f"{group}, stolen", cells[0], cells[1]))
        else:
            cells = [f"{one:.2f} / {two:.2f} per 1,000 sessions" for one, two in (today, new)]
            rows.append((f"{group}, honest", cells[0], cells[1]))
    return aligned(rows)


def held_out(today: Mapping[str, Measured], new: Mapping[str, Measured]) -> list[str]:
    """The demanded figures on seeds that were not fitted, with today's points and the new ones."""
    rows = [("on seeds held out", "today", "fitted", "must reach")]
    for setting, measured in new.items():
        before = {one.name: one for one in demands.figures(setting, today[setting])}
        for one in demands.figures(setting, measured):
            if one.name not in before or (one.demanded is None and one.name != demands.AP):
                continue
            limit = "" if one.demanded is None else f"{'≤' if one.is_at_most else '≥'} {one.demanded:g}"
            name = f"{demands.SETTINGS[setting]}: {one.name.replace('_', ' ')}"
            rows.append((name, _number(before[one.name].value), _number(one.value), limit))
    return aligned(rows)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
