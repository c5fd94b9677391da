"""Which databases and networks the person gave to a case: paths, kept beside the case's database.

Why: findings depend on them, so they belong to the case and not to a browser tab.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from analysis.case import Case

_FILE = "enrichment.json"


@dataclass(frozen=True)
class Enrichment:
    """What a person gives beside the evidence."""

    databases: list[Path] = field(default_factory=list)
    """Databases in MaxMind's format: city, ASN, anonymous addresses."""
    networks: Path | None = None
    """The operator's own list of networks."""


def read(case: Case) -> Enrichment:
    """What the case was given; nothing where nobody gave anything."""
    file = case.folder / _FILE
    if not file.is_file():
        return Enrichment()
    kept = json.loads(file.read_text(encoding="utf-8"))
    return Enrichment([Path(path) for path in kept["databases"]], Path(kept["networks"]) if kept["networks"] else None)


def write(case: Case, given: Enrichment) -> None:
    """Keep it for this case; the findings are made anew by whoever calls this."""
    kept = {
        "databases": [str(path) for path in given.databases],
        "networks": str(given.networks) if given.networks else None,
    }
    part = case.folder / (_FILE + ".new")
    part.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    part.replace(case.folder / _FILE)
