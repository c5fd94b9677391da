"""The checklist of the 2023 case, row by row, answered from this case.

Each row has what the audit says, what the signals found here, why it cannot be answered from a log, or its guidance.
Not here: the rows (data/reference/checklist.toml, `reference`), and the audit's questions.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis import reference, safe_csv, signal_files
from analysis.case import Case
from analysis.controls.audits import CANNOT, Audit

ANSWERED, NOT_HERE, GUIDANCE = "answered", "not from this case", "guidance"
STATES = (ANSWERED, NOT_HERE, GUIDANCE)


@dataclass(frozen=True)
class Row:
    """One row of the checklist on this case."""

    number: int
    item: str
    state: str
    """One of STATES."""
    answers: tuple[str, ...]
    """Sentences: the audit's, then what signals found here; else why not, or the guidance."""
    places: tuple[str, ...]
    """Where the program answers it, in words."""
    audits: tuple[str, ...]
    """Names of the audit's questions."""


def of_case(case: Case, audits: Sequence[Audit], screens: Collection[str]) -> list[Row]:
    """Every row, in order of its numbers. `screens` are the screens that there are."""
    outcomes = {row["signal"]: row for row in case.rows("signals_of_case")} if audits else {}
    has_har = "har_uploads" in case.tables() and bool(case.rows("controls_uploads")[0]["upload_count"])
    return [_row(item, audits, outcomes, screens, has_har) for item in reference.checklist()]


def _row(
    item: reference.Item,
    audits: Sequence[Audit],
    outcomes: Mapping[str, Mapping[str, Any]],
    screens: Collection[str],
    has_har: bool,
) -> Row:
    own = [audit for audit in audits if item.number in audit.answers]
    said = [audit.sentence for audit in own if audit.outcome != CANNOT]
    lacking = [audit.sentence for audit in own if audit.outcome == CANNOT]
    for answer in item.answered_by:
        kind, _, name = answer.partition(" ")
        if kind == "signal" and name in outcomes:
            (lacking if outcomes[name]["outcome"] in ("not available", "failed") else said).append(
                _signal(name, outcomes[name])
            )
    state = ANSWERED
    if not said:
        asks_har = "H" in item.answerable and not {"L", "C"} & set(item.answerable)
        if set(item.answerable) == {"G"} or (asks_har and "G" in item.answerable and not has_har):
            state, said = GUIDANCE, [item.says]
        elif asks_har:
            state = NOT_HERE
            said = [f"Only a HAR file shows it; give one to the HAR screen. {item.says}"]
        elif lacking:
            state = NOT_HERE
        else:
            said = [item.says]
    return Row(
        number=item.number,
        item=item.item,
        state=state,
        answers=(*said, *lacking),
        places=tuple(reference.place(answer, screens) for answer in item.answered_by),
        audits=tuple(audit.name for audit in own),
    )


def _signal(name: str, row: Mapping[str, Any]) -> str:
    title = signal_files.signals()[name].title
    told = {
        "found": "found once" if row["found_count"] == 1 else f"found {row['found_count']:,} times",
        "nothing found": "nothing found",
        "not available": "this export cannot show it",
        "failed": "could not be looked for",
    }
    return f"Signal {title}: {told.get(row['outcome'], row['outcome'])}."


def document(rows: Sequence[Row]) -> bytes:
    """The checklist as CSV that no spreadsheet takes for formulas."""
    columns = ("number", "asked_for", "state", "answer", "where")
    return safe_csv.document(
        columns, [(row.number, row.item, row.state, " ".join(row.answers), "; ".join(row.places)) for row in rows]
    )
