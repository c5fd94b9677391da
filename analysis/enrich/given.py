"""What a person gave a case beside its evidence: databases and a list of networks, by path.

Why in the case's settings: findings depend on them, so the screens and the command line must judge
with the same. Not here: reading those files (`databases`, `operator_networks`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis import settings
from analysis.case import Case

_DATABASES, _NETWORKS = "databases", "networks"


@dataclass(frozen=True)
class Given:
    """Files of the person's own."""

    databases: tuple[Path, ...] = ()
    """Databases in MaxMind's format, in their order: the first that knows a field counts."""
    networks: Path | None = None
    """The operator's own list of networks; None where there is none."""


def read(case: Case) -> Given:
    """What was given last; nothing where nobody gave anything."""
    return of({row["name"]: row["value"] for row in case.rows("settings")})


def of(settings: Mapping[str, str]) -> Given:
    """What these settings name; settings of other kinds are left alone."""
    kept = {name: json.loads(value) for name, value in settings.items() if name in _NAMES}
    networks = kept.get(_NETWORKS)
    return Given(tuple(Path(path) for path in kept.get(_DATABASES, [])), Path(networks) if networks else None)


def keep(case: Case, given: Given, author: str = "this machine") -> None:
    """Keep it for this case; the findings follow when the case is judged next."""
    changes = {
        _DATABASES: [str(path) for path in given.databases] or None,
        _NETWORKS: str(given.networks) if given.networks else None,
    }
    settings.keep(case, changes, author=author, remembers_author=False)


_NAMES = frozenset({_DATABASES, _NETWORKS})
