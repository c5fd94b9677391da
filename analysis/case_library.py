"""The case that the program was made for, as a person may read it: what happened, how well it is known, what follows.

Every statement has its source and a mark for how far it is carried. Not here: scenarios (`exercise`), indicators of
2023 (data/reference), and anything of the open case.
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from typing import Any

from analysis import reference_tables, safe_csv

MARKS = {
    "primary": "the company's own text",
    "quoted": "the company's own text, read as quoted by others",
    "secondary": "what others report",
    "inference": "our reasoning",
    "unconfirmed": "hearsay",
}
"""How far a statement is carried, the best first."""
LOGGED_MARK = "inference"
"""No victim published records: what each log would show is worked out from the described acts."""
COLUMNS = ("when", "what", "known from", "source")


@dataclass(frozen=True)
class Library:
    """What data/reference/case_2023.toml holds."""

    sources: dict[str, str]
    cause: dict[str, str]
    events: list[dict[str, str]]
    victims: list[dict[str, str]]
    corrected: list[dict[str, str]]
    lessons: list[dict[str, str]]
    incidents: list[dict[str, str]]

    def source(self, key: str) -> str:
        """A source in full; one that stands in full already as it is."""
        return self.sources.get(key, key)


@functools.cache
def library() -> Library:
    """The case, read once."""
    text = (reference_tables.FOLDER / "case_2023.toml").read_text(encoding="utf-8")
    read: dict[str, Any] = tomllib.loads(text)
    return Library(
        read["sources"],
        read["cause"],
        read["event"],
        read["victim"],
        read["corrected"],
        read["lesson"],
        read["incident"],
    )


def timeline() -> list[tuple[str, str, str, str]]:
    """When, what, known from, source: as the screen and the CSV have it."""
    told = library()
    return [(one["at"], one["text"], MARKS[one["mark"]], told.source(one["source"])) for one in told.events]


def timeline_csv() -> bytes:
    """The timeline as CSV."""
    return safe_csv.document(COLUMNS, timeline())
