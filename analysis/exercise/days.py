"""Who works when: the days of a made-up tenant, with the replays and confusions that fall on them.

Not here: what happens within a session (sessions.py, confusions/, replays/), whom what befalls (fate.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from analysis.exercise import sessions
from analysis.exercise.clients import Client
from analysis.exercise.confusions import CONFUSIONS
from analysis.exercise.confusions.kinds import FLAW, PATH
from analysis.exercise.confusions.travel import room
from analysis.exercise.fate import STARTS_TRIP, Fate
from analysis.exercise.ids import mixed
from analysis.exercise.networks import City
from analysis.exercise.people import Person
from analysis.exercise.replays import BEFORE, HABITS, THIEF_SIGNS_IN, Plan, stage, staging
from analysis.exercise.replays.stories import Story
from analysis.exercise.truth import Confusion, Truth
from analysis.exercise.world import HOUR, MINUTE, Course, Segment, World

AT_WORK, AT_WORK_ON_WEEKENDS = 0.89, 0.06
"""Share of the people who work on a day."""
SIGNS_IN_AGAIN = 0.18
"""Share of the people who sign in again after lunch, each day."""


@dataclass
class Calendar:
    """Who works when, day by day."""

    world: World
    fate: Fate
    plans: dict[tuple[int, int], Plan]
    truth: Truth
    stories: Sequence[Story] = ()
    """Sessions told from outside; their people have no others on such a day, but beside those that a thief opens."""

    def a_day(self, day: int, day_at: int) -> None:
        """Write one day of everybody."""
        rng = self.world.rng
        is_workday = datetime.fromtimestamp(day_at / 1000, UTC).weekday() < 5
        share = AT_WORK if is_workday else AT_WORK_ON_WEEKENDS
        for number in range(len(self.world.people)):
            person = self.world.people[number]
            plan = self.plans.get((day, number))
            flies = False
            stories = [one for one in self.stories if (one.day, one.number) == (day, number)]
            for story in stories:
                self.tell(self.world.now(person), story)
            if any(not story.thief_signs_in for story in stories):
                continue
            if plan or rng.random() < share or self.fate.meets(number, day):
                flies = self.work(person, day, day_at, plan)
            if not flies and rng.random() < person.phone_days * (1 if is_workday else 0.4):
                self.phone(self.world.now(person), day, day_at)

    def work(self, person: Person, day: int, day_at: int, plan: Plan | None) -> bool:
        """Write a working day on the laptop: one session, or one before and one after lunch; true where one flies."""
        rng = self.world.rng
        midnight = day_at - person.city.utc_offset_h * HOUR
        at = midnight + _ms(person.hours.start_h) + rng.randrange(-20 * MINUTE, 25 * MINUTE)
        ends_at = midnight + _ms(person.hours.end_h) + rng.randrange(-50 * MINUTE, 30 * MINUTE)
        lunch_at = midnight + _ms(person.hours.lunch_h) + rng.randrange(-15 * MINUTE, 15 * MINUTE)
        back_at = lunch_at + rng.randrange(25, 65) * MINUTE
        if plan:
            course = self._course(person, at, ends_at, self._place(person, day, at))
            self._with_replay(course, plan, day)
            return False
        is_split = (mixed(person.number, 9) % 100 < 100 * SIGNS_IN_AGAIN) != (rng.random() < 0.1)
        course = self._course(person, at, lunch_at if is_split else ends_at, self._place(person, day, at))
        if not is_split:
            course.breaks.append((lunch_at, back_at))
        if self._ordinary(course, day) & {"flight", "in_flight"}:
            return True
        if is_split:
            person = self.world.now(person)
            self._ordinary(self._course(person, back_at, ends_at, self._place(person, day, back_at)), day)
        if rng.random() < person.hours.evenings:
            person = self.world.now(person)
            late_at = midnight + rng.randrange(_ms(20.2), _ms(22.0))
            client = self._place(person, day, late_at, is_evening=True)
            self._ordinary(self._course(person, late_at, late_at + rng.randrange(20, 90) * MINUTE, client), day)
        return False

    def phone(self, person: Person, day: int, day_at: int) -> None:
        """Write a short session on the phone."""
        world, rng = self.world, self.world.rng
        at = day_at + (7 - person.city.utc_offset_h) * HOUR + rng.randrange(0, 14 * HOUR)
        client = world.mobile(person, at)
        trip = self.fate.trip(person, day)
        if rng.random() < 0.4:
            there = room(world, person, at, trip.city if trip else person.city)
            client = world.client(person.phone, at, there.address, there.network, there.city)
        course = self._course(person, at, at + rng.randrange(5, 40) * MINUTE, client)
        course.is_phone = True
        kind = None if trip else self.fate.phone(person)
        if kind:
            self._bend(course, kind)
        sessions.activity(world, course, sessions.sign_in(world, course))

    def _place(self, person: Person, day: int, at: int, *, is_evening: bool = False) -> Client:
        """Where the laptop is on a day: on a trip, in the office on the person's days for it, or at home."""
        trip = self.fate.trip(person, day)
        if trip:
            return room(self.world, person, at, trip.city)
        is_office_day = mixed(person.number, day % 7, 11) % 10 < 6
        if person.office and not is_evening and is_office_day:
            return self.world.office(person, at)
        return self.world.home(person, at)

    def _course(self, person: Person, at: int, ends_at: int, client: Client) -> Course:
        self.truth.session_count += 1
        return Course(person, self.world.recorder.new_session(), at, ends_at, [Segment(at, (client,))])

    def _ordinary(self, course: Course, day: int) -> set[str]:
        """Write an honest session; gives what is odd about it."""
        kinds = set()
        path = self.fate.path(course.person, day)
        if path:
            kinds.add(path)
            self._bend(course, path)
            if path in STARTS_TRIP:
                self.fate.arrived(course.person, _last_room(course))
        for flaw in self.fate.flaws(course.person):
            kinds.add(flaw)
            self._bend(course, flaw)
        sessions.activity(self.world, course, sessions.sign_in(self.world, course))
        return kinds

    def _bend(self, course: Course, kind: str) -> None:
        bend = CONFUSIONS[kind].bend
        assert bend, kind
        bend(self.world, course)
        self.truth.confusions.append(Confusion(kind, course.session_id, course.person.id))

    def _with_replay(self, course: Course, plan: Plan, day: int) -> None:
        """Write a session that is stolen while it is used, or one that a thief opens beside it."""
        rng = self.world.rng
        if plan.kind in THIEF_SIGNS_IN:
            self._ordinary(course, day)
            at = course.started_at + rng.randrange(45 * MINUTE, 150 * MINUTE)
            course = self._course(course.person, at, at + HOUR, course.segments[0].clients[0])
        else:
            course.ended_at = max(course.ended_at, course.started_at + 6 * HOUR)
        habits = () if plan.kind in THIEF_SIGNS_IN or plan.kind in BEFORE else self._as_always(course)
        ended_at = course.ended_at
        theft, replay = stage(self.world, course, plan, habits)
        self.truth.replays.append(replay)
        self.truth.session_count += theft.responder_sessions + len(theft.later_sessions)
        if theft.ends_at and ended_at > theft.ends_at + HOUR:
            again = theft.ends_at + rng.randrange(10, 40) * MINUTE
            self._ordinary_again(course, again, ended_at)

    def tell(self, person: Person, story: Story) -> None:
        """Write a session that is told from outside, whoever uses it."""
        world, at = self.world, story.begins_at
        place = {"home": world.bare_home, "office": world.office, "company vpn": world.vpn}[story.place]
        course = self._course(person, at, story.ends_at, place(person, at))
        theft, replay = staging.tell(world, course, story)
        if replay:
            self.truth.replays.append(replay)
        elif story.kind:
            self.truth.confusions.append(Confusion(story.kind, course.session_id, person.id))
        self.truth.session_count += theft.responder_sessions + len(theft.later_sessions)
        if theft.ends_at and story.ends_at > theft.ends_at + HOUR:
            self._ordinary_again(course, theft.ends_at + world.rng.randrange(10, 40) * MINUTE, story.ends_at)

    def _as_always(self, course: Course) -> tuple[str, ...]:
        """Bend a session that will be stolen by the victim's habits, as any other of theirs; gives their names."""
        number = course.person.number
        names = [*self.fate.habits.get((number, PATH), ())[:1], *self.fate.habits.get((number, FLAW), ())]
        kept = tuple(name for name in names if name in HABITS and self.world.rng.random() < CONFUSIONS[name].often)
        for name in kept:
            bend = CONFUSIONS[name].bend
            assert bend, name
            bend(self.world, course)
        return kept

    def _ordinary_again(self, course: Course, at: int, ended_at: int) -> None:
        second = self._course(course.person, at, ended_at, course.segments[0].clients[0])
        sessions.activity(self.world, second, sessions.sign_in(self.world, second))


def _ms(hours: float) -> int:
    return int(hours * HOUR)


def _last_room(course: Course) -> City | None:
    """The city of the last hotel of a session."""
    rooms = [segment.clients[0].city for segment in course.segments if segment.clients[0].network.kind == "hotel"]
    return rooms[-1] if rooms else None
