"""One person as the screens show it: sessions, what is usual, what is new, factors, what stands outside of sessions.

Why by id or login: an address that somebody sends holds either. Not here: any judgement, which the stages
made, the sentences (`person_words`), and any drawing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from analysis import safe_csv, unjudged, verdicts
from analysis.case import Case
from analysis.findings_words import BANDS, WORDS
from analysis.verdicts import Verdict

PAGE_ROWS = 500
"""People that the chooser lists."""
MOST_ROWS = 5_000
"""Rows that a table ships; the download has all."""
LONGEST_ASKED = 400
"""Characters of an id or a login in an address that are looked at."""
HOME = ("origin", "assumed", "proven")
"""Roles of clients that signed in, or were there first."""
JUDGED = frozenset({"band", "score", "verdict", "foreign_count", "is_foreign", "divergence_at", "last_foreign_at"})
"""Columns that a download leaves out where nothing was judged."""
USUAL = ("networks", "devices", "places", "apps")
"""What is usual for a person, in the order of the tables."""
_SEEN = ("session_count", "event_count", "foreign_count", "first_at", "last_at")


Keep = Callable[[str, Callable[[], pd.DataFrame]], pd.DataFrame]
"""Gives what was read under a name, or reads it."""


def direct(name: str, read: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    """Read anew each time: what a test and a command line do."""
    return read()


@dataclass(frozen=True)
class Window:
    """The time in which somebody else may have been this person."""

    from_at: pd.Timestamp
    """The first divergence, or the beginning of a session worth a look, UTC."""
    until_at: pd.Timestamp
    """The last foreign event, or the end of the session, UTC."""


@dataclass(frozen=True)
class Person:
    """All that the Person screen needs of one person."""

    case: Case
    found: Mapping[str, Any]
    """Its row of `person_found`: id, login, name, counts."""
    lanes: pd.DataFrame
    """The clients of the person's sessions, in the shape of `person_sessions`; band and score are None where nothing
    was judged."""
    keep: Keep = direct
    """How what is read is kept between clicks."""

    @property
    def actor_id(self) -> str:
        """Okta's id; the login where the export gives no id."""
        return str(self.found["actor_id"])

    @cached_property
    def sessions(self) -> pd.DataFrame:
        """A row a session or client without one, in order of time; of its clients the foreign ones counted."""
        once = self.lanes.drop_duplicates("session_key").set_index("session_key", drop=False)
        foreign = self.lanes[self.lanes["role"].eq("foreign")].groupby("session_key").size()
        verdict = {one.session_key: one.verdict for one in self.verdicts if one.is_in_force}
        return once.assign(
            foreign_count=foreign.reindex(once.index, fill_value=0),
            verdict=once.index.map(verdict.get),
        ).reset_index(drop=True)

    @property
    def sessionless(self) -> pd.DataFrame:
        """Clients without a session; what a server did for the person forms none."""
        return self.sessions[self.sessions["is_inferred"].astype(bool) & self.sessions["role"].notna()]

    @cached_property
    def bands(self) -> dict[str, int]:
        """Sessions and clients without one by band."""
        counts = self.sessions["band"].value_counts()
        return {band: int(counts.get(band, 0)) for band in BANDS}

    @cached_property
    def window(self) -> Window | None:
        """From the first divergence to the last foreign event; None where nothing is worth a look."""
        looked = self.sessions[self.sessions["band"].isin(["replay", "suspicious"])]
        if looked.empty:
            return None
        begun = looked["divergence_at"].fillna(looked["started_at"])
        ended = looked["last_foreign_at"].fillna(looked["ended_at"])
        return Window(begun.min(), ended.max())

    @cached_property
    def clients(self) -> pd.DataFrame:
        """What the sessions were used from, in the shape of `person_clients`."""
        return self._read("person_clients")

    @cached_property
    def apps(self) -> pd.DataFrame:
        """The apps that were opened, those of most sessions first."""
        return self._read("person_apps")

    @cached_property
    def hours(self) -> pd.DataFrame:
        """Events by day of the week and hour, UTC; foreign ones apart."""
        return self._read("person_hours")

    @cached_property
    def factors(self) -> pd.DataFrame:
        """What happened to the person's factors, in order."""
        return self._read("person_factors")

    @cached_property
    def changes(self) -> pd.DataFrame | None:
        """Privileged changes by the person, and by others to the person; None in a case without that table."""
        if "changes" not in self.case.tables():
            return None
        return self._read("person_changes")

    @cached_property
    def loose(self) -> pd.DataFrame:
        """Failed sign-ins and other events that no session has."""
        return self._read("person_loose", actor_login=self.found["actor_login"])

    @cached_property
    def verdicts(self) -> list[Verdict]:
        """Every verdict on a session of this person, the newest first."""
        own = set(self.lanes["session_key"])
        return [one for one in verdicts.history(self.case) if one.session_key in own]

    @cached_property
    def places(self) -> pd.DataFrame:
        """Where the clients were, for a map: city, latitude, longitude, role, event_count."""
        held = self.clients.dropna(subset=["latitude", "longitude"])
        spot = ["city", "latitude", "longitude"]
        is_own = held.groupby(spot, dropna=False)["is_origin"].transform("any")
        role = is_own.map({True: "origin", False: "other"}).mask(held["is_foreign"], "foreign")
        found = held.assign(role=role).groupby([*spot, "role"], dropna=False, as_index=False)
        return found.agg(event_count=("event_count", "sum"))

    def usual(self, what: str) -> pd.DataFrame:
        """Networks, devices, places or apps of the person, those of most sessions first.

        Shape: name, detail, session_count, event_count, foreign_count (events of foreign clients),
        first_at, last_at, first_session_key, is_first_foreign.
        """
        if what == "apps":
            return self.apps.rename(columns={"app_name": "name", "app_id": "detail"})
        held = self.clients
        if what == "networks":
            held = held.assign(detail=held["network"], shown=held["name"])
        elif what == "devices":
            held = held.assign(detail=held["device"], shown=held["device"])
        else:
            held = held.assign(detail=held["country"], shown=held["city"].fillna(held["country"]))
        return _gathered(held.dropna(subset=["shown"]))

    @cached_property
    def new(self) -> pd.DataFrame:
        """What the person was first seen with inside the window of suspicion.

        Shape: as `usual`, with `what` before; empty without a window, and where nothing was seen before it.
        """
        window = self.window
        if window is None or not bool((self.lanes["lane_first_at"] < window.from_at).any()):
            return pd.DataFrame(columns=["what", "name", "detail", *_SEEN, "first_session_key", "is_first_foreign"])
        found = [self.usual(what).assign(what=what.removesuffix("s")) for what in USUAL]
        every = pd.concat([one for one in found if not one.empty], ignore_index=True)
        inside = every["first_at"].between(window.from_at, window.until_at)
        return every[inside].sort_values(["first_at", "what", "name"], kind="stable").reset_index(drop=True)

    def _read(self, name: str, **values: Any) -> pd.DataFrame:
        return self.keep(name, lambda: self.case.frame(name, actor_id=self.actor_id, **values))

    def sessions_csv(self) -> bytes:
        """All sessions as CSV that no spreadsheet takes for formulas."""
        columns = (
            "session_id", "band", "score", "verdict", "started_at", "ended_at", "event_count", "lane_count",
            "foreign_count", "divergence_at", "last_foreign_at", "is_inferred",
        )  # fmt: skip
        return as_csv(self.sessions.assign(band=self.sessions["band"].map(WORDS)), self._told(columns))

    def clients_csv(self) -> bytes:
        """Every client of every session as CSV."""
        columns = (
            "session_key", "lane_no", "is_origin", "is_proven", "is_foreign", "network", "name", "network_kind",
            "address", "device", "city", "country", "event_count", "first_at", "last_at",
        )  # fmt: skip
        return as_csv(self.clients, self._told(columns))

    def _told(self, columns: tuple[str, ...]) -> tuple[str, ...]:
        return unjudged.told(self.case, columns, JUDGED)


def load(case: Case, asked: str, keep: Keep = direct) -> Person | None:
    """Find a person by id or login; None where the case never saw one."""
    rows = case.rows("person_found", person=asked[:LONGEST_ASKED])
    if not rows:
        return None
    actor_id = rows[0]["actor_id"]
    lanes = keep("person_sessions", lambda: case.frame("person_sessions", actor_id=actor_id))
    return Person(case, rows[0], unjudged.without_judgement(case, lanes), keep)


def listed(case: Case, search: str = "") -> pd.DataFrame:
    """The people of the case, those with findings first. Shape: the columns of `person_list`."""
    return case.frame("person_list", search=search.strip().lower(), page_rows=PAGE_ROWS)


def event(case: Case, event_id: str) -> Mapping[str, Any] | None:
    """Where the record of an event lies; None where the case has none of that id."""
    rows = case.rows("person_record", event_id=event_id)
    return rows[0] if rows else None


def as_csv(frame: pd.DataFrame, columns: tuple[str, ...]) -> bytes:
    """Columns of a frame as CSV that no spreadsheet takes for formulas; unknown is empty."""
    plain = frame[list(columns)].astype("object")
    return safe_csv.document(columns, plain.where(plain.notna(), None).itertuples(index=False, name=None))


def _gathered(held: pd.DataFrame) -> pd.DataFrame:
    """Clients (in order of time) by what they show: how many sessions, since when, who had it first."""
    columns = ["name", "detail", *_SEEN, "first_session_key", "is_first_foreign"]
    if held.empty:
        return pd.DataFrame(columns=columns)
    taken = held.assign(taken=held["event_count"].where(held["is_foreign"], 0))
    found = taken.groupby(["shown", "detail"], dropna=False, sort=False, as_index=False).agg(
        session_count=("session_key", "nunique"),
        event_count=("event_count", "sum"),
        foreign_count=("taken", "sum"),
        first_at=("first_at", "min"),
        last_at=("last_at", "max"),
        first_session_key=("session_key", "first"),
        is_first_foreign=("is_foreign", "first"),
    )
    found = found.rename(columns={"shown": "name"})
    order = ["session_count", "event_count", "name"]
    return found.sort_values(order, ascending=[False, False, True], kind="stable").reset_index(drop=True)[columns]
