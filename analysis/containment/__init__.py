"""What is to be shut off after a replay: a checklist made from the evidence, in the order that works, with its ticks.

`entries` reads the written texts (data/reference/containment.toml), `found` makes lines from a case, `search` writes
the filter that verifies a line, `ticks` keeps what people did, `words` says it. Why apart from the blast radius: that
says what happened, this says what is to be done, and by whom it was.
Not here: doing any of it. The program calls nobody.
"""

from __future__ import annotations

from analysis import replayed
from analysis.case import Case
from analysis.containment import found, ticks
from analysis.containment.line import Done, Line, Progress, progress

__all__ = ["Done", "Line", "Progress", "lines", "of_case", "progress"]


def lines(case: Case, session_key: str) -> list[Line]:
    """The lines of one session, in order, with what was done; none where nothing says that it was replayed."""
    return ticks.applied(case, found.of_sessions(case, *replayed.of(case, [session_key])))


def of_case(case: Case) -> list[Line]:
    """The lines of every session that the program or a person takes for a replay; one line an object."""
    return ticks.applied(case, found.of_sessions(case, *replayed.of_case(case)))
