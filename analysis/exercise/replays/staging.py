"""Writes a session that is stolen while it is used, and tells what is true of it."""

from __future__ import annotations

from analysis.exercise import sessions
from analysis.exercise.records import Record, at_text
from analysis.exercise.replays.kinds import BEFORE, REPLAYS, THIEF_SIGNS_IN
from analysis.exercise.replays.likeness import look_alike
from analysis.exercise.replays.planning import Plan
from analysis.exercise.replays.stories import Story
from analysis.exercise.replays.theft import Theft
from analysis.exercise.truth import Replay
from analysis.exercise.world import MINUTE, Course, World


def stage(world: World, course: Course, plan: Plan, habits: tuple[str, ...] = ()) -> tuple[Theft, Replay]:
    """Write one stolen session; for kinds of THIEF_SIGNS_IN `course` is the session that the thief opens.

    `habits`: by which confusions the victim's part is bent already.
    """
    written = world.recorder.written
    if plan.kind in THIEF_SIGNS_IN:
        theft = Theft(world, course, course.started_at, plan.shared)
        REPLAYS[plan.kind](theft)
        return theft, _told(theft, plan.kind, written, habits)
    BEFORE.get(plan.kind, _nothing)(world, course)
    ready_at = sessions.sign_in(world, course)
    at = course.started_at + world.rng.randrange(45 * MINUTE, 150 * MINUTE)
    theft = Theft(world, course, at, plan.shared)
    REPLAYS[plan.kind](theft)
    if theft.ends_at:
        course.ended_at = min(course.ended_at, theft.ends_at)
    is_over = theft.at < course.ended_at and not theft.ends_at
    sessions.activity(world, course, ready_at, may_sign_out=theft.may_sign_out and is_over)
    return theft, _told(theft, plan.kind, written, habits)


def tell(world: World, course: Course, story: Story) -> tuple[Theft, Replay | None]:
    """Write one session as it is told from outside; no replay where nobody but its person was in it."""
    written = world.recorder.written
    theft = Theft(world, course, course.started_at)
    ready_at = None if story.thief_signs_in else sessions.sign_in(world, course)
    story.tell(theft)
    if theft.ends_at:
        course.ended_at = min(course.ended_at, theft.ends_at)
    if ready_at is not None:
        is_over = theft.at < course.ended_at and not theft.ends_at
        sessions.activity(world, course, ready_at, may_sign_out=theft.may_sign_out and is_over)
    return theft, (
        _told(theft, story.kind, written, (), thief_signs_in=story.thief_signs_in) if theft.event_ids else None
    )


def _nothing(world: World, course: Course) -> None:
    pass


def _told(
    theft: Theft, kind: str, written: int, habits: tuple[str, ...], *, thief_signs_in: bool | None = None
) -> Replay:
    """What is true of a theft, from what was written since a running number."""
    records = sorted(theft.written_since(written), key=_when)
    ids, later = set(theft.event_ids), set(theft.consequence_ids)
    foreign = [record for record in records if record["uuid"] in ids]
    return Replay(
        kind=kind,
        session_id=theft.course.session_id,
        actor_id=theft.person.id,
        actor_login=theft.person.login,
        divergence_event_id=foreign[0]["uuid"],
        divergence_at=foreign[0]["published"],
        foreign_addresses=tuple(sorted({record["client"]["ipAddress"] for record in foreign})),
        foreign_event_ids=tuple(record["uuid"] for record in foreign),
        uploaded_at=at_text(theft.uploaded_at) if theft.uploaded_at else None,
        contained_at=at_text(theft.ends_at) if theft.ends_at else None,
        look_alike=look_alike(
            theft, records, thief_signs_in=kind in THIEF_SIGNS_IN if thief_signs_in is None else thief_signs_in
        ),
        consequence_event_ids=tuple(record["uuid"] for record in records if record["uuid"] in later),
        consequence_session_ids=tuple(theft.later_sessions),
        victim_confusions=habits,
    )


def _when(record: Record) -> tuple[str, str]:
    return record["published"], record["uuid"]
