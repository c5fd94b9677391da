"""Makes a made-up Okta tenant: the System Log of some people over some days, and the truth about it.

`python -m analysis.exercise.tenant --people 1500 --days 7 --seed 1 --out log.jsonl --truth truth.json`

Why: nobody can share a real log with a replay in it. The same settings give the same bytes.
Not here: what a session looks like (sessions.py), why honest ones change (confusions.py), what
thieves do (replays.py).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from analysis.exercise import background, networks, sessions
from analysis.exercise.clients import Client, browser
from analysis.exercise.confusions import ADMINS_ONLY as CONFUSING_ADMINS
from analysis.exercise.confusions import CONFUSIONS, draw
from analysis.exercise.people import Person, people
from analysis.exercise.records import Record, Recorder, Style, at_text
from analysis.exercise.replays import ACCOUNTS, ADMINS_ONLY, REPLAYS, Theft, thief
from analysis.exercise.truth import Confusion, Replay, Truth
from analysis.exercise.world import DAY, HOUR, MINUTE, Course, Segment, World

DEFAULT_START = datetime(2025, 3, 3, tzinfo=UTC)
LATEST_OFFSET = 14 * HOUR
"""No person's day begins earlier than this before the day in UTC."""
TOKENS_CARRY_SESSIONS_FROM = datetime(2024, 1, 15, tzinfo=UTC)
"""From Okta's release 2024.01.2 on, token grants name the session."""


@dataclass(frozen=True)
class Tenant:
    """A tenant in the making."""

    events: Iterator[Record]
    """LogEvents; taken once. Records share parts with each other: read them, never change them."""
    truth: Truth
    """Complete once the last event was taken."""


@dataclass
class Plan:
    """A replay that is to happen."""

    kind: str
    day: int
    person: Person
    client: Client | None = None


def make(
    seed: int,
    people_count: int,
    days: int,
    *,
    replays: Sequence[str | tuple[str, int]] | None = None,
    confusions: Mapping[str, float] | Sequence[str] | None = None,
    start: datetime = DEFAULT_START,
    is_classic: bool = False,
    newest_first: bool = False,
    busyness: float = 1.0,
    spoken_names: bool = False,
) -> Tenant:
    """Make a tenant.

    `replays`: kinds of replays.REPLAYS, each optionally with its day (from 0); None plants one of
    each. `confusions`: names (with their usual share) or names with shares of the laptop sessions;
    None takes all at their usual share, an empty one none.
    Shape: the events come in order of `published`; newest first holds all of them in memory.
    Raises: ValueError for an unknown name, or where there are fewer admins or people than replays need.
    """
    shares = _shares(confusions)
    truth = Truth()
    events = _events(
        seed,
        people_count,
        days,
        list(REPLAYS) if replays is None else replays,
        shares,
        start,
        is_classic,
        busyness,
        spoken_names,
        truth,
    )
    if newest_first:
        events = _reversed(events)
    return Tenant(events, truth)


def gather(seed: int, people_count: int, days: int, **more: Any) -> tuple[list[Record], Truth]:
    """A small tenant at once: its events and its truth. Takes what `make` takes."""
    tenant = make(seed, people_count, days, **more)
    return list(tenant.events), tenant.truth


def json_lines(events: Iterable[Record]) -> Iterator[bytes]:
    """Each event as one line of JSON, its end included."""
    for event in events:
        yield orjson.dumps(event, option=orjson.OPT_APPEND_NEWLINE)


def _reversed(events: Iterator[Record]) -> Iterator[Record]:
    yield from reversed(list(events))


def _shares(confusions: Mapping[str, float] | Sequence[str] | None) -> dict[str, float]:
    if confusions is None:
        return {name: share for name, (_, share) in CONFUSIONS.items()}
    unknown = set(confusions) - set(CONFUSIONS)
    if unknown:
        raise ValueError(f"no such confusion: {', '.join(sorted(unknown))}")
    if isinstance(confusions, Mapping):
        return dict(confusions)
    return {name: CONFUSIONS[name][1] for name in confusions}


def _events(
    seed: int,
    people_count: int,
    days: int,
    replays: Sequence[str | tuple[str, int]],
    shares: dict[str, float],
    start: datetime,
    is_classic: bool,
    busyness: float,
    spoken_names: bool,
    truth: Truth,
) -> Iterator[Record]:
    rng = random.Random(seed)
    recorder = Recorder(rng, Style(is_classic, start >= TOKENS_CARRY_SESSIONS_FROM, start.year >= 2025))
    world = World(rng, recorder, people(rng, people_count, spoken_names=spoken_names), busyness, counts=truth.counts)
    robots_here = background.robots(world, 2 + people_count // 400)
    plans = _plans(world, replays, days)
    calendar = Calendar(world, shares, plans, truth)
    start_at = int(start.timestamp() * 1000)
    for day in range(days):
        day_at = start_at + day * DAY
        calendar.a_day(day, day_at)
        background.a_day(world, robots_here, day_at)
        recorder.buffer.sort(key=_order)
        until = day_at + DAY - LATEST_OFFSET
        ripe = sum(1 for at, *_ in recorder.buffer if at < until)
        for _, _, record in recorder.buffer[:ripe]:
            yield record
        del recorder.buffer[:ripe]
    for _, _, record in recorder.buffer:
        yield record


def _order(entry: tuple[int, int, Record]) -> tuple[int, int]:
    return entry[0], entry[1]


def _plans(world: World, replays: Sequence[str | tuple[str, int]], days: int) -> dict[tuple[int, int], Plan]:
    """Give each replay a day and a person of its own, by (day, person)."""
    rng = world.rng
    admins = [person for person in world.people if person.role == "admin"]
    staff = [person for person in world.people if person.role == "staff" and not person.is_federated]
    rng.shuffle(admins)
    rng.shuffle(staff)
    plans: dict[tuple[int, int], Plan] = {}
    for number, entry in enumerate(replays):
        evenly = min(days - 1, (number + 1) * days // (len(replays) + 1))
        kind, day = entry if isinstance(entry, tuple) else (entry, evenly)
        if kind not in REPLAYS:
            raise ValueError(f"no such replay: {kind}")
        for _ in range(ACCOUNTS.get(kind, 1)):
            pool = admins if kind in ADMINS_ONLY else staff
            if not pool or (kind in ADMINS_ONLY and len(world.people) < 2):
                raise ValueError(f"too few people for the replay {kind}")
            person = pool.pop()
            if kind in ADMINS_ONLY and not pool:
                raise ValueError(f"too few admins for the replay {kind}; make the tenant larger")
            plans[day, person.number] = Plan(kind, day, person)
    return plans


@dataclass
class Calendar:
    """Who works when, day by day."""

    world: World
    shares: dict[str, float]
    plans: dict[tuple[int, int], Plan]
    truth: Truth

    def __post_init__(self) -> None:
        self.owed = list(self.shares)
        self.world.rng.shuffle(self.owed)
        self.thief_clients: dict[str, Client] = {}

    def a_day(self, day: int, day_at: int) -> None:
        """Write one day of everybody."""
        rng = self.world.rng
        is_workday = datetime.fromtimestamp(day_at / 1000, UTC).weekday() < 5
        for person in self.world.people:
            plan = self.plans.get((day, person.number))
            if plan or rng.random() < (0.92 if is_workday else 0.06):
                self.work(person, day_at, plan)
            if rng.random() < (0.3 if is_workday else 0.12):
                self.phone(person, day_at)

    def work(self, person: Person, day_at: int, plan: Plan | None) -> None:
        """Write a working day on the laptop: one session, or one before and one after lunch."""
        world, rng = self.world, self.world.rng
        at = day_at + (8 - person.city.utc_offset_h) * HOUR + rng.randrange(0, 110 * MINUTE)
        length = rng.randrange(240 * MINUTE, 510 * MINUTE)
        is_in_office = person.office is not None and rng.random() < 0.6
        client = world.office(person, at) if is_in_office else world.home(person, at)
        course = self._course(person, at, length, client)
        if plan:
            self._with_replay(course, plan)
            return
        if rng.random() < 0.25:
            course.ended_at = at + length // 2
            self._ordinary(course)
            at += length // 2 + rng.randrange(30, 80) * MINUTE
            course = self._course(person, at, length // 2, client)
        self._ordinary(course)

    def phone(self, person: Person, day_at: int) -> None:
        """Write a short session on the phone."""
        world, rng = self.world, self.world.rng
        at = day_at + (7 - person.city.utc_offset_h) * HOUR + rng.randrange(0, 14 * HOUR)
        client = world.mobile(person, at)
        if rng.random() < 0.4:
            client = world.client(person.phone, at, person.home_v4, person.home_network, person.city)
        course = self._course(person, at, rng.randrange(5, 40) * MINUTE, client)
        course.is_phone = True
        sessions.activity(world, course, sessions.sign_in(world, course))

    def _course(self, person: Person, at: int, length: int, client: Client) -> Course:
        self.truth.session_count += 1
        return Course(person, self.world.recorder.new_session(), at, at + length, [Segment(at, (client,))])

    def _ordinary(self, course: Course) -> None:
        kind = self._confusion(course.person)
        if kind:
            CONFUSIONS[kind][0](self.world, course)
            self.truth.confusions.append(Confusion(kind, course.session_id, course.person.id))
        sessions.activity(self.world, course, sessions.sign_in(self.world, course))

    def _confusion(self, person: Person) -> str | None:
        """What befalls a session; each kind that is switched on comes at least once, early."""
        rng = self.world.rng
        if self.owed and rng.random() < 0.3:
            kind = self.owed[-1]
            if person.is_admin or kind not in CONFUSING_ADMINS:
                return self.owed.pop()
            self.owed.insert(0, self.owed.pop())
            return None
        return draw(rng, self.shares, is_admin=person.is_admin)

    def _with_replay(self, course: Course, plan: Plan) -> None:
        """Write a session that is stolen while it is used."""
        world, rng = self.world, self.world.rng
        course.ended_at = max(course.ended_at, course.started_at + 6 * HOUR)
        ready_at = sessions.sign_in(world, course)
        at = course.started_at + rng.randrange(45 * MINUTE, 150 * MINUTE)
        client = self.thief_clients.get(plan.kind)
        if client is None or plan.kind not in ACCOUNTS:
            client = thief(world, course, networks.THEFT_DOCUMENTED, networks.BUCHAREST, browser("windows-chrome", 109))
            self.thief_clients[plan.kind] = client
        theft = Theft(world, course, at, client)
        first_written = world.recorder.written
        REPLAYS[plan.kind](theft)
        ended_at = course.ended_at
        if theft.ends_at:
            course.ended_at = min(course.ended_at, theft.ends_at)
        sessions.activity(world, course, ready_at, may_sign_out=theft.ends_at is None)
        self.truth.replays.append(self._replay(theft, plan.kind, first_written))
        if theft.ends_at and ended_at > theft.ends_at + HOUR:
            again = theft.ends_at + rng.randrange(10, 40) * MINUTE
            self._ordinary_again(course, again, ended_at)

    def _ordinary_again(self, course: Course, at: int, ended_at: int) -> None:
        second = self._course(course.person, at, ended_at - at, course.segments[0].clients[0])
        sessions.activity(self.world, second, sessions.sign_in(self.world, second))

    def _replay(self, theft: Theft, kind: str, first_written: int) -> Replay:
        ids = set(theft.event_ids)
        mine = sorted(
            (entry for entry in self.world.recorder.buffer if entry[1] > first_written and entry[2]["uuid"] in ids),
            key=_order,
        )
        person = theft.course.person
        return Replay(
            kind=kind,
            session_id=theft.course.session_id,
            actor_id=person.id,
            actor_login=person.login,
            divergence_event_id=mine[0][2]["uuid"],
            divergence_at=mine[0][2]["published"],
            foreign_addresses=tuple(sorted({entry[2]["client"]["ipAddress"] for entry in mine})),
            foreign_event_ids=tuple(entry[2]["uuid"] for entry in mine),
            uploaded_at=at_text(theft.uploaded_at) if theft.uploaded_at else None,
            contained_at=at_text(theft.ends_at) if theft.ends_at else None,
        )


def main(arguments: list[str]) -> int:
    """The command line: writes JSON lines and, if asked, the truth."""
    parser = argparse.ArgumentParser(prog="python -m analysis.exercise.tenant", description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--people", type=int, default=1500)
    parser.add_argument("--days", type=int, default=7)
    parser.add_argument(
        "--start",
        type=lambda text: datetime.fromisoformat(text).replace(tzinfo=UTC),
        default=DEFAULT_START,
        help="first day, YYYY-MM-DD",
    )
    parser.add_argument("--classic", action="store_true", help="the Classic engine instead of Identity Engine")
    parser.add_argument("--newest-first", action="store_true")
    parser.add_argument("--busyness", type=float, default=1.0)
    parser.add_argument("--replays", nargs="*", choices=sorted(REPLAYS), help="default: one of each")
    parser.add_argument("--confusions", nargs="*", choices=sorted(CONFUSIONS), help="default: all")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--truth", type=Path)
    given = parser.parse_args(arguments)
    tenant = make(
        given.seed,
        given.people,
        given.days,
        replays=given.replays,
        confusions=given.confusions,
        start=given.start,
        is_classic=given.classic,
        newest_first=given.newest_first,
        busyness=given.busyness,
    )
    with given.out.open("wb") as file:
        file.writelines(json_lines(tenant.events))
    if given.truth:
        given.truth.write_text(json.dumps(tenant.truth.as_json(), indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
