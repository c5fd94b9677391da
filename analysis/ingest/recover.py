"""What an interrupted program left behind in a case folder, removed and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.case import Case


def tidy(case: Case) -> list[str]:
    """Remove files that no evidence row names; one sentence for each load that did not finish."""
    return []
