"""How a theft ends: an admin clears the victim's sessions, because of it or by chance."""

from __future__ import annotations

from analysis.exercise import sessions
from analysis.exercise.records import target
from analysis.exercise.replays.theft import Theft
from analysis.exercise.world import MINUTE, Course, Segment


def contain(theft: Theft, *, deactivate: tuple[str, str] | None = None) -> None:
    """Another admin signs in, ends the victim's sessions and undoes what was made; nobody stops a quiet thief."""
    if not theft.is_quiet:
        clear(theft, deactivate=deactivate)


def clear(theft: Theft, *, deactivate: tuple[str, str] | None = None) -> None:
    """Another admin signs in and clears the victim's sessions: the clear stands in the admin's own session."""
    world, victim = theft.world, theft.person
    admin = next(person for person in world.people if person.role == "admin" and person.id != victim.id)
    at = theft.at
    client = world.home(admin, at) if admin.office is None else world.office(admin, at)
    session = Course(admin, world.recorder.new_session(), at, at + 30 * MINUTE, [Segment(at, (client,))])
    theft.responder_sessions += 1
    at = sessions.sign_in(world, session) + MINUTE
    actor, session_id, write = world.recorder.actor(admin), session.session_id, world.recorder.write
    sessions.open_admin_console(world, at, session_id, admin, client)
    at += 3 * MINUTE
    if deactivate:
        write(
            at,
            "user.lifecycle.deactivate",
            actor,
            client,
            session_id,
            uri="/api/v1/users/lifecycle/deactivate",
            targets=[target("User", deactivate[0], f"{deactivate[1]}@example.com", deactivate[1])],
        )
        at += MINUTE
    transaction = world.recorder.new_transaction()
    for event_type, after_ms, debug in (
        ("user.session.clear", 0, None),
        ("user.session.end", 200, {"EndedSessionId": theft.course.session_id}),
    ):
        write(
            at + after_ms,
            event_type,
            actor,
            client,
            session_id,
            uri=f"/api/v1/users/{victim.id}/sessions",
            targets=[world.recorder.actor(victim)],
            transaction=transaction,
            debug=debug,
        )
    theft.ends_at = at
