"""What the judgement must reach on seeds that it was not calibrated on, and whether it does.

Not here: the counting (measure.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.evaluation.measure import Measured
from analysis.evaluation.ranking import Share

PLAIN, HARD, ADMIN_CSV, ONE_PERSON = "plain", "hard", "admin_csv", "one_person"
SETTINGS = {
    PLAIN: "plain",
    HARD: "hard",
    ADMIN_CSV: "Admin Console CSV",
    ONE_PERSON: "one person's export",
}
"""The settings in which tenants are judged, with their names for people."""

AP, RECALL, PRECISION, EXACT, FIRST = "average_precision", "recall", "precision", "exact_divergence", "first_finding"
HONEST_REPLAY, HONEST_SUSPICIOUS = "honest_in_replay_per_1000", "honest_in_suspicious_per_1000"

AT_LEAST = {
    (PLAIN, AP): 0.97,
    (PLAIN, RECALL): 0.95,
    (PLAIN, PRECISION): 0.90,
    (PLAIN, EXACT): 0.95,
    (HARD, AP): 0.90,
    (HARD, RECALL): 0.80,
    (HARD, PRECISION): 0.90,
    (HARD, EXACT): 0.95,
    (ADMIN_CSV, AP): 0.90,
    (ONE_PERSON, FIRST): 0.95,
}
AT_MOST = {(PLAIN, HONEST_REPLAY): 1.0, (PLAIN, HONEST_SUSPICIOUS): 5.0}


@dataclass(frozen=True)
class Figure:
    """One figure of one setting."""

    setting: str
    name: str
    says: str
    """What it is, in words."""
    value: float | None
    """None where there was nothing to measure."""
    interval: tuple[float, float] | None
    """95 % of a share; None of other figures."""
    demanded: float | None
    is_at_most: bool
    """The demand is an upper limit."""

    @property
    def is_reached(self) -> bool | None:
        """Whether the demand is met; None where none was made or nothing was measured."""
        if self.demanded is None or self.value is None:
            return None
        return self.value <= self.demanded if self.is_at_most else self.value >= self.demanded


def figures(setting: str, measured: Measured) -> list[Figure]:
    """Every figure of a setting, in the order in which they are read."""
    told = measured.without_look_alikes()
    has_look_alikes = len(told.replays) < len(measured.replays)
    found = [
        _figure(setting, AP, "average precision, all sessions by score", measured.average_precision),
        _share(setting, RECALL, "replays that are in the band replay (recall)", measured.recall),
        _share(setting, PRECISION, "replays among the band replay (precision)", measured.precision),
        _share(setting, "seen", "replays in replay or suspicious", measured.seen),
        _figure(
            setting, HONEST_REPLAY, "honest sessions in replay, per 1,000 honest", measured.honest_per_1000("replay")
        ),
        _figure(
            setting,
            HONEST_SUSPICIOUS,
            "honest sessions in suspicious, per 1,000 honest",
            measured.honest_per_1000("suspicious"),
        ),
        _share(setting, EXACT, "divergence exact to the event, of found replays", measured.exact),
        _share(setting, FIRST, "replays that no honest session outranks", measured.first),
    ]
    if has_look_alikes:
        found += [
            _figure(setting, f"{AP}_told_apart", "average precision without look-alikes", told.average_precision),
            _share(setting, f"{RECALL}_told_apart", "recall without look-alikes", told.recall),
        ]
    missed = measured.missed()
    said = Share(sum(1 for one in missed if one.look_alike), len(missed))
    return [*found, _share(setting, "missed_said_alike", "missed replays that are said to look honest", said)]


def _share(setting: str, name: str, says: str, share: Share) -> Figure:
    return _figure(setting, name, f"{says}: {share.part} of {share.whole}", share.value, share.interval())


def _figure(
    setting: str, name: str, says: str, value: float | None, interval: tuple[float, float] | None = None
) -> Figure:
    key = setting, name
    limit = AT_MOST.get(key, AT_LEAST.get(key))
    return Figure(setting, name, says, value, interval, limit, key in AT_MOST)
