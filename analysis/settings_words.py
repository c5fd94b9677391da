"""Settings and what a change of them comes to, as sentences.

Not here: drawing them; log text is never part of a sentence here, only names of settings and numbers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from analysis import parameters, signal_files
from analysis.charts.lane_words import number
from analysis.findings_words import WORDS
from analysis.rejudge import Difference
from analysis.settings import Changed
from analysis.settings_values import FILES, NETWORKS, PEOPLE, points_defaults

_MOST_WAYS = 3
_UNIT = re.compile(r"_(km|kmh|min|h|s)$")


def upper(words: str) -> str:
    """The same as the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def headline(settings: Mapping[str, str]) -> str:
    """How the case differs from the program as it came."""
    points = points_defaults()
    numbers = [name for name in settings if name in parameters.defaults() or name in points]
    networks, people = _listed(settings.get(NETWORKS)), _listed(settings.get(PEOPLE))
    parts = []
    if numbers:
        parts.append(f"{_count(len(numbers), 'number differs', 'numbers differ')} from the defaults")
    if networks:
        parts.append(f"{_count(networks, 'network is', 'networks are')} listed as yours")
    if people:
        parts.append(f"{_count(people, 'person is', 'people are')} listed as privileged")
    return upper(", ".join(parts)) if parts else "Everything stands as the program came"


def _count(count: int, one: str, several: str) -> str:
    return f"{number(count)} {one if count == 1 else several}"


def difference(told: Difference) -> str:
    """The headline of a preview: "Three sessions change band: two go from likely replay to worth a look"."""
    if not told.moved_count:
        return "Nothing would change: every session keeps its score and its band"
    if not told.band_count:
        return f"No session changes band; {number(told.moved_count)} change{'s' if told.moved_count == 1 else ''} score"
    ways = [_way(*way, count) for way, count in list(told.ways.items())[:_MOST_WAYS]]
    rest = told.band_count - sum(list(told.ways.values())[:_MOST_WAYS])
    if rest:
        ways.append(f"{number(rest)} in other ways")
    sessions = "session changes" if told.band_count == 1 else "sessions change"
    return f"{upper(number(told.band_count))} {sessions} band: {'; '.join(ways)}"


def _way(before: str | None, after: str | None, count: int) -> str:
    is_one = count == 1
    if before is None:
        return f"{number(count)} become{'s' if is_one else ''} {WORDS[after or 'clean']}"
    if after is None:
        return f"{number(count)} {'is' if is_one else 'are'} no finding any more"
    return f"{number(count)} {'goes' if is_one else 'go'} from {WORDS[before]} to {WORDS[after]}"


def what(name: str) -> str:
    """What a setting is called."""
    if name == NETWORKS:
        return "Your networks"
    if name == PEOPLE:
        return "Privileged people"
    if name in FILES:
        return "Databases by path" if name == "databases" else "Networks by path"
    if name in points_defaults():
        _, signal, *grade = name.split(".")
        found = signal_files.signals()[signal]
        return f"Points: {found.title}" + (f", {grade[0].replace('_', ' ')}" if grade else "")
    return upper(_UNIT.sub("", name).replace("_", " "))


def change(one: Changed) -> str:
    """One change: "Many people: 5, then 8". Of lists, what came in and what went."""
    if one.name in (NETWORKS, PEOPLE):
        before, after = _entries(one.before), _entries(one.after)
        parts = [
            f"{number(count)} {word}"
            for count, word in ((len(after - before), "in"), (len(before - after), "out"))
            if count
        ]
        return f"{what(one.name)}: {' and '.join(parts) or 'another order'}, {len(after):,} listed"
    if one.name in FILES:
        return f"{what(one.name)}: {'changed' if one.after else 'taken away'}"
    return f"{what(one.name)}: {_value(one.name, one.before)}, then {_value(one.name, one.after)}"


def _value(name: str, text: str | None) -> str:
    if text is not None:
        return text
    points = points_defaults().get(name)
    known = parameters.defaults().get(name)
    default = points[1] if points else known.default if known else None
    return f"{default:g} (the default)" if default is not None else "the default"


def _listed(text: str | None) -> int:
    return len(json.loads(text)) if text else 0


def _entries(text: str | None) -> set[str]:
    return {json.dumps(entry, sort_keys=True) for entry in json.loads(text or "[]") or []}
