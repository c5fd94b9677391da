"""What happens in a tenant without anybody's browser: jobs, API tokens, agents, failures.

Why: none of it is a person in a session, and none of it may become a lane.
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.exercise import networks
from analysis.exercise.clients import Agent, Client, browser, script
from analysis.exercise.people import okta_id
from analysis.exercise.records import SYSTEM, Record, target
from analysis.exercise.world import DAY, SECOND, World

AGENTS = ("okta-sdk-python/2.9.1 python/3.10.12", "Okta-PowerShell/2.0", "terraform-provider-okta/4.4.0")


@dataclass(frozen=True)
class Robot:
    """A service account with an API token."""

    actor: Record
    token_id: str
    client: Client


def robots(world: World, count: int) -> list[Robot]:
    """The service accounts of a tenant, each with its own address."""
    made = []
    for number in range(count):
        name = f"svc-automation-{number}"
        actor = {
            "id": okta_id(world.rng, "00u"),
            "type": "User",
            "alternateId": f"{name}@example.com",
            "displayName": name,
            "detailEntry": None,
        }
        client = Client(
            networks.AUTOMATION.address(number),
            networks.AUTOMATION,
            networks.NEW_YORK,
            script(AGENTS[number % len(AGENTS)]),
            None,
            None,
        )
        made.append(Robot(actor, okta_id(world.rng, "00T"), client))
    return made


def a_day(world: World, robots_here: list[Robot], day_at: int) -> None:
    """Write one day of it; the amount follows the number of people."""
    rng, write, people = world.rng, world.recorder.write, world.people
    volume = len(people) * world.busyness
    for _ in range(1 + int(volume / 8)):
        robot = rng.choice(robots_here)
        subject = rng.choice(people)
        name = rng.choice(
            ("group.user_membership.add", "user.account.update_profile", "application.user_membership.add")
        )
        write(
            day_at + rng.randrange(DAY),
            name,
            robot.actor,
            robot.client,
            okta_id(rng, "trs", 25),
            token_id=robot.token_id,
            uri=f"/api/v1/users/{subject.id}",
            targets=[world.recorder.actor(subject)],
        )
        world.counts["api_token_call"] += 1
    for _ in range(1 + int(volume / 12)):
        subject, app = rng.choice(people), rng.choice(world.apps)
        at = day_at + rng.randrange(DAY)
        write(
            at,
            "application.provision.user.push",
            SYSTEM,
            None,
            None,
            is_job=True,
            targets=[world.recorder.actor(subject), app.part],
        )
        if rng.random() < 0.2:
            write(at + 5 * SECOND, "system.import.complete", SYSTEM, None, None, is_job=True, targets=[app.part])
        world.counts["job"] += 1
    agent = target("AgentInstance", "0a4ExampleAgent00000", "unknown", "AD-AGENT-01")
    connector = Client(
        networks.OFFICE.address(40),
        networks.OFFICE,
        networks.LONDON,
        Agent("Okta AD Agent/3.16.0 (Microsoft Windows NT 10.0.17763.0)", "Windows", "UNKNOWN"),
        None,
        None,
    )
    for _ in range(1 + int(volume / 60)):
        write(
            day_at + rng.randrange(DAY),
            "system.agent.ad.import_user",
            SYSTEM,
            connector,
            None,
            uri="/api/1/internal/app/activedirectory/agent/nextAction",
            targets=[agent, world.recorder.actor(rng.choice(people))],
        )
        world.counts["directory_agent"] += 1
    _attacks(world, day_at)
    if rng.random() < 0.3:
        person = rng.choice(people)
        client = world.mobile(person, day_at)
        write(
            day_at + rng.randrange(DAY),
            "user.account.lock",
            world.recorder.actor(person),
            client,
            None,
            result="FAILURE",
            reason="LOCKED_OUT",
            uri="/api/v1/authn",
            targets=[world.recorder.actor(person)],
        )
    if rng.random() < 0.15:
        robot = rng.choice(robots_here)
        write(
            day_at + rng.randrange(DAY),
            "system.org.rate_limit.warning",
            robot.actor,
            robot.client,
            None,
            uri="/api/v1/users",
            targets=[target("URL Pattern", "unknown", "unknown", "/api/v1/users")],
        )


def _attacks(world: World, day_at: int) -> None:
    """Passwords tried on many people from outside; ThreatInsight says so, without naming a person."""
    rng, write = world.rng, world.recorder.write
    rate = world.ambient.get("threat_insight", 0.0) * len(world.people) / 100
    for _ in range(int(rate + rng.random())):
        address = networks.ATTACKERS.any_address(rng)
        agent = script("python-requests/2.31.0") if rng.random() < 0.4 else browser("windows-chrome", 109)
        client = Client(address, networks.ATTACKERS, networks.BUCHAREST, agent, None, None)
        at = day_at + rng.randrange(DAY)
        for person in rng.sample(world.people, min(len(world.people), rng.randrange(3, 13))):
            transaction = world.recorder.new_transaction()
            is_refused = rng.random() < 0.5
            write(
                at,
                "security.threat.detected",
                SYSTEM,
                client,
                None,
                result="DENY" if is_refused else "ALLOW",
                reason="Password Spray",
                uri="/idp/idx/identify",
                transaction=transaction,
                debug={"threatSuspected": "true"},
            )
            if not is_refused:
                write(
                    at + 30,
                    "user.session.start",
                    world.recorder.actor(person),
                    client,
                    None,
                    result="FAILURE",
                    reason="INVALID_CREDENTIALS",
                    uri="/idp/idx/identify",
                    transaction=transaction,
                    debug={"threatSuspected": "true"},
                )
            at += rng.randrange(2, 40) * SECOND
        world.counts["threat_insight"] += 1
