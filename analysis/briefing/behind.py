"""The pages behind the first, for those who ask: method, evidence, limits, findings, containment, settings, numbers.

Tables are cut at lengths that keep them within a few pages; what is left out is said, with where it stands in full.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis import containment, document, overview_words, reference, settings, settings_words, signal_files
from analysis.briefing import words
from analysis.briefing.facts import Facts
from analysis.briefing.numbers import Number
from analysis.briefing.shape import Section, Table
from analysis.charts.figure import rows
from analysis.containment.entries import groups
from analysis.findings_words import WORDS

MOST_FILES, MOST_FINDINGS, MOST_LINES, MOST_LIMITS, MOST_SETTINGS = 10, 24, 26, 10, 24
LONGEST = 140
"""Characters of a cell."""
EVERY_ROW = (
    "Every row of a file is an event read, a duplicate, or refused with its reason; the exact bytes can be had back "
    "and hashed again."
)
EVERY_NUMBER = (
    "Each number of the first page is recomputed by a SQL file of the program (analysis/sql/reads); those of single "
    "people, kinds, cities and controls by briefing_people, overview_changes, briefing_cities and briefing_control."
)
_METHODS = ("Lane", "Proof", "Divergence", "Not available")
_GROUPS = {"confirmed": "replay (a person)", "cleared": "benign (a person)"}


def sections(facts: Facts, numbers: tuple[Number, ...]) -> tuple[Section, ...]:
    """All parts behind, in their order."""
    return (
        _method(facts), _evidence(facts), _coverage(facts), _findings(facts), _containment(facts), _settings(facts),
        _numbers(numbers),
    )  # fmt: skip


def _method(facts: Facts) -> Section:
    known = {one.title: one.text for one in reference.methods(settings.in_force(facts.case))}
    told = tuple(f"{title}. {known[title]}" for title in _METHODS if title in known)
    return Section(
        "method",
        "Method",
        (
            "Crumbline reads exports of the Okta System Log on one machine and sends nothing anywhere. It looks within "
            "each session for a second client that nobody signed in from, weighs what sets the clients apart, and "
            "leaves the judgement to a person.",
            *told,
            "The score is a sum of whole points that can be read aloud; a likely replay needs two families of signals "
            "that agree. " + words.SCORE,
        ),
    )


def _evidence(facts: Facts) -> Section:
    found = facts.case.rows("document_evidence")
    told = tuple(
        (
            _cut(one["name"] + (f" in {one['container']}" if one["container"] else ""), 60),
            str(one["sha256"] or "not read"),
            f"{one['rows']:,} = {one['read']:,} + {one['duplicate']:,} + {one['refused']:,}",
            f"{words.moment(one['first_at'])} to {words.moment(one['last_at'])}" if one["first_at"] else "–",
        )
        for one in found[:MOST_FILES]
    )
    left = len(found) - len(told)
    return Section(
        "evidence", "Evidence", (EVERY_ROW,),
        Table(("File", "SHA-256", "Rows = read + duplicate + refused", "From, to (UTC)"), told, (0.2, 0.4, 0.2, 0.2),
              _more(left, "file", "Evidence")),
    )  # fmt: skip


def _coverage(facts: Facts) -> Section:
    told = overview_words.unseen(facts.view.unseen, facts.view.not_available)
    said = [f"{title}. {rest}".rstrip(" .") + "." if rest else f"{title}." for title, rest, _ in told[:MOST_LIMITS]]
    always = (
        "Okta logs what it does itself: what was read, and what was done inside an app, is mostly not in it.",
        "A place says where an address is registered to be; behind a VPN or a hosting network it says little.",
    )
    return Section("coverage", "Coverage and limits", (*(_cut(one, 400) for one in said), *always))


def _findings(facts: Facts) -> Section:
    judged = facts.view.judged
    reasons = {
        row["session_key"]: row
        for row in facts.case.rows("overview_reasons", session_keys=[str(key) for key in judged["session_key"]])
    }
    known = signal_files.signals()
    told = tuple(
        (
            _cut(one.actor_login if isinstance(one.actor_login, str) else "unknown person", 60),
            _GROUPS.get(one.group, WORDS.get(one.band, one.band)),
            f"{one.score:,}",
            words.moment(None if pd.isna(one.at) else one.at),
            _reason(reasons.get(one.session_key), known),
        )
        for one in rows(judged.head(MOST_FINDINGS))
    )
    left = len(judged) - len(told)
    paragraphs = (words.stands(facts.judged),) if told else ("No session is suspected, and nobody judged one.",)
    table = Table(
        ("Person", "Judged", "Score", "Divergence (UTC)", "Strongest reason"), told, (0.24, 0.14, 0.07, 0.16, 0.39),
        _more(left, "finding", "Findings"),
    )  # fmt: skip
    return Section("findings", "Findings", paragraphs, table if told else None)


def _reason(row: Any, known: Any) -> str:
    if row is None or row["signal"] not in known:
        return "–"
    try:
        return _cut(signal_files.sentence(row["signal"], row["fields"]), LONGEST)
    except KeyError:  # kept by an older version, with other fields
        return known[row["signal"]].title


def _containment(facts: Facts) -> Section:
    title = "Containment list"
    if not facts.lines:
        return Section("containment", title, ("No session is taken for a replay, so nothing is to be shut off.",))
    titles = {name: group.title for name, group in groups().items()}
    gathered: dict[tuple[str, str, str], list[containment.Line]] = {}
    for line in facts.lines:  # the same step for several accounts is one row
        who = "" if line.done is None else "log" if line.done.is_in_log else _cut(line.done.by, 30)
        gathered.setdefault((titles.get(line.group, line.group), line.words, who), []).append(line)
    told = tuple(
        (
            when,
            _cut(what, LONGEST),
            _cut(", ".join(_cut(line.object, 60) for line in same if line.object) or "–", 260),
            f"{who}, {words.days(same)}" if who else "open",
        )
        for (when, what, who), same in list(gathered.items())[:MOST_LINES]
    )
    progress = containment.progress(facts.lines)
    said = f"{progress.done:,} of {progress.all:,} lines are done; lines of the same step stand together."
    more = _more(len(gathered) - len(told), "step", "Session")
    table = Table(("When", "What", "Of", "Done"), told, (0.18, 0.38, 0.3, 0.14), more)
    return Section("containment", title, (said,), table)


def _settings(facts: Facts) -> Section:
    kept = settings.in_force(facts.case)
    changed = [(name, value) for name, value in sorted(kept.items()) if name != settings.AUTHOR]
    told = tuple((settings_words.what(name), _cut(value, LONGEST)) for name, value in changed[:MOST_SETTINGS])
    digest = document.settings_hash(facts.case)
    said = f"Evidence, settings and version decide the findings. Hash of all numbers in force: {digest}."
    if not told:
        return Section("settings", "Settings", (said, "Every number is at its default."))
    return Section(
        "settings",
        "Settings",
        (said,),
        Table(("Setting", "Changed to"), told, (0.4, 0.6), _more(len(changed) - len(told), "setting", "Settings")),
    )


def _numbers(numbers: tuple[Number, ...]) -> Section:
    shown = [one for one in numbers if one.where is None and one.read != "briefing_control"]
    told = tuple((one.what, one.shown, one.note) for one in shown)
    return Section(
        "numbers", "Where the numbers come from",
        (EVERY_NUMBER,),
        Table(("Number", "Value", "SQL file, column"), told, (0.42, 0.22, 0.36)),
    )  # fmt: skip


def _more(left: int, one: str, screen: str) -> str:
    return f"And {left:,} more {one}{'' if left == 1 else 's'}: the screen {screen} has all." if left > 0 else ""


def _cut(text: str, longest: int) -> str:
    line = " ".join(str(text).split())
    return line if len(line) <= longest else line[: longest - 1] + "…"
