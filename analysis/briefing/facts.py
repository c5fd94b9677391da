"""What a briefing reads of a case, once: the overview, who gave verdicts, what was reached, what is to be shut off.

Not here: any sentence. Every count on the first page is also one of the reads named here, so that SQL recomputes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from analysis import containment, overview, overview_words, verdicts
from analysis.case import Case
from analysis.containment import Line
from analysis.overview import Overview
from analysis.overview_words import Counts
from analysis.verdicts import Verdict


@dataclass(frozen=True)
class Facts:
    """The case as the briefing needs it."""

    case: Case
    view: Overview
    standing: Mapping[str, Verdict]
    """Verdicts in force, by session."""

    @cached_property
    def found(self) -> Counts:
        """What the headline counts."""
        return overview_words.counts(self.view.judged)

    @property
    def judged_values(self) -> dict[str, Any]:
        """What `briefing_judged` is given."""
        return {
            "judged_keys": list(self.standing),
            "judged_verdicts": [one.verdict for one in self.standing.values()],
        }

    @property
    def session_values(self) -> dict[str, Any]:
        """What the reads of the sessions are given that the briefing tells of."""
        return {"session_keys": [str(key) for key in self.view.told["session_key"]]}

    @cached_property
    def judged(self) -> Mapping[str, Any]:
        return self.case.rows("briefing_judged", **self.judged_values)[0]

    @cached_property
    def reach(self) -> Mapping[str, Any]:
        return self.case.rows("briefing_reach", **self.session_values)[0]

    @cached_property
    def people(self) -> Sequence[Mapping[str, Any]]:
        return self.case.rows("briefing_people", **self.session_values)

    @cached_property
    def apps(self) -> Sequence[Mapping[str, Any]]:
        return self.case.rows("briefing_apps", **self.session_values)

    @cached_property
    def lines(self) -> list[Line]:
        """The containment list of the case, with what is done."""
        return containment.of_case(self.case) if len(self.view.replays) else []


def of(case: Case) -> Facts:
    """Read the case. It must have been judged."""
    return Facts(case, overview.load(case), verdicts.in_force(case))
