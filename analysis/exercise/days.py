"""Who works when: the days of a made-up tenant, with the replays and confusions that fall on them.

Not here: what happens within a session (sessions.py, confusions.py, replays/).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from analysis.exercise import sessions
from analysis.exercise.clients import Client
from analysis.exercise.confusions import ADMINS_ONLY as CONFUSING_ADMINS
from analysis.exercise.confusions import CONFUSIONS, draw
from analysis.exercise.people import Person
from analysis.exercise.replays import THIEF_SIGNS_IN, Plan, stage
from analysis.exercise.truth import Confusion, Truth
from analysis.exercise.world import HOUR, MINUTE, Course, Segment, World


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
        """Write a session that is stolen while it is used, or one that a thief opens beside it."""
        rng = self.world.rng
        if plan.kind in THIEF_SIGNS_IN:
            self._ordinary(course)
            at = course.started_at + rng.randrange(45 * MINUTE, 150 * MINUTE)
            course = self._course(course.person, at, HOUR, course.segments[0].clients[0])
        else:
            course.ended_at = max(course.ended_at, course.started_at + 6 * HOUR)
        ended_at = course.ended_at
        theft, replay = stage(self.world, course, plan)
        self.truth.replays.append(replay)
        self.truth.session_count += theft.responder_sessions + len(theft.later_sessions)
        if theft.ends_at and ended_at > theft.ends_at + HOUR:
            again = theft.ends_at + rng.randrange(10, 40) * MINUTE
            self._ordinary_again(course, again, ended_at)

    def _ordinary_again(self, course: Course, at: int, ended_at: int) -> None:
        second = self._course(course.person, at, ended_at - at, course.segments[0].clients[0])
        sessions.activity(self.world, second, sessions.sign_in(self.world, second))
