"""Reads values of a TOML document and says precisely what is wrong with it: every fault, each with its line.

Why: a facilitator writes exercises in a text editor; a bare "invalid" is no answer. Reading goes on behind a fault
with a value that fits, so that one look shows them all.
Not here: what the values mean (document.py), and how they go together (checking.py).
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.errors import CrumblineError
from analysis.exercise.scenarios import moments
from analysis.exercise.scenarios.lines import Lines, Path, lines_of
from analysis.exercise.scenarios.moments import Span


class ScenarioWrong(CrumblineError):
    """A scenario's document has faults; the message tells the first with its line, `faults` has all of them."""

    def __init__(self, name: str, faults: list[Fault]) -> None:
        first, more = faults[0], len(faults) - 1
        others = f" {more} more stand behind it: `python -m analysis exercise check {name}` lists them." if more else ""
        super().__init__(
            f"{name}, line {first.line}: {first.words}", f"Mend it in a text editor and read it again.{others}"
        )
        self.name = name
        self.faults = faults


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong."""

    line: int
    words: str


@dataclass
class Page:
    """One document while it is read."""

    name: str
    values: dict[str, Any]
    lines: Lines
    faults: list[Fault] = field(default_factory=list)

    @classmethod
    def of(cls, name: str, text: str) -> Page:
        """Read the writing itself. Raises: ScenarioWrong."""
        try:
            return cls(name, tomllib.loads(text), lines_of(text))
        except tomllib.TOMLDecodeError as cause:
            said, _, place = str(cause).partition(" (at ")
            line = int(place.split("line ")[1].split(",")[0]) if "line " in place else text.count("\n") + 1
            raise ScenarioWrong(name, [Fault(line, f"this is not TOML: {said[:1].lower()}{said[1:]}.")]) from cause

    def fault(self, path: Path, words: str) -> None:
        """Note what is wrong with a key."""
        self.faults.append(Fault(self.lines.of(path), words))

    def settle(self) -> None:
        """Nothing more is read. Raises: ScenarioWrong where anything was wrong."""
        if self.faults:
            raise ScenarioWrong(self.name, sorted(set(self.faults), key=lambda fault: (fault.line, fault.words)))


def among(given: str, known: Collection[str]) -> str:
    """ "; did you mean 'x'?", or what there is."""
    near = difflib.get_close_matches(given, known, 1)
    return f"; did you mean {near[0]!r}?" if near else f"; there are: {', '.join(sorted(known)) or 'none'}."


def _unwrapped(text: str) -> str:
    """Lines of a paragraph are one; an empty line parts paragraphs."""
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip()))


@dataclass
class Table:
    """One table of a document; values are taken from it by name, and what nobody took is unknown."""

    page: Page
    path: Path
    values: Mapping[str, Any]
    taken: set[str] = field(default_factory=set)

    @property
    def where(self) -> str:
        """The table as a person finds it: "step 3"."""
        words = [str(part + 1) if isinstance(part, int) else part for part in self.path]
        return " ".join(words) or "the document"

    def fault(self, key: str | None, words: str) -> None:
        """Note what is wrong with one of its keys, or with the whole."""
        self.page.fault((*self.path, key) if key else self.path, f"{self.where}: {words}")

    def has(self, key: str) -> bool:
        """Whether a key is written."""
        return key in self.values

    def take(self, key: str, kind: type | tuple[type, ...], what: str, default: Any = None) -> Any:
        """A value of a kind, or the default; without a default the key must be there."""
        self.taken.add(key)
        if key not in self.values:
            if default is None:
                self.fault(None, f"{key} is missing ({what}).")
            return default
        value = self.values[key]
        kinds = kind if isinstance(kind, tuple) else (kind,)
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            self.fault(key, f"{key} must be {what}, not {value!r}.")
            return default
        return value

    def text(self, key: str, default: str | None = None, known: Collection[str] = ()) -> str:
        """A text, one of the known where there are such; empty only where the default is."""
        value = _unwrapped(str(self.take(key, str, "a text in quotation marks", default) or ""))
        if not value and default != "" and isinstance(self.values.get(key), str):
            self.fault(key, f"{key} must not be empty{among(value, known) if known else '.'}")
        elif known and value and value not in known:
            self.fault(key, f"{key} cannot be {value!r}{among(value, known)}")
        else:
            return value
        return default or next(iter(known), "")

    def texts(self, key: str, default: tuple[str, ...] | None = None, known: Collection[str] = ()) -> tuple[str, ...]:
        """A list of texts; one text is a list of one."""
        value = self.take(key, (list, str), "a list of texts", default)
        if value is None:
            return ()
        found = (value,) if isinstance(value, str) else tuple(value)
        for one in found:
            if not isinstance(one, str):
                self.fault(key, f"{key} must be a list of texts; {one!r} is none.")
                return default or ()
            if known and one not in known:
                self.fault(key, f"{key} cannot hold {one!r}{among(one, known)}")
        return found

    def number(self, key: str, default: float | None = None, *, low: float = 0, high: float = 1e9) -> float:
        """A number within bounds."""
        value = self.take(key, (int, float), "a number", default)
        if value is None:
            return low
        if not low <= value <= high:
            self.fault(key, f"{key} must lie between {low:g} and {high:g}, not {value:g}.")
            return low
        return float(value)

    def whole(self, key: str, default: int | None = None, *, low: int = 0, high: int = 1_000_000) -> int:
        """A whole number within bounds."""
        value = self.number(key, default, low=low, high=high)
        if value != int(value):
            self.fault(key, f"{key} must be a whole number, not {value:g}.")
        return int(value)

    def flag(self, key: str, default: bool) -> bool:
        """true or false."""
        return bool(self.take(key, bool, "true or false", default))

    def moment(self, key: str, default: int | None = None) -> int:
        """A moment of the log, in milliseconds from its beginning."""
        if key not in self.values and default is not None:
            self.taken.add(key)
            return default
        text = self.text(key)
        found = moments.moment(text) if text else 0
        if found is None:
            self.fault(key, f'{key} must be a moment like "day 10 09:05" (UTC, the first day is day 1), not {text!r}.')
        return found or 0

    def span(self, key: str, default: str) -> Span:
        """A span of time."""
        text = self.text(key, default)
        found = moments.span(text)
        if found is None:
            self.fault(key, f'{key} must be a time like "40 s", "20 min" or "14-29 min", not {text!r}.')
        return found or Span(0, 0)

    def table(self, key: str) -> Table:
        """A table within; an empty one where it is not written."""
        self.taken.add(key)
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            self.fault(key, f"{key} must be a table, written [{key}].")
            value = {}
        return Table(self.page, (*self.path, key), value)

    def tables(self, key: str) -> list[Table]:
        """The tables of a list; none where it is not written."""
        self.taken.add(key)
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.fault(key, f"{key} must be a list of tables, each written [[{key}]].")
            return []
        return [Table(self.page, (*self.path, key, number), one) for number, one in enumerate(value)]

    def close(self) -> None:
        """Whatever was not taken is nothing that the program knows."""
        for key in self.values:
            if key not in self.taken:
                self.fault(key, f"{key!r} is not known here{among(key, self.taken)}")
