"""What comes of a theft outside the stolen session: a token is used, a provider tried, the thief signs in anew.

Why: none of it bears the stolen session's id, and it is where the damage goes on.
"""

from __future__ import annotations

import dataclasses

from analysis.exercise import sessions
from analysis.exercise.clients import script
from analysis.exercise.ids import okta_id, token_hash
from analysis.exercise.people import Machine, Person
from analysis.exercise.records import target
from analysis.exercise.replays.theft import Theft
from analysis.exercise.scenarios.moments import Span
from analysis.exercise.scenarios.parts import Step
from analysis.exercise.scenarios.telling import Telling
from analysis.exercise.scenarios.thief_steps import GROUP, chosen, wait
from analysis.exercise.world import HOUR, Course, Segment


def use_token(telling: Telling, step: Step) -> None:
    """A program changes profiles and groups with the token, from the thief's address."""
    theft, token = telling.theft, telling.last("token")
    recorder = theft.world.recorder
    program = dataclasses.replace(theft.client, agent=script("python-requests/2.31.0"), dt_hash=None, fingerprint=None)
    for _ in range(step.params["count"]):
        subject = telling.rng.choice(theft.world.people)
        theft.consequence_ids.append(
            recorder.write(
                theft.at,
                "group.user_membership.add",
                recorder.actor(theft.person),
                program,
                okta_id(telling.rng, "trs", 25),
                token_id=token.id if token else None,
                uri=f"/api/v1/groups/{GROUP['id']}/users/{subject.id}",
                targets=[recorder.actor(subject), GROUP],
            )
        )
        wait(telling, step.params["pace"])


def try_idp(telling: Telling, step: Step) -> None:
    """The thief comes back to the turned identity provider, which is gone."""
    theft, made = telling.theft, telling.last("identity provider")
    provider = target("IdentityProvider", made.id, made.name, made.name) if made else GROUP
    theft.consequence_ids.append(
        theft.world.recorder.write(
            theft.at,
            "user.authentication.auth_via_IDP",
            theft.world.recorder.actor(theft.person),
            theft.client,
            None,
            result="FAILURE",
            reason="IDP_DISABLED",
            uri=f"/sso/idps/{provider['id']}",
            targets=[provider],
            credential=("FEDERATION", None, "ASSERTION"),
        )
    )


def sign_in(telling: Telling, step: Step) -> None:
    """A session of the thief's own: as the victim with the enrolled factor, or as the account that was made."""
    theft, world = telling.theft, telling.theft.world
    person = _account_of_the_thief(telling, step.params["as"])
    course = Course(
        person, world.recorder.new_session(), theft.at, theft.at + HOUR, [Segment(theft.at, (theft.client,))]
    )
    written = world.recorder.written
    theft.at = sessions.sign_in(world, course)
    for app in chosen(telling, step.params["count"], "strange"):
        wait(telling, Span(40_000, 300_000))
        sessions.use_app(world, theft.at, course.session_id, person, theft.client, app, initiation="IDP_INITIATED")
    theft.later_sessions.append(course.session_id)
    theft.consequence_ids += [
        record["uuid"]
        for record in theft.written_since(written)
        if record["client"]["ipAddress"] == theft.client.address
    ]


def _account_of_the_thief(telling: Telling, who: str) -> Person:
    theft: Theft = telling.theft
    own = Machine(
        theft.person.laptop.family,
        theft.client.dt_hash or token_hash(telling.rng),
        token_hash(telling.rng, 32),
        0,
        None,
    )
    factor = "totp" if theft.world.recorder.style.is_classic else "fastpass"
    changed = dataclasses.replace(theft.person, laptop=own, factor=factor, is_federated=False)
    made = telling.last("user")
    if who == "victim" or made is None:
        return changed
    return dataclasses.replace(
        changed,
        number=90_000 + telling.rng.randrange(9_000),
        id=made.id,
        login=f"{made.name}@example.com",
        name=made.name,
        phone=own,
        factor="totp",
    )
