"""The case at a glance: what stands under suspicion, since when, from where, and what happened when.

Why: a responder opens a case and asks one question; this module gathers what answers it, and every number here
leads to the list, the session or the file behind it. Not here: the sentences (`overview_words`), any judgement.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

import pandas as pd

from analysis import safe_csv, signal_files, verdicts
from analysis.case import Case
from analysis.next_steps import KEPT

CONFIRMED, REPLAY, LOOK, CLEARED = "confirmed", "replay", "look", "cleared"
GROUPS = (CONFIRMED, REPLAY, LOOK)
"""What a suspect is: a person called it a replay; the program does, and nobody contradicted; worth a look.
CLEARED is what a person called benign: no suspect any more."""
STEPS_MIN = (1, 10, 60, 1_440, 10_080)
"""Widths that a bar of the activity may have, in minutes."""
MOST_BARS = 520
TOP = 6
"""Findings to start with."""
ACTIVITY_COLUMNS = ("from_at", "until_at", "events", "sessions_begun", "confirmed", "likely_replay", "worth_a_look")


@dataclass(frozen=True)
class Window:
    """A stretch of time that a person chose, from whole bars to whole bars."""

    from_at: pd.Timestamp
    until_at: pd.Timestamp
    """The first moment that is out of it."""

    def query(self) -> dict[str, str]:
        """As the address has it."""
        return {"from": f"{self.from_at:%Y-%m-%dT%H:%M}", "until": f"{self.until_at:%Y-%m-%dT%H:%M}"}


@dataclass(frozen=True)
class Overview:
    """All that the screen shows of one case."""

    case: Case
    totals: Mapping[str, Any]
    """The row of `overview_totals`."""
    bands: Mapping[str, int]
    """Findings by band, as the program judged."""
    judged: pd.DataFrame
    """Suspects and what was cleared, strongest first: the columns of `overview_suspects`, `group`, and `at`,
    the divergence, or the beginning where nothing diverged."""

    @cached_property
    def suspects(self) -> pd.DataFrame:
        """What is suspected still, or confirmed."""
        return self.judged[self.judged["group"].isin(GROUPS)]

    def of(self, *groups: str) -> pd.DataFrame:
        """The sessions of some groups."""
        return self.judged[self.judged["group"].isin(groups)]

    @cached_property
    def replays(self) -> pd.DataFrame:
        """What the headline speaks of: confirmed and likely replays."""
        return self.of(CONFIRMED, REPLAY)

    @cached_property
    def told(self) -> pd.DataFrame:
        """What times, people and places are told of: the replays; where there are none, what is worth a look."""
        return self.replays if len(self.replays) else self.of(LOOK)

    @cached_property
    def first(self) -> Mapping[str, Any] | None:
        """The first divergence among those; None where nothing diverged."""
        diverged = self.told[self.told["divergence_at"].notna()]
        if diverged.empty:
            return None
        return _row(diverged.sort_values(["divergence_at", "session_key"]).iloc[0])

    @cached_property
    def longest(self) -> Mapping[str, Any] | None:
        """The session that was longest in foreign hands, with `held_s`; None where nothing diverged."""
        held = self.held
        return None if held.empty else _row(held.iloc[0])

    @cached_property
    def held(self) -> pd.DataFrame:
        """How long each was in foreign hands, from divergence to last foreign event: `held_s`, longest first."""
        diverged = self.told[self.told["divergence_at"].notna()]
        lengths = (diverged["last_foreign_at"] - diverged["divergence_at"]).dt.total_seconds()
        return diverged.assign(held_s=lengths).sort_values(["held_s", "session_key"], ascending=[False, True])

    @property
    def last_foreign_at(self) -> pd.Timestamp | None:
        """The last foreign event among those."""
        latest = self.told["last_foreign_at"].max() if len(self.told) else pd.NaT
        return None if pd.isna(latest) else pd.Timestamp(latest)

    @property
    def is_of_old(self) -> bool:
        """The case was opened when Okta had long forgotten the log: the time until then says nothing."""
        opened_at, last_at = self.totals["opened_at"], self.totals["last_at"]
        return opened_at is not None and last_at is not None and opened_at - last_at > KEPT

    @property
    def dwell_s(self) -> float | None:
        """From the first divergence to the opening of the case, else to the end of an old log, s; never below 0."""
        until_at = self.totals["last_at"] if self.is_of_old else self.totals["opened_at"]
        if self.first is None or until_at is None:
            return None
        passed = pd.Timestamp(until_at) - pd.Timestamp(self.first["divergence_at"])
        return max(float(passed.total_seconds()), 0.0)

    @cached_property
    def step_min(self) -> int:
        """How many minutes one bar of the activity stands for."""
        first, last = self.totals["first_at"], self.totals["last_at"]
        span_min = 0.0 if first is None else (last - first).total_seconds() / 60
        return next((step for step in STEPS_MIN if span_min / step <= MOST_BARS), STEPS_MIN[-1])

    @cached_property
    def activity(self) -> pd.DataFrame:
        """Events and sessions begun in every stretch, silent ones too. Shape: from_at, event_count, session_count."""
        frame = self.case.frame("overview_activity", step_min=self.step_min)
        if frame.empty:
            return frame
        step = pd.Timedelta(minutes=self.step_min)
        whole = pd.date_range(frame["from_at"].min(), frame["from_at"].max(), freq=step, name="from_at")
        filled = frame.set_index("from_at").reindex(whole, fill_value=0).reset_index()
        return filled.astype({"event_count": "int64", "session_count": "int64"})

    def window(self, from_text: str | None, until_text: str | None) -> Window | None:
        """The window that an address names, widened to whole bars; None where it names none that lies in the case."""
        one, other = _moment(from_text), _moment(until_text)
        if one is None or other is None or self.activity.empty:
            return None
        step = pd.Timedelta(minutes=self.step_min)
        first, end = self.activity["from_at"].iloc[0], self.activity["from_at"].iloc[-1] + step
        from_at, until_at = max(min(one, other), first), min(max(one, other), end)
        if from_at >= end or until_at < first:
            return None
        before = int((from_at - first) / step)
        after = -int((first - until_at) // step)
        return Window(first + before * step, first + max(after, before + 1) * step)

    def within(self, window: Window) -> tuple[dict[str, int], pd.DataFrame]:
        """What happened in a window: events, sessions and people, and the suspects that were used in it."""
        bars = self.activity[self.activity["from_at"].between(window.from_at, window.until_at, inclusive="left")]
        counted = self.case.rows("overview_window", from_at=window.from_at, until_at=window.until_at)[0]
        began = self.suspects["at"]
        ended = self.suspects["last_foreign_at"].fillna(self.suspects["ended_at"])
        inside = self.suspects[(began < window.until_at) & (ended >= window.from_at)]
        return {"event_count": int(bars["event_count"].sum()), **counted}, inside.sort_values(["at", "session_key"])

    @cached_property
    def ways(self) -> pd.DataFrame:
        """From where to where the sessions went that are told of. Shape: `overview_ways`."""
        return self.case.frame("overview_ways", session_keys=list(self.told["session_key"]))

    @cached_property
    def changes(self) -> list[dict[str, Any]]:
        """What foreign clients made and changed in the sessions that are told of. Shape: `overview_changes`."""
        if "changes" not in self.case.tables():
            return []
        return self.case.rows("overview_changes", session_keys=list(self.told["session_key"]))

    @cached_property
    def start_with(self) -> pd.DataFrame:
        """The strongest that wait for a verdict, then the confirmed; `title` and `reason`: of the heaviest signal."""
        order = {"open": 0, "unsure": 1, "replay": 2}
        ranked = self.suspects.assign(turn=self.suspects["verdict"].map(order).fillna(0))
        chosen = ranked.sort_values(["turn", "score"], ascending=[True, False], kind="stable").head(TOP)
        known = signal_files.signals()
        rows = self.case.rows("overview_reasons", session_keys=list(chosen["session_key"]))
        reasons = {
            row["session_key"]: (known[row["signal"]].title, _sentence(row["signal"], row["fields"]))
            for row in rows
            if row["signal"] in known
        }
        told = [reasons.get(key, ("", "")) for key in chosen["session_key"]]
        return chosen.assign(title=[title for title, _ in told], reason=[sentence for _, sentence in told])

    @cached_property
    def unseen(self) -> list[dict[str, Any]]:
        """What this evidence cannot show. Shape: statement, affects (signals), name (of a file; None: the case)."""
        return self.case.rows("evidence_coverage") if "coverage" in self.case.tables() else []

    @cached_property
    def not_available(self) -> list[str]:
        """Titles of the signals that nothing in this case could show."""
        known = signal_files.signals()
        rows = self.case.rows("signals_not_available")
        return [known[row["signal"]].title for row in rows if row["signal"] in known]

    def activity_csv(self) -> bytes:
        """The activity with the suspects that diverged in each stretch, as CSV."""
        step = pd.Timedelta(minutes=self.step_min)
        counts = {
            group: self.of(group)["at"].map(lambda at: (at - _start(self.activity)) // step).value_counts()
            for group in GROUPS
        }
        rows: list[Sequence[Any]] = []
        for number, bar in enumerate(self.activity.itertuples(index=False)):
            began: Any = bar.from_at
            marked = [int(counts[group].get(number, 0)) for group in GROUPS]
            rows.append((_iso(began), _iso(began + step), bar.event_count, bar.session_count, *marked))
        return safe_csv.document(ACTIVITY_COLUMNS, rows)


def load(case: Case) -> Overview:
    """Read the case at a glance. The case must have been judged."""
    standing = verdicts.in_force(case)
    judged = case.frame(
        "overview_suspects",
        judged_keys=list(standing),
        judged_verdicts=[one.verdict for one in standing.values()],
    )
    groups = [_group(band, verdict) for band, verdict in zip(judged["band"], judged["verdict"], strict=True)]
    judged = judged.assign(
        group=pd.Series(groups, index=judged.index, dtype="object"),
        at=judged["divergence_at"].fillna(judged["started_at"]),
    )
    bands = {row["band"]: int(row["finding_count"]) for row in case.rows("findings_counts")}
    return Overview(case, case.rows("overview_totals")[0], bands, judged)


def _group(band: str, verdict: str) -> str:
    if verdict == "replay":
        return CONFIRMED
    if verdict == "benign":
        return CLEARED
    return {"replay": REPLAY, "suspicious": LOOK}.get(band, "unsure")


def _sentence(signal: str, fields: str) -> str:
    """The sentence of a signal; its claim where an older version of the program kept other fields."""
    try:
        return signal_files.sentence(signal, fields)
    except KeyError:
        return str(signal_files.signals()[signal].file.header["claim"])


def _moment(text: str | None) -> pd.Timestamp | None:
    """A time as an address has it, UTC; None where it is none."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text[:40])
    except ValueError:
        return None
    return pd.Timestamp(moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment)


def _start(activity: pd.DataFrame) -> pd.Timestamp:
    return pd.Timestamp(activity["from_at"].iloc[0])


def _iso(time: pd.Timestamp) -> str:
    return f"{time:%Y-%m-%dT%H:%M:%SZ}"


def _row(series: pd.Series) -> Mapping[str, Any]:
    """One row with None for what is not known."""
    return {
        str(name): None if pd.api.types.is_scalar(value) and pd.isna(value) else value for name, value in series.items()
    }
