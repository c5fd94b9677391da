"""Who works when: the days of a made-up tenant, with the replays and confusions that fall on them.

Not here: what happens within a session (sessions.py, confusions.py, replays.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from analysis.exercise import networks, sessions
from analysis.exercise.clients import Client
from analysis.exercise.confusions import ADMINS_ONLY as CONFUSING_ADMINS
from analysis.exercise.confusions import CONFUSIONS, draw
from analysis.exercise.people import Person
from analysis.exercise.records import at_text
from analysis.exercise.replays import ACCOUNTS, ADMINS_ONLY, REPLAYS, Theft, browser_of_the_day, thief
from analysis.exercise.truth import Confusion, Replay, Truth
from analysis.exercise.world import HOUR, MINUTE, Course, Segment, World


@dataclass
class Plan:
    """A replay that is to happen."""

    kind: str
    day: int
    person: Person
    client: Client | None = None


def planned(world: World, replays: Sequence[str | tuple[str, int]], days: int) -> dict[tuple[int, int], Plan]:
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
            client = thief(
                world, course, networks.THEFT_DOCUMENTED, networks.BUCHAREST, browser_of_the_day("windows-chrome", at)
            )
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
            key=lambda entry: entry[:2],
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
