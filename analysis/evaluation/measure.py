"""Compares the findings of one judged case with the truth of its tenant.

Shape: a Measured holds the rows from which every figure is counted, so that several cases can be
put together. Not here: how the figures are shown, and which were asked for (demands.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from analysis.case import Case
from analysis.evaluation.ranking import Ranked, Share, average_precision, rank
from analysis.exercise.truth import Replay, Truth

NO_CONFUSION = "nothing odd was planted"
NO_SESSION_ID = "client without a session id"
AND = " + "
"""Between the kinds of one session in which several things were planted."""


@dataclass(frozen=True)
class Judged:
    """One replay, or one honest session, and how it was judged."""

    what: str
    """The kind of the replay, or the confusions of the honest session in words."""
    session_id: str
    actor_login: str | None
    """Of a replay; None for honest sessions."""
    score: int | None
    """None: not among the findings."""
    band: str
    is_exact: bool = False
    """The replay's divergence is the thief's first event."""
    look_alike: str | None = None
    """What honest thing the replay cannot be told apart from, as its maker says."""
    rank: int | None = None
    """Among the sessions of the case, honest ones and this replay; 1 is the first finding."""


@dataclass
class Measured:
    """What came of one case, or of several put together."""

    replays: list[Judged] = field(default_factory=list)
    honest: list[Judged] = field(default_factory=list)
    """Honest sessions that are among the findings; clients without a session id among them."""
    honest_count: int = 0
    """Honest sessions that have a session id, findings or not: the base of "per 1,000 honest sessions"."""
    confusion_counts: Counter[str] = field(default_factory=Counter)
    """Honest sessions by what was planted in them."""

    def without_look_alikes(self) -> Measured:
        """The same, the replays that cannot be told apart from honest use left out."""
        told = [replay for replay in self.replays if replay.look_alike is None]
        return Measured(told, self.honest, self.honest_count, self.confusion_counts)

    @property
    def average_precision(self) -> float | None:
        """Of all sessions ranked by score; the honest ones that are no finding rank behind the findings."""
        ranked = [
            Ranked(one.score, is_replay)
            for is_replay, rows in ((True, self.replays), (False, self.honest))
            for one in rows
        ]
        unlisted = self.honest_count - sum(1 for one in self.honest if one.what != NO_SESSION_ID)
        return average_precision([*ranked, *(Ranked(None, False) for _ in range(max(0, unlisted)))])

    @property
    def recall(self) -> Share:
        """Replays that are in the band replay."""
        return Share(_in(self.replays, "replay"), len(self.replays))

    @property
    def precision(self) -> Share:
        """Replays among the sessions in the band replay."""
        found = _in(self.replays, "replay")
        return Share(found, found + _in(self.honest, "replay"))

    @property
    def seen(self) -> Share:
        """Replays that are in the band replay or suspicious."""
        return Share(_in(self.replays, "replay") + _in(self.replays, "suspicious"), len(self.replays))

    def honest_per_1000(self, band: str) -> float | None:
        """Honest sessions in a band for every 1,000 honest sessions."""
        return 1000 * _in(self.honest, band) / self.honest_count if self.honest_count else None

    @property
    def exact(self) -> Share:
        """Found replays (band replay) whose divergence is the thief's very first event."""
        found = [replay for replay in self.replays if replay.band == "replay"]
        return Share(sum(1 for replay in found if replay.is_exact), len(found))

    @property
    def first(self) -> Share:
        """Replays before which no honest session of their case ranks."""
        return Share(sum(1 for replay in self.replays if replay.rank == 1), len(self.replays))

    def missed(self) -> list[Judged]:
        """Replays that are not in the band replay, lowest score first."""
        missed = [replay for replay in self.replays if replay.band != "replay"]
        return sorted(missed, key=lambda one: (one.score is not None, one.score or 0, one.what, one.session_id))


def scores(case: Case, truth: Truth, *, only_actor: str | None = None) -> Measured:
    """Compare one judged case with its truth; `only_actor` where the case is that person's export."""
    replays = [one for one in truth.replays if only_actor in (None, one.actor_id)]
    sessions = {row["session_key"]: row for row in case.rows("evaluated_sessions")}
    thefts = keys_of_replays(case, replays)
    not_honest = {key for keys in thefts.values() for key in keys} | keys_of_consequences(case, replays)
    confusions = _confusions(truth)
    measured = Measured()
    honest_scores = []
    for key, row in sessions.items():
        if key in not_honest:
            continue
        what = (
            NO_SESSION_ID if row["is_inferred"] else confusions.get((row["session_id"], row["actor_id"]), NO_CONFUSION)
        )
        if not row["is_inferred"]:
            measured.honest_count += 1
            measured.confusion_counts[what] += 1
        if row["score"] is not None:
            measured.honest.append(Judged(what, row["session_id"], None, row["score"], row["band"]))
            honest_scores.append(row["score"])
    for replay, keys in thefts.items():
        key = own_key(replay, keys, sessions)
        measured.replays.append(_judged(replay, sessions[key] if key else {}, honest_scores))
    return measured


def added(parts: Iterable[Measured]) -> Measured:
    """Several cases put together into one ranking."""
    whole = Measured()
    for part in parts:
        whole.replays += part.replays
        whole.honest += part.honest
        whole.honest_count += part.honest_count
        whole.confusion_counts += part.confusion_counts
    return whole


def keys_of_replays(case: Case, replays: Sequence[Replay]) -> dict[Replay, Counter[str]]:
    """The sessions (by session_key) that hold events of each thief, with how many."""
    owner = {event_id: replay for replay in replays for event_id in replay.foreign_event_ids}
    found: dict[Replay, Counter[str]] = {replay: Counter() for replay in replays}
    for row in case.rows("evaluated_events", event_ids=list(owner)):
        found[owner[row["event_id"]]][row["session_key"]] += 1
    return found


def keys_of_consequences(case: Case, replays: Sequence[Replay]) -> set[str]:
    """Sessions in which only what came of a theft is seen: a planted factor's sign-in, a made token's use."""
    event_ids = [event_id for replay in replays for event_id in replay.consequence_event_ids]
    return {row["session_key"] for row in case.rows("evaluated_events", event_ids=event_ids)}


def own_key(replay: Replay, keys: Counter[str], sessions: Mapping[str, Mapping[str, Any]]) -> str | None:
    """The stolen session itself; where none has the session id, the one with most of the thief's events."""
    ranked = sorted(keys, key=lambda key: (sessions[key]["session_id"] != replay.session_id, -keys[key], key))
    return ranked[0] if ranked else None


def _judged(replay: Replay, row: Mapping[str, Any], honest_scores: Sequence[int]) -> Judged:
    score = row.get("score")
    return Judged(
        what=replay.kind,
        session_id=replay.session_id,
        actor_login=replay.actor_login,
        score=score,
        band=row.get("band", "clean"),
        is_exact=row.get("divergence_event_id") == replay.divergence_event_id,
        look_alike=replay.look_alike,
        rank=rank(score, honest_scores),
    )


def _confusions(truth: Truth) -> dict[tuple[str, str], str]:
    """What was planted in each honest session, in words; several by name order."""
    found: dict[tuple[str, str], set[str]] = {}
    for one in truth.confusions:
        found.setdefault((one.session_id, one.actor_id), set()).add(one.kind)
    return {key: AND.join(sorted(kinds)) for key, kinds in found.items()}


def _in(rows: Iterable[Judged], band: str) -> int:
    return sum(1 for one in rows if one.band == band)
