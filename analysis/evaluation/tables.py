"""The evaluation as tables for people and as a document for programs.

Not here: any counting.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from analysis.evaluation import compare, demands, measure
from analysis.evaluation.demands import Figure
from analysis.evaluation.evaluate import Outcome, together
from analysis.evaluation.measure import Judged, Measured


def aligned(rows: Sequence[Sequence[str]], *, words: int = 1) -> list[str]:
    """Lines of a table, its heading first; the first `words` columns to the left, the others to the right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            text.ljust(width) if place < words else text.rjust(width)
            for place, (text, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return [lines[0], "-" * max(map(len, lines)), *lines[1:]]


def report(outcomes: Sequence[Outcome], title: str) -> str:
    """Everything, as text."""
    whole = together(outcomes)
    parts: list[str] = [title, ""]
    for setting, measured in whole.items():
        parts += [_heading(setting, measured), *_figures(setting, measured), *_by_tenant(setting, outcomes), ""]
    parts += ["Recall by kind of replay (in the band replay, of all)", *_by_kind(whole), ""]
    parts += [
        "Honest sessions by what was planted in them (in replay / in suspicious, of all)",
        *_confusions(whole),
        "",
    ]
    parts += ["Replays that are not in the band replay, lowest score first", *_missed(whole), ""]
    if demands.ONE_PERSON in whole:
        parts += ["Replays that are not their person's first finding", *_not_first(whole[demands.ONE_PERSON]), ""]
    for setting in whole:
        reports = compare.added([outcome.rules[setting] for outcome in outcomes if setting in outcome.rules])
        if reports:
            parts += [f"Published rules beside Crumbline: {demands.SETTINGS[setting]}", *_rules(reports), ""]
    parts.append(verdict(whole))
    return "\n".join(parts)


def verdict(whole: Mapping[str, Measured]) -> str:
    """One sentence on what was demanded."""
    demanded = [one for one in _all_figures(whole) if one.demanded is not None]
    open_ones = [one for one in demanded if not one.is_reached]
    if not open_ones:
        return f"All {len(demanded)} demanded figures are reached."
    names = ", ".join(f"{demands.SETTINGS[one.setting]} {one.name}" for one in open_ones)
    return f"{len(demanded) - len(open_ones)} of {len(demanded)} demanded figures are reached. Not reached: {names}."


def _all_figures(whole: Mapping[str, Measured]) -> list[Figure]:
    return [figure for setting, measured in whole.items() for figure in demands.figures(setting, measured)]


def _heading(setting: str, measured: Measured) -> str:
    return (
        f"{demands.SETTINGS[setting][:1].upper()}{demands.SETTINGS[setting][1:]}: "
        f"{len(measured.replays):,} replays, {measured.honest_count:,} honest sessions"
    )


def _figures(setting: str, measured: Measured) -> list[str]:
    rows = [("figure", "measured", "95 % of", "must reach", "")]
    for one in demands.figures(setting, measured):
        interval = f"{one.interval[0]:.3f}–{one.interval[1]:.3f}" if one.interval else ""
        demanded = "" if one.demanded is None else f"{'≤' if one.is_at_most else '≥'} {one.demanded:g}"
        reached = {True: "reached", False: "NOT REACHED", None: ""}[one.is_reached]
        rows.append((one.says, _number(one.value), interval, demanded, reached))
    return aligned(rows)


def _by_tenant(setting: str, outcomes: Iterable[Outcome]) -> list[str]:
    """How much the figures differ from tenant to tenant."""
    told = [
        f"seed {outcome.recipe.seed} {_number(outcome.measured[setting].average_precision)}"
        for outcome in outcomes
        if setting in outcome.measured
    ]
    return [f"average precision by tenant: {', '.join(told)}"]


def _by_kind(whole: Mapping[str, Measured]) -> list[str]:
    totals = {setting: Counter(one.what for one in measured.replays) for setting, measured in whole.items()}
    found = {
        setting: Counter(one.what for one in measured.replays if one.band == "replay")
        for setting, measured in whole.items()
    }
    kinds = sorted({kind for counts in totals.values() for kind in counts})
    rows = [("kind", *(demands.SETTINGS[setting] for setting in whole))]
    rows += [(kind, *(f"{found[setting][kind]} of {totals[setting][kind]}" for setting in whole)) for kind in kinds]
    return aligned(rows)


def _confusions(whole: Mapping[str, Measured]) -> list[str]:
    """Kinds that are in either band, most first; a session counts under each of its kinds."""
    in_band = {
        (setting, band): _by_part(Counter(one.what for one in measured.honest if one.band == band))
        for setting, measured in whole.items()
        for band in ("replay", "suspicious")
    }
    totals = {setting: _by_part(measured.confusion_counts) for setting, measured in whole.items()}
    counted: Counter[str] = sum(in_band.values(), Counter())
    rows = [("planted", *(demands.SETTINGS[setting] for setting in whole))]
    for name in sorted(counted, key=lambda name: (-counted[name], name)):
        cells = (
            f"{in_band[setting, 'replay'][name]} / {in_band[setting, 'suspicious'][name]} of {totals[setting][name]:,}"
            for setting in whole
        )
        rows.append((name, *cells))
    never = sorted({name for total in totals.values() for name in total} - set(counted))
    return [*(aligned(rows) if counted else ["none"]), *([f"in neither band: {', '.join(never)}"] if never else [])]


def _by_part(counts: Mapping[str, int]) -> Counter[str]:
    found: Counter[str] = Counter()
    for name, count in counts.items():
        for part in name.split(measure.AND):
            found[part] += count
    return found


def _missed(whole: Mapping[str, Measured]) -> list[str]:
    return _replays([(setting, one) for setting, measured in whole.items() for one in measured.missed()])


def _not_first(measured: Measured) -> list[str]:
    return _replays([(demands.ONE_PERSON, one) for one in measured.replays if one.rank != 1])


def _replays(told: Sequence[tuple[str, Judged]]) -> list[str]:
    if not told:
        return ["none"]
    rows = [("setting", "kind", "session", "band", "score", "rank", "looks like")]
    for setting, one in told:
        score, place = "no finding" if one.score is None else str(one.score), str(one.rank or "")
        rows.append((demands.SETTINGS[setting], one.what, one.session_id, one.band, score, place, one.look_alike or ""))
    return aligned(rows, words=7)


def _rules(reports: Sequence[compare.Reports]) -> list[str]:
    rows = [("rule", "reported", "stolen", "precision", "recall", "per 1,000 sessions")]
    for one in reports:
        told = (f"{one.right + one.wrong:,}", f"{one.right:,}", _number(one.precision.value))
        rows.append((one.name, *told, _number(one.recall.value), f"{one.per_1000:.2f}"))
    return aligned(rows)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def document(outcomes: Sequence[Outcome], about: Mapping[str, Any]) -> dict[str, Any]:
    """The same as plain values."""
    return {
        **about,
        "settings": {setting: _document(setting, measured) for setting, measured in together(outcomes).items()},
        "tenants": [
            {
                **asdict(outcome.recipe),
                "seconds": round(outcome.seconds, 1),
                "average_precision": {name: one.average_precision for name, one in outcome.measured.items()},
            }
            for outcome in outcomes
        ],
        "rules": {
            setting: [_rule(one) for one in compare.added([o.rules[setting] for o in outcomes if setting in o.rules])]
            for setting in demands.SETTINGS
            if any(setting in outcome.rules for outcome in outcomes)
        },
    }


def _document(setting: str, measured: Measured) -> dict[str, Any]:
    flagged = [one for one in measured.honest if one.band in ("replay", "suspicious")]
    return {
        "replays": [asdict(one) for one in measured.replays],
        "honest_sessions": measured.honest_count,
        "honest_flagged": [asdict(one) for one in flagged],
        "confusions": dict(sorted(measured.confusion_counts.items())),
        "figures": [{**asdict(one), "is_reached": one.is_reached} for one in demands.figures(setting, measured)],
    }


def _rule(one: compare.Reports) -> dict[str, Any]:
    told = {"precision": one.precision.value, "recall": one.recall.value, "per_1000": one.per_1000}
    return {**asdict(one), **told}
