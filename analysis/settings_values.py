"""What a setting may be: its names, its values, and the sentence for one that it cannot take.

Not here: keeping them (`settings`), and what they are for; that stands with each number.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from analysis import parameters, signal_files
from analysis.enrich import operator_networks
from analysis.enrich.operator_networks import Entry
from analysis.errors import SettingRefused

NETWORKS, PEOPLE = "networks_list", "privileged_people"
FILES = ("databases", "networks")
"""Settings of files given by path: JSON texts that `enrich.given` makes and reads."""

_RANGES = {
    "points": (0, 1_000),
    "km": (0, 20_100),
    "km/h": (1, 100_000),
    "seconds": (0, 86_400),
    "minutes": (1, 10_080),
    "hours": (1, 8_760),
    "days": (1, 366),
    "rows": (1, 1_000_000_000),
}
"""From and to, by the first word of a unit; half the girth of the Earth is the farthest."""
_COUNT = (1, 1_000_000)
"""For units that are things counted."""
MOST_POINTS = 100
_LONGEST_NAME = 200
_MOST_ENTRIES = 20_000


def is_number(name: str) -> bool:
    """Whether a setting is a number or the points of a signal."""
    return name in parameters.defaults() or name in points_defaults()


def points_defaults() -> dict[str, tuple[str, int]]:
    """Family and default of the points, by name of the setting."""
    return {
        f"points.{signal.name}" + (f".{grade}" if grade else ""): (signal.family, points)
        for signal in signal_files.signals().values()
        for grade, points in signal.points.items()
    }


def range_of(name: str) -> tuple[float, float]:
    """The least and the most that a number may be. Raises: SettingRefused where there is no such number."""
    points = points_defaults().get(name)
    if points is not None:
        return (-MOST_POINTS, 0) if points[0] == "explanation" else (0, MOST_POINTS)
    parameter = parameters.defaults().get(name)
    if parameter is None:
        raise SettingRefused(f"There is no setting {name[:80]!r}.", "The names stand on the screen Settings.")
    return _RANGES.get(parameter.unit.split()[0].rstrip(","), _COUNT)


def encoded(name: str, value: Any) -> str | None:
    """A value as the table `settings` holds it; None where the default is meant.

    Raises: SettingRefused, NetworksUnreadable.
    """
    if name == NETWORKS:
        return _networks(value)
    if name == PEOPLE:
        return _people(value)
    if name in FILES:
        return None if value is None else json.dumps(value)
    least, most = range_of(name)
    if value is None:
        return None
    points = points_defaults().get(name)
    default = points[1] if points is not None else parameters.defaults()[name].default
    number = _number(value)
    is_whole = isinstance(default, int)
    if number is None or not least <= number <= most or (is_whole and number != int(number)):
        kind = "a whole number" if is_whole else "a number"
        raise SettingRefused(
            f"{name} takes {kind} from {least:,} to {most:,}; {str(value)[:40]} is none.", "Choose one within that."
        )
    if number == default:
        return None
    return str(int(number)) if is_whole else str(number)


def decoded(name: str, text: str | None) -> Any:
    """What `encoded` would take, from a value of the table."""
    if text is None or not (name in (NETWORKS, PEOPLE) or name in FILES):
        return text
    return json.loads(text)


def check_together(values: Mapping[str, str]) -> None:
    """Whether these settings fit one another. Raises: SettingRefused."""
    numbers = parameters.effective(values)
    foreign, suspicious, replay = (numbers[name].value for name in ("foreign_from", "suspicious_from", "replay_from"))
    if not suspicious <= foreign <= replay:
        raise SettingRefused(
            f"suspicious_from is {suspicious:g}, foreign_from {foreign:g}, replay_from {replay:g}: out of order.",
            "Each begins where the one before it does, or later: suspicious, foreign, replay.",
        )


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


def _networks(value: Any) -> str | None:
    """Networks as JSON. `value` is a list of Entry or of mappings with network, name and kind."""
    entries = []
    for line, one in enumerate(value or [], 1):
        if not isinstance(one, Entry):
            network = one.get("network") or one.get("cidr") or one.get("asn") or ""
            one = Entry(line, _network(network), str(one.get("name") or ""), str(one.get("kind") or ""))
        entries.append(one)
    if len(entries) > _MOST_ENTRIES:
        raise SettingRefused(f"{len(entries):,} networks are too many for a form.", "Give them as a file, by its path.")
    operator_networks.table(entries)
    rows = [
        {
            "network": one.network.strip(),
            "name": one.name.strip()[:_LONGEST_NAME],
            "kind": one.kind.strip().lower()[:_LONGEST_NAME] or "office",
        }
        for one in entries
    ]
    unique = list({row["network"].lower(): row for row in rows}.values())
    return json.dumps(unique, ensure_ascii=False) if unique else None


def _network(value: Any) -> str:
    return f"AS{value}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def _people(value: Any) -> str | None:
    """People as JSON: each once, in their order. `value` is a list, or text with one a line."""
    lines = value.splitlines() if isinstance(value, str) else list(value or [])
    names = [str(line).strip()[:_LONGEST_NAME] for line in lines]
    unique = list({name.lower(): name for name in names if name}.values())
    if len(unique) > _MOST_ENTRIES:
        raise SettingRefused(f"{len(unique):,} people are too many.", "List those who can change who may do what.")
    return json.dumps(unique, ensure_ascii=False) if unique else None
