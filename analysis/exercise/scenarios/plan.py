"""A document and a seed become a play: who plays which part, when each step is due, and what is told in whose session.

Why: the seed chooses people, addresses and the minutes that a document leaves open; the same seed chooses the same.
"""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from analysis.exercise import networks
from analysis.exercise.people import OFFICES, Person, machine
from analysis.exercise.replays.stories import Play, Story
from analysis.exercise.replays.theft import Theft
from analysis.exercise.scenarios import verbs
from analysis.exercise.scenarios.clients import CITIES
from analysis.exercise.scenarios.parts import Account, Document, Step
from analysis.exercise.scenarios.telling import Stage, Telling
from analysis.exercise.world import DAY, SECOND

RARELY, OFTEN, SOME_DAYS = 0.3, 0.75, 5
"""Shares of the working days with a session on the phone; below so many days even an ordinary phone looks new."""
WITH_A_NAME, FEWEST_STAFF = 400, 100
"""Staff who play have a spoken name, which the first people of a company have; so many may play in any large one."""


def start_of(document: Document) -> datetime:
    """The first moment of the log."""
    return datetime.fromisoformat(document.start).replace(tzinfo=UTC)


def stage_of(document: Document, seed: int, size: str) -> Stage:
    """Who plays, and when every step is due."""
    rng = random.Random(f"scenario {document.id} {seed} {size}")
    start_at = int(start_of(document).timestamp() * 1000)
    times: dict[str, int] = {}
    for step in document.steps:
        if step.at is not None:
            times[step.id] = start_at + step.at + rng.randrange(60 * SECOND)
        else:
            times[step.id] = times[step.follows] + rng.randint(step.after.low, step.after.high)
    return Stage(document, _cast(document, document.people[size], rng), start_at, times, rng)


def play_of(stage: Stage) -> Play:
    """What the generator is told."""
    told = [account for account in stage.document.accounts if account.signs_in is not None]
    return Play(
        stories=[_story(stage, account) for account in told],
        cast=lambda people: _fit(stage, people),
        habits={stage.people[account.name]: account.habits for account in stage.document.accounts},
    )


def pools(count: int) -> dict[str, range]:
    """Who may play which role, by number; the generator numbers admins first, then the helpdesk."""
    admins = max(min(5, count // 2), count // 60)
    others = admins + max(1, min(6, count // 20), count // 80)
    return {
        "admin": range(admins),
        "helpdesk": range(admins, others),
        "staff": range(others, min(count, max(WITH_A_NAME, others + FEWEST_STAFF))),
    }


def _cast(document: Document, count: int, rng: random.Random) -> dict[str, int]:
    """Who plays which account: numbers of people, by their role."""
    left = {role: list(numbers) for role, numbers in pools(count).items()}
    for numbers in left.values():
        rng.shuffle(numbers)
    return {account.name: left[account.role].pop() for account in document.accounts}


def _fit(stage: Stage, people: list[Person]) -> None:
    """Make those who play fit for their parts, as the document asks; in a calm company phones are used often or never.

    Why: a phone that signs in once in two weeks looks like a stranger's, and a calm exercise has one question only.
    """
    if stage.document.is_calm:
        for number, person in enumerate(people):
            is_often = person.phone_days > RARELY and stage.document.days >= SOME_DAYS
            people[number] = dataclasses.replace(person, phone_days=OFTEN if is_often else 0.0)
    for account in stage.document.accounts:
        rng = random.Random(f"cast {stage.document.id} {account.name} {stage.people[account.name]} {stage.start_at}")
        number = stage.people[account.name]
        people[number] = _fitted(people[number], account, rng)


def _fitted(person: Person, account: Account, rng: random.Random) -> Person:
    changes: dict[str, object] = {"is_federated": False, "is_vpn_user": account.place == "company vpn"}
    city = CITIES[account.city] if account.city else person.city
    if city not in OFFICES and account.place == "office":
        city = networks.LONDON
    if city != person.city:
        provider = rng.choice(networks.home_networks(city))
        home = networks.stranger_address(provider, rng)
        changes |= {"city": city, "home_network": provider, "home_v4": home, "is_v6_home": False}
    changes["office"] = city if account.place == "office" else person.office if city == person.city else None
    factor = account.factor or person.factor
    family = account.laptop or person.laptop.family
    if factor != person.factor or family != person.laptop.family:
        laptop = machine(rng, family, f"LT-{person.number:05d}", factor == "fastpass")
        changes |= {"factor": factor, "laptop": laptop}
    return dataclasses.replace(person, **changes)  # type: ignore[arg-type]


def _story(stage: Stage, account: Account) -> Story:
    assert account.signs_in is not None
    steps = [step for step in stage.document.steps if step.account == account.name and step.does != "note"]
    is_stolen = any(step.does in verbs.IN_THE_STOLEN_SESSION for step in steps)
    return Story(
        number=stage.people[account.name],
        day=account.signs_in // DAY,
        begins_at=stage.start_at + account.signs_in + stage.rng.randrange(60 * SECOND),
        ends_at=stage.start_at + account.leaves,
        tell=_teller(stage, account, steps),
        kind=stage.document.id.replace("-", "_") if is_stolen else f"{account.name} of {stage.document.id}",
        place=account.place,
        thief_signs_in=account.is_thiefs,
    )


def _teller(stage: Stage, account: Account, steps: Sequence[Step]) -> Callable[[Theft], None]:
    def tell(theft: Theft) -> None:
        stage.sessions[account.name] = theft.course.session_id
        telling = Telling(stage, theft, account.name)
        for step in steps:
            _tell(telling, step)

    return tell


def _tell(telling: Telling, step: Step) -> None:
    """One step at its time, or right after the one before, where that took longer."""
    theft, verb = telling.theft, verbs.VERBS[step.does]
    theft.at = max(telling.stage.times[step.id], theft.at)
    if step.client and verb.who == verbs.THIEF:
        theft.client = telling.client(step.client)
    telling.stage.times[step.id] = theft.at
    written = theft.world.recorder.written
    foreign = {*theft.event_ids, *theft.consequence_ids}
    verb.tell(telling, step)
    own = theft.written_since(written)
    if verb.who == verbs.THIEF:
        news = {*theft.event_ids, *theft.consequence_ids} - foreign
        own = [record for record in own if record["uuid"] in news]
    telling.stage.event_ids[step.id] = [record["uuid"] for record in own]
