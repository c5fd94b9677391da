"""What a session most likely was, in one line: the stage's reading in the words of the reference.

Why apart from the signals: a signal says what was observed and weighs it; a reading says which honest
story fits all of it. It has no points. For a session that is no honest one by its score, the same
reading is what a person must rule out.
Not here: which reading fits; that is analysis/sql/stages/60_lane_readings.sql.
"""

from __future__ import annotations

import functools
import json
import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.case import Case

_FILE = Path(__file__).resolve().parent.parent / "data" / "reference" / "explanations.toml"
UNEXPLAINED = frozenset({"unexplained", "other_token"})
"""Readings that say that none fits."""
ACCUSED = frozenset({"replay", "suspicious"})
"""Bands in which a reading is something to rule out, not an explanation."""
LONGEST_FIELD = 80
"""Characters of a text of the log within a sentence."""


@dataclass(frozen=True)
class Reading:
    """One honest story that a second client may have."""

    name: str
    """Its id."""
    title: str
    """Two or three words for a chip."""
    says: str
    """The line, with fields in braces."""
    ask: str
    """How a person rules it out, with fields in braces."""


@dataclass(frozen=True)
class Explanation:
    """The reading of one session, in words."""

    reading: Reading
    line: str
    """One line; "If honest: ..." where the session is no honest one by its score."""
    ask: str
    """What to ask or look up to rule it out."""
    also: tuple[str, ...]
    """Titles of what the other clients of the session were."""
    lane_no: int
    """The client it is about: the one that is hardest to explain."""

    @property
    def is_explained(self) -> bool:
        """Some honest story fits."""
        return self.reading.name not in UNEXPLAINED


@functools.cache
def readings() -> dict[str, Reading]:
    """All readings by id."""
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {name: Reading(name, entry["title"], entry["says"], entry["ask"]) for name, entry in told.items()}


def explain(band: str, row: Mapping[str, Any]) -> Explanation:
    """The words of one row of the table `explanations`. Shape: reading, fields (JSON text), also, lane_no."""
    reading = readings()[row["reading"]]
    fields = json.loads(row["fields"])
    said = filled(reading.says, fields)
    if band in ACCUSED:
        fits = reading.name not in UNEXPLAINED
        said = f"If honest: {_lower(said)}" if fits else f"No honest story fits: {said.partition(': ')[2]}"
    also = tuple(dict.fromkeys(readings()[name].title for name in row["also"] if name in readings()))
    return Explanation(reading, said, filled(reading.ask, fields), also, int(row["lane_no"]))


def of_session(case: Case, session_key: str, band: str) -> Explanation | None:
    """What a session most likely was; None where one client did nothing that needs a story."""
    rows = case.rows("session_explanation", session_key=session_key)
    return explain(band, rows[0]) if rows and rows[0]["reading"] in readings() else None


def filled(sentence: str, fields: Mapping[str, Any]) -> str:
    """A sentence with its fields; what is not known reads "unknown", and texts of the log are kept short."""
    return string.Formatter().vformat(sentence, (), _Fields(fields))


class _Fields(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return "unknown"

    def __getitem__(self, name: str) -> str:
        value = super().get(name)
        if value is None or value == "":
            return self.__missing__(name)
        text = f"{value:,}" if isinstance(value, int) and abs(value) >= 1_000 else str(value)
        return text if len(text) <= LONGEST_FIELD else text[: LONGEST_FIELD - 1] + "…"


def _lower(sentence: str) -> str:
    """The first letter small, unless the word is an abbreviation (VPN)."""
    first = sentence.split(maxsplit=1)[0]
    return sentence if len(first) > 1 and first[:2].isupper() else sentence[:1].lower() + sentence[1:]
