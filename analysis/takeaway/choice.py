"""Which sessions a file to take away is about: what a person confirmed, what the program suspects besides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from analysis import verdicts
from analysis.case import Case
from analysis.charts.lane_words import number
from analysis.errors import CrumblineError

CHOICES = {
    "confirmed": "sessions that a person confirmed as replays",
    "suspected": "these, and likely replays that nobody judged benign",
    "all": "these, and sessions worth a look",
}
_BANDS: dict[str, tuple[str, ...]] = {"confirmed": (), "suspected": ("replay",), "all": ("replay", "suspicious")}


@dataclass(frozen=True)
class Chosen:
    """One session that is taken away."""

    session_key: str
    session_id: str
    actor_id: str | None
    actor_login: str | None
    band: str
    score: int
    is_confirmed: bool
    """A person's verdict on it is replay."""
    divergence_at: datetime | None
    """UTC."""
    started_at: datetime
    last_foreign_at: datetime | None


def headline(counts: Mapping[str, int]) -> str:
    """The sentence over the screen: how many sessions the files would be about."""
    suspected, confirmed = counts["suspected"], counts["confirmed"]
    if not counts["all"]:
        return "No session here looks replayed; the findings can be taken away all the same"
    told = f"{number(suspected)} session{'' if suspected == 1 else 's'} to take to other tools"
    said = f", {number(confirmed)} of them confirmed by a person" if confirmed else ", none confirmed by a person yet"
    return told[0].upper() + told[1:] + said


def sessions(case: Case, choice: str) -> list[Chosen]:
    """The sessions of a choice, strongest first; a benign verdict takes a session out. Raises: CrumblineError."""
    if choice not in CHOICES:
        raise CrumblineError(f"There is no choice of sessions {choice!r}.", f"Choose one of {', '.join(CHOICES)}.")
    if "findings" not in case.tables():
        return []
    judged = {key: one.verdict for key, one in verdicts.in_force(case).items()}
    return [
        Chosen(**{**row, "is_confirmed": judged.get(row["session_key"]) == "replay"})
        for row in case.rows("takeaway_sessions", bands=list(_BANDS[choice]), kept_keys=list(judged))
        if judged.get(row["session_key"]) == "replay"
        or (row["band"] in _BANDS[choice] and judged.get(row["session_key"]) != "benign")
    ]
