"""Makes a made-up Okta tenant: the System Log of some people over some days, and the truth about it.

`python -m analysis.exercise.tenant --people 1500 --days 7 --seed 1 --out log.jsonl --truth truth.json`

Why: nobody can share a real log with a replay in it. The same settings give the same bytes.
Not here: what a session looks like (sessions.py), why honest ones change (confusions/), what
thieves do (replays/).
"""

from __future__ import annotations

import argparse
import bisect
import json
import random
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from analysis.exercise import apps, background
from analysis.exercise.confusions import CONFUSIONS, shares
from analysis.exercise.confusions.kinds import AMBIENT
from analysis.exercise.course import FOREVER
from analysis.exercise.days import Calendar
from analysis.exercise.fate import Fate
from analysis.exercise.people import people
from analysis.exercise.protection import Protection
from analysis.exercise.records import Record, Recorder, Style
from analysis.exercise.replays import REPLAYS, Entry, kinds, planned
from analysis.exercise.replays.stories import NO_PLAY, Play
from analysis.exercise.truth import Truth
from analysis.exercise.world import DAY, HOUR, World

DEFAULT_START = datetime(2025, 3, 3, tzinfo=UTC)
LATEST_OFFSET = HOUR
"""Nothing of a day happens earlier than this before the day in UTC."""
TOKENS_CARRY_SESSIONS_FROM = datetime(2024, 1, 15, tzinfo=UTC)
"""From Okta's release 2024.01.2 on, token grants name the session."""

PROTECTION_FROM = datetime(2024, 9, 1, tzinfo=UTC)
"""Since about then tenants have Identity Threat Protection, if they pay for it."""


@dataclass(frozen=True)
class Tenant:
    """A tenant in the making."""

    events: Iterator[Record]
    """LogEvents; taken once. Records share parts with each other: read them, never change them."""
    truth: Truth
    """Complete once the last event was taken."""


def make(
    seed: int,
    people_count: int,
    days: int,
    *,
    replays: Sequence[Entry] | None = None,
    confusions: Mapping[str, float] | Sequence[str] | None = None,
    start: datetime = DEFAULT_START,
    is_classic: bool = False,
    newest_first: bool = False,
    busyness: float = 1.0,
    spoken_names: bool = False,
    is_hard: bool = False,
    play: Play = NO_PLAY,
) -> Tenant:
    """Make a tenant.

    `replays`: kinds of replays.REPLAYS, each optionally with its day (from 0) and victims' logins; None plants one of
    each, on the hard setting without those that consist of a change. `confusions`: names (with their
    usual share) or names with shares of the laptop sessions; None takes all at their usual share, an
    empty one none. `is_hard`: see World.is_hard. `play`: sessions told from outside, and by whom they are played.
    Shape: the events come in order of `published`; newest first holds all of them in memory.
    Raises: ValueError for an unknown name, or where there are fewer admins or people than replays need.
    """
    chosen = shares(confusions, is_hard=is_hard)
    truth = Truth()
    events = _events(
        seed,
        people_count,
        days,
        kinds(is_hard=is_hard) if replays is None else replays,
        chosen,
        start,
        is_classic,
        busyness,
        spoken_names,
        is_hard,
        play,
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


def _events(
    seed: int,
    people_count: int,
    days: int,
    replays: Sequence[Entry],
    chosen: dict[str, float],
    start: datetime,
    is_classic: bool,
    busyness: float,
    spoken_names: bool,
    is_hard: bool,
    play: Play,
    truth: Truth,
) -> Iterator[Record]:
    rng = random.Random(seed)
    recorder = Recorder(rng, Style(is_classic, start >= TOKENS_CARRY_SESSIONS_FROM, start.year >= 2025, is_hard))
    all_apps = apps.apps(random.Random(f"apps {seed}"))
    everybody = people(
        rng, people_count, all_apps, spoken_names=spoken_names, federated=chosen.get("federated_sign_in", 0.0)
    )
    play.cast(everybody)
    ambient = {name: share for name, share in chosen.items() if CONFUSIONS[name].layer == AMBIENT}
    world = World(rng, recorder, everybody, busyness, all_apps, is_hard, ambient, truth.counts)
    robots_here = background.robots(world, 2 + people_count // 400)
    plans = planned(world, replays, days)
    fate = Fate(world, chosen, days)
    fate.spare(play.habits)
    calendar = Calendar(world, fate, plans, truth, play.stories)
    has_protection = not is_classic and random.Random(f"itp {seed}").random() < chosen.get(
        "identity_threat_protection", 0.0
    )
    protection = Protection(recorder, truth, is_hard) if has_protection and start >= PROTECTION_FROM else None
    start_at = int(start.timestamp() * 1000)
    for day in range(days):
        day_at = start_at + day * DAY
        calendar.a_day(day, day_at)
        background.a_day(world, robots_here, day_at)
        yield from _ripe(recorder, protection, day_at + DAY - LATEST_OFFSET)
    yield from _ripe(recorder, protection, FOREVER)


def _ripe(recorder: Recorder, protection: Protection | None, until: int) -> Iterator[Record]:
    """What nothing that is still to come can precede, in order of time."""
    recorder.buffer.sort(key=_order)
    if protection:
        protection.follow(recorder.buffer[: bisect.bisect_left(recorder.buffer, until, key=_moment)])
        recorder.buffer.sort(key=_order)
    ripe = bisect.bisect_left(recorder.buffer, until, key=_moment)
    yield from (record for _, _, record in recorder.buffer[:ripe])
    del recorder.buffer[:ripe]


def _moment(entry: tuple[int, int, Record]) -> int:
    return entry[0]


def _order(entry: tuple[int, int, Record]) -> tuple[int, int]:
    return entry[0], entry[1]


def main(arguments: list[str]) -> int:
    """The command line: writes JSON lines and, if asked, the truth."""
    parser = argparse.ArgumentParser(
        prog="python -m analysis.exercise.tenant",
        description=__doc__.splitlines()[0],
        epilog="confusions:\n" + "\n".join(f"  {name:27}{kind.about}" for name, kind in CONFUSIONS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
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
    parser.add_argument("--hard", action="store_true", help="noisy opinions, missing device tokens, quiet thieves")
    parser.add_argument("--replays", nargs="*", choices=sorted(REPLAYS), help="default: one of each")
    parser.add_argument(
        "--confusions", nargs="*", choices=sorted(CONFUSIONS), metavar="NAME", help="see below; default: all"
    )
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
        is_hard=given.hard,
    )
    with given.out.open("wb") as file:
        file.writelines(json_lines(tenant.events))
    if given.truth:
        given.truth.write_text(json.dumps(tenant.truth.as_json(), indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
