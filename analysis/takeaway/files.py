"""Every file that can be taken away, by name: what it is for, and how its bytes are made.

Why one list: the screen and the command line offer the same files. Not here: a bundle, which is too large for memory.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from analysis import case_log, document, findings_view
from analysis.case import Case
from analysis.findings_filter import Filter
from analysis.takeaway import attack, choice, stix, timeline


@dataclass(frozen=True)
class Wanted:
    """What a file is made for."""

    case: Case
    choice: str = "suspected"
    """A key of `choice.CHOICES`."""
    mark: str = "TLP:AMBER"
    """A key of `stix.MARKS`."""

    @property
    def name(self) -> str:
        return f"Crumbline case {self.case.folder.name}"


@dataclass(frozen=True)
class File:
    """One file to take away."""

    title: str
    purpose: str
    suffix: str
    """The end of the file's name; the case's name stands before it."""
    mime: str
    make: Callable[[Wanted], bytes]


def _findings_csv(wanted: Wanted) -> bytes:
    every = Filter(("replay", "suspicious", "explained", "clean"))
    return findings_view.csv(findings_view.all_pages(wanted.case, every))


def _findings_json(wanted: Wanted) -> bytes:
    return json.dumps(document.with_notes(wanted.case), indent=2, ensure_ascii=False).encode("utf-8", "replace")


def _timeline_csv(wanted: Wanted) -> bytes:
    return timeline.csv(timeline.rows(wanted.case, choice.sessions(wanted.case, wanted.choice)))


def _timeline_jsonl(wanted: Wanted) -> bytes:
    return b"".join(timeline.json_lines(timeline.rows(wanted.case, choice.sessions(wanted.case, wanted.choice))))


def _stix(wanted: Wanted) -> bytes:
    chosen = choice.sessions(wanted.case, wanted.choice)
    return stix.bundle(wanted.case, chosen, mark=wanted.mark, name=wanted.name)


def _attack(wanted: Wanted) -> bytes:
    return attack.layer(wanted.case, choice.sessions(wanted.case, wanted.choice), wanted.choice, wanted.name)


def _log(wanted: Wanted) -> bytes:
    return case_log.document(case_log.entries(wanted.case))


FILES: dict[str, File] = {
    "findings-csv": File(
        "Findings as CSV", "All findings with score, band, verdict and reasons, for a spreadsheet.",
        "findings.csv", "text/csv", _findings_csv,
    ),
    "findings-json": File(
        "Findings as JSON", "All findings, evidence, coverage and notes as one document, for a program.",
        "findings.json", "application/json", _findings_json,
    ),
    "timeline-csv": File(
        "Timeline as CSV", "Events of the chosen sessions, divergences and acts of people, for Timesketch.",
        "timeline.csv", "text/csv", _timeline_csv,
    ),
    "timeline-jsonl": File(
        "Timeline as JSON lines", "The same with tags as lists, for Timesketch or a log search.",
        "timeline.jsonl", "application/x-ndjson", _timeline_jsonl,
    ),
    "stix": File(
        "Indicators as STIX 2.1", "Addresses, agents and device tokens of second clients, without names of people.",
        "indicators.json", "application/stix+json;version=2.1", _stix,
    ),
    "attack": File(
        "ATT&CK Navigator layer", "Techniques that the signals of the chosen sessions stand for.",
        "attack-layer.json", "application/json", _attack,
    ),
    "log": File(
        "Case log as CSV", "Who did what in this case and when, files given among it.",
        "log.csv", "text/csv", _log,
    ),
}  # fmt: skip
"""By the name that the command line gives each."""
