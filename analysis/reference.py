"""What the program knows and how it judges, for a person to read: signals, score, words, checklist, methods.

Why: a judgement is trusted where its rules can be read. Everything here is read from where it stands for
the program itself (headers, parameters, data/reference), so that the two cannot differ.
Not here: anything of a case but its settings, and drawing.
"""

from __future__ import annotations

import csv
import functools
import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import analysis
from analysis import explanations, parameters, reference_tables, safe_csv, signal_files, sql_files
from analysis.signal_files import Signal

FAMILY_WORDS = {
    "network": "network and place",
    "device": "device",
    "concurrency": "concurrency",
    "acts": "acts",
    "okta": "Okta’s own opinion",
    "indicators": "indicators",
    "explanation": "explains it",
}
"""Families in the order in which they are shown."""
COMPARED = reference_tables.FOLDER / "rules_compared.csv"
"""Published rules beside Crumbline on made-up tenants, as `evaluate --rules --plain --write` measured it."""
_COUNTS = ("stolen", "honest", "replays", "sessions")
ANSWERABLE = {
    "L": "System Log",
    "C": "Admin Console CSV",
    "H": "HAR file",
    "G": "guidance, or what a person tells",
}
SCREENS = {
    # named in the checklist by their files, with their names in the menu
    "findings": "Findings", "session": "Session", "evidence": "Evidence", "controls": "Controls",
    "har": "HAR", "changes": "Changes", "reference": "Reference", "exercise": "Exercise",
}  # fmt: skip
"""Screens that the checklist may name; one whose file is not there yet is said to be planned."""
COMMANDS = {"findings": "python -m analysis findings"}


@dataclass(frozen=True)
class Points:
    """Points of one grade of a signal."""

    grade: str
    """Empty where the signal has one."""
    points: int
    """In force in the case."""
    default: int
    why: str
    """What the number was weighed on; empty where the reason is that of the signal."""


@dataclass(frozen=True)
class Item:
    """One row of the checklist."""

    number: int
    item: str
    answerable: tuple[str, ...]
    """Keys of ANSWERABLE."""
    answered_by: tuple[str, ...]
    """"signal <id>", "screen <name>", "command <name>", "coverage" or "planned <screen>"."""
    says: str


@dataclass(frozen=True)
class Method:
    """How one number is come by."""

    title: str
    text: str


def signals(search: str = "", families: Collection[str] = ()) -> list[Signal]:
    """The signals whose words hold all of `search`, by family and title; no families asks for all."""
    wanted = search.lower().split()
    order = list(FAMILY_WORDS)
    found = [
        signal
        for signal in signal_files.signals().values()
        if (not families or signal.family in families) and all(word in _words(signal) for word in wanted)
    ]
    return sorted(found, key=lambda signal: (order.index(signal.family), signal.title))


def _words(signal: Signal) -> str:
    header = signal.file.header
    said = [signal.name, signal.title, header["claim"], header["why"], header["blind"], signal.says, header["attack"]]
    return " ".join([*said, *header["false_positives"].values(), *header["steps"]]).lower()


def points(signal: Signal, settings: Mapping[str, str]) -> list[Points]:
    """Points by grade. `settings` are the case's own, which may replace a default."""
    weighed = signal.file.header.get("weighed", "")
    rows = []
    for grade, default in signal.points.items():
        name = f"points.{signal.name}" + (f".{grade}" if grade else "")
        why = weighed.get(grade, "") if isinstance(weighed, Mapping) else weighed
        rows.append(Points(grade, int(float(settings.get(name, default))), default, why))
    return rows


def score_numbers(settings: Mapping[str, str]) -> list[parameters.Parameter]:
    """The numbers by which points become a score and a band, as this case uses them."""
    known = parameters.effective(settings)
    names = ["foreign_from", "suspicious_from", "replay_from", *(f"cap_{family}" for family in FAMILY_WORDS)]
    return [known[name] for name in names if name in known]


def other_numbers(settings: Mapping[str, str]) -> list[parameters.Parameter]:
    """All other parameters, by name."""
    scored = {number.name for number in score_numbers(settings)}
    return [entry for name, entry in sorted(parameters.effective(settings).items()) if name not in scored]


@functools.cache
def checklist() -> list[Item]:
    """The checklist, in order of its numbers."""
    path = reference_tables.FOLDER / "checklist.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["row"]
    return [
        Item(row["number"], row["item"], tuple(row["from"]), tuple(row["answered_by"]), row["says"]) for row in rows
    ]


def place(answer: str, screens: Collection[str]) -> str:
    """An answer of the checklist in words. `screens` are the screens that there are."""
    kind, _, name = answer.partition(" ")
    if kind == "signal":
        return f"signal: {signal_files.signals()[name].title}"
    if kind in ("screen", "planned"):
        return f"screen: {SCREENS[name]}" + (" (planned)" if name not in screens else "")
    if kind == "command":
        return f"command: {COMMANDS[name]}"
    return "coverage of the case"


def words() -> list[tuple[str, str]]:
    """The words of the program with their meanings, as the docstring of `analysis` has them."""
    _, _, told = (analysis.__doc__ or "").partition("The words")
    return re.findall(r"^ {4}(\S[\w ]*?)  +(.+)$", told, re.MULTILINE)


def rules() -> list[sql_files.SqlFile]:
    """The published rules of others that are shown beside the signals; empty where none ship."""
    return [file for file in sql_files.folder("rules") if "title" in file.header]


@dataclass(frozen=True)
class Compared:
    """What a published rule, or one of Crumbline's bands, reported on made-up tenants."""

    name: str
    """A rule's id, or words of Crumbline's own."""
    title: str
    stolen: int
    honest: int
    replay_count: int
    session_count: int

    @property
    def precision(self) -> float | None:
        """Stolen sessions among those reported; None where nothing was."""
        reported = self.stolen + self.honest
        return self.stolen / reported if reported else None

    @property
    def recall(self) -> float:
        """Stolen sessions that were reported."""
        return self.stolen / self.replay_count

    @property
    def per_1000(self) -> float:
        """Reports for every 1,000 sessions."""
        return 1000 * (self.stolen + self.honest) / self.session_count


def compared() -> tuple[str, list[Compared]]:
    """On which tenants, and each rule with Crumbline's bands first; nothing where it was never compared."""
    if not COMPARED.is_file():
        return "", []
    about, *lines = COMPARED.read_text(encoding="utf-8").splitlines()
    titles = {rule.name: f"{rule.header['title']} · {rule.header['by']}" for rule in rules()}
    rows = [
        Compared(
            row["reported_by"],
            titles.get(row["reported_by"], row["reported_by"]),
            *(int(row[name]) for name in _COUNTS),
        )
        for row in csv.DictReader(lines)
        for name in (row["reported_by"],)
    ]
    return about.removeprefix("# "), rows


def methods(settings: Mapping[str, str]) -> list[Method]:
    """How distances, speeds, networks and lanes are come by, with the numbers that this case uses."""
    told = tomllib.loads((reference_tables.FOLDER / "methods.toml").read_text(encoding="utf-8"))["method"]
    numbers = {name: f"{entry.value:,}" for name, entry in parameters.effective(settings).items()}
    return [Method(row["title"], row["text"].format_map(numbers)) for row in told]


def readings() -> list[explanations.Reading]:
    """The honest stories that a second client may have."""
    return list(explanations.readings().values())


def signals_csv(settings: Mapping[str, str]) -> bytes:
    """All signals, a row a grade, as CSV that no spreadsheet takes for formulas."""
    columns = (
        "signal", "title", "family", "grade", "points", "claim", "why", "rests_on", "says", "blind", "false_positives",
        "steps", "needs", "attack", "source",
    )  # fmt: skip
    rows: list[Sequence[object]] = []
    for signal in signals():
        header = signal.file.header
        for entry in points(signal, settings):
            rows.append(
                (
                    signal.name, signal.title, signal.family, entry.grade, entry.points, header["claim"],
                    header["why"], entry.why, signal.says, header["blind"],
                    " ".join(header["false_positives"].values()), " ".join(header["steps"]),
                    ", ".join(signal.needs), header["attack"], header["source"],
                )
            )  # fmt: skip
    return safe_csv.document(columns, rows)


def checklist_csv(screens: Collection[str]) -> bytes:
    """The checklist as CSV."""
    rows = [
        (
            row.number,
            row.item,
            ", ".join(ANSWERABLE[letter] for letter in row.answerable),
            "; ".join(place(answer, screens) for answer in row.answered_by),
            row.says,
        )
        for row in checklist()
    ]
    return safe_csv.document(("number", "asked for", "answerable from", "answered by", "how"), rows)
