"""One session as the screens show it: read once, in frames that charts and tables take as they are.

Not here: any judgement, which the stages made, and any drawing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from analysis import explanations, findings_words, safe_csv, signal_files
from analysis.case import Case
from analysis.charts import lane_words
from analysis.ingest import give_back

MOST_ROWS = 5_000
"""Rows that a table ships; the download has all."""
TABLE = (
    "occurred_at", "event_type", "outcome", "target", "address", "network", "city", "country", "device", "risk",
    "outcome_reason", "agent", "lane_no", "kind", "act_no", "event_id", "file", "line",
)  # fmt: skip
"""Columns of the events table and of its download."""
TEXTS = (
    "target", "network", "city", "country", "device", "side_channel", "in_words", "outcome", "outcome_reason", "agent",
    "display_message", "risk", "address",
)  # fmt: skip
"""Columns of events that may be empty: None where they are."""
BADGES = ("interleaving", "simultaneous_use", "privileged_change", "refused_then_api", "indicator_2023")
"""Signals worth a badge beside the headline."""


@dataclass(frozen=True)
class SessionView:
    """All that the Session screen and the preview need of one session."""

    case: Case
    finding: Mapping[str, Any]
    """Its row of `session_finding`: person, times, score, band, moments."""
    lanes: pd.DataFrame
    """Its clients, the origin first, in the shape that `charts.lanes` takes."""
    events: pd.DataFrame
    """Its events in order."""
    signals: pd.DataFrame
    """Its signals with `sentence` and `title`."""

    @cached_property
    def hops(self) -> pd.DataFrame:
        """Its moves in order; reasons that are not given are None, numbers that are not known NaN."""
        frame = self.case.frame("session_hops", session_key=self.finding["session_key"])
        return frame.assign(not_judged=frame["not_judged"].astype("object").where(frame["not_judged"].notna(), None))

    @cached_property
    def places(self) -> pd.DataFrame:
        """Where its clients were: city, latitude, longitude, role, event_count."""
        frame = self.case.frame("session_places", session_key=self.finding["session_key"])
        return frame.merge(self.lanes[["lane_no", "role"]], on="lane_no", how="inner")

    @cached_property
    def neighbours(self) -> Mapping[str, Any]:
        """Place in the list of findings, and the keys before and after; empty where it has none."""
        rows = self.case.rows("session_neighbours", session_key=self.finding["session_key"])
        return rows[0] if rows else {}

    @cached_property
    def missing(self) -> list[dict[str, str]]:
        """Signals that this session's events cannot show: id and reason."""
        return signal_files.not_available(self.finding)

    @property
    def not_available(self) -> dict[str, list[str]]:
        """Their titles by reason: one reason stands for many signals."""
        told: dict[str, list[str]] = {}
        for row in self.missing:
            told.setdefault(row["reason"], []).append(signal_files.signals()[row["signal"]].title)
        return told

    @cached_property
    def explanation(self) -> explanations.Explanation | None:
        """What it most likely was, or what is to be ruled out; None where nothing needs a story."""
        return explanations.of_session(self.case, self.finding["session_key"], self.finding["band"])

    @property
    def counted(self) -> pd.DataFrame:
        """Signals that make up the score, heaviest first, what explains last."""
        return self.signals[self.signals["is_counted"] & self.signals["points"].ne(0)]

    @property
    def divergence_at(self) -> pd.Timestamp | None:
        """The first event of the first foreign lane; None where no lane is foreign."""
        at = self.finding["divergence_at"]
        return None if at is None else pd.Timestamp(at)

    @property
    def act_count(self) -> int:
        """Successful acts of foreign lanes."""
        return int(self.events["act_no"].notna().sum())

    @cached_property
    def shortest_turn_s(self) -> float | None:
        """Shortest time between two consecutive events of the origin and a foreign lane (else of any two lanes), s."""
        told = self.events[self.events["lane_no"].notna()]
        roles = told["lane_no"].astype(int).map(self.lanes.set_index("lane_no")["role"])
        gaps = told["occurred_at"].diff().dt.total_seconds()
        before, home = roles.shift(), ["origin", "assumed"]
        turns = gaps[(roles.eq("foreign") & before.isin(home)) | (roles.isin(home) & before.eq("foreign"))]
        if turns.empty:
            turns = gaps[told["lane_no"].ne(told["lane_no"].shift()) & gaps.notna()]
        return None if turns.empty else float(turns.min())

    @cached_property
    def foreign(self) -> pd.DataFrame:
        """Events of clients that are taken for foreign."""
        return self.events[self.events["is_foreign"]]

    @property
    def headline(self) -> str:
        """The session in one sentence."""
        described: list[dict[Any, Any]] = self.lanes.to_dict("records")
        others = [lane for lane in described if lane["role"] == "foreign"] or described[1:]
        return findings_words.session_headline(
            self.finding, described[0] if described else None, others[0] if others else None
        )

    def event(self, event_id: str) -> Mapping[str, Any] | None:
        """One event of the session; None where it has none of that id."""
        found: list[Any] = self.events[self.events["event_id"].eq(event_id)].to_dict("records")
        return found[0] if found else None

    def times(self, event_ids: Iterable[str]) -> dict[str, pd.Timestamp]:
        """When some of its events happened, in their order; ids of other sessions are left out."""
        found = self.events[self.events["event_id"].isin(set(event_ids))]
        return dict(zip(found["event_id"], found["occurred_at"], strict=True))

    def number(self, parameter: str) -> float:
        """A parameter as this case uses it."""
        return float(self.case.rows("number_in_force", parameter=parameter)[0]["value"])

    def events_csv(self, events: pd.DataFrame) -> bytes:
        """Some of its events as CSV that no spreadsheet takes for formulas."""
        frame = events[list(TABLE)].astype("object")
        rows = frame.where(frame.notna(), None).itertuples(index=False, name=None)
        return safe_csv.document(TABLE, rows)

    def records(self, events: pd.DataFrame) -> bytes:
        """The records of some of its events as they came, one a line where they were one."""
        places = [(int(one), int(line)) for one, line in zip(events["evidence_id"], events["line"], strict=True)]
        texts = give_back.record_texts(self.case, places)
        return "".join(text.rstrip("\n") + "\n" for text in texts).encode("utf-8", "surrogatepass")

    def __getstate__(self) -> dict[str, Any]:
        """What is kept between clicks: all that was read, and not the case."""
        return {name: value for name, value in self.__dict__.items() if name != "case"}

    def held_by(self, case: Case) -> SessionView:
        """The same after it was kept, on the open case again."""
        self.__dict__["case"] = case
        return self


def load(case: Case, session_key: str) -> SessionView | None:
    """Read one session; None where the case has none of that key."""
    rows = case.rows("session_finding", session_key=session_key)
    if not rows:
        return None
    finding = rows[0]
    lanes = case.frame("session_lanes", session_key=session_key)
    events = case.frame(
        "session_timeline", session_key=session_key, from_at=finding["started_at"], until_at=finding["ended_at"]
    )
    for column in TEXTS:
        events[column] = events[column].astype("object").where(events[column].notna(), None)
    files = {row["evidence_id"]: row["name"] for row in case.rows("evidence_files")}
    events["file"] = events["evidence_id"].map(files).astype("object")
    signals = case.frame("session_signals", session_key=session_key)
    known = signal_files.signals()
    signals = signals[signals["signal"].isin(known)]
    signals = signals.assign(
        title=[known[name].title for name in signals["signal"]],
        sentence=[_sentence(name, fields) for name, fields in zip(signals["signal"], signals["fields"], strict=True)],
    )
    lanes = _described(lanes)
    if finding["is_inferred"]:
        lanes = lanes.assign(note=lane_words.SESSIONLESS)
    return SessionView(case, finding, lanes, events, signals)


def _sentence(signal: str, fields: str) -> str:
    """The sentence of a signal; its claim where an older version of the program kept other fields."""
    try:
        return signal_files.sentence(signal, fields)
    except KeyError:
        return str(signal_files.signals()[signal].file.header["claim"])


def _described(lanes: pd.DataFrame) -> pd.DataFrame:
    """Lanes with a note why they are explained, and apart where network and device are the same."""
    known = signal_files.signals()
    notes = [", ".join(known[name].title for name in names if name in known) or None for names in lanes["explained_by"]]
    lanes = lanes.assign(note=pd.Series(notes, index=lanes.index, dtype="object"))
    for column in ("network", "place", "device", "split_by"):
        lanes[column] = lanes[column].astype("object").where(lanes[column].notna(), None)
    apart = {"dt_hash": "another device token", "address": "another address"}
    twins = lanes.duplicated(["network", "device"]) & lanes["split_by"].notna()
    lanes.loc[twins, "device"] = [
        f"{device or 'unknown'}, {apart.get(split, '')}"
        for device, split in zip(lanes.loc[twins, "device"], lanes.loc[twins, "split_by"], strict=True)
    ]
    return lanes
