"""Support access: an admin lets Okta's support in, which is announced from begin to end.

Why: it is another client in an admin's session, and legitimate only as long as it is announced.
"""

from __future__ import annotations

import dataclasses

from analysis.exercise import networks
from analysis.exercise.confusions.bending import later
from analysis.exercise.course import Course
from analysis.exercise.ids import okta_id, token_hash
from analysis.exercise.records import target
from analysis.exercise.world import MINUTE, SECOND, World


def support_access(world: World, course: Course) -> None:
    """An admin lets Okta's support in: another client in the admin's session, announced as such."""
    person, rng, write = course.person, world.rng, world.recorder.write
    actor = world.recorder.actor(person)
    at = later(world, course, 0.3, 0.5)
    write(
        at,
        "user.session.impersonation.grant",
        actor,
        course.client_at(at, rng),
        course.session_id,
        targets=[actor],
        uri="/admin/settings/account",
    )
    network = networks.OKTA_SUPPORT
    support = dataclasses.replace(
        world.client(
            dataclasses.replace(
                person.laptop,
                family="mac-chrome",
                dt_hash=token_hash(rng),
                fingerprint=token_hash(rng, 32),
                registration=None,
            ),
            course.started_at,
            network.any_address(rng),
            network,
            networks.TORONTO,
        )
    )
    at += rng.randrange(5, 20) * MINUTE
    org = target("Org", okta_id(rng, "00o"), "example", "Example Corp")
    write(
        at,
        "user.session.impersonation.initiate",
        actor,
        support,
        course.session_id,
        targets=[actor],
        uri="/admin/impersonation",
    )
    write(
        at + 90 * SECOND, "support.org.view", actor, support, course.session_id, targets=[org], uri="/admin/dashboard"
    )
    write(
        at + 6 * MINUTE,
        "user.session.access_admin_app",
        actor,
        support,
        course.session_id,
        targets=[actor],
        uri="/admin/sso/callback",
    )
    write(
        at + 25 * MINUTE,
        "user.session.impersonation.end",
        actor,
        support,
        course.session_id,
        targets=[actor],
        uri="/admin/impersonation",
    )
