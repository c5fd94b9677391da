"""One stolen session at work: the thief's clock and client, and what can be done with a cookie.

Why: every kind of replay is told in these few acts, so that all of them write what Okta would log.
Not here: who is robbed and when (planning.py), what each kind does (its own file).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from analysis.exercise import sessions
from analysis.exercise.apps import App
from analysis.exercise.clients import Client
from analysis.exercise.ids import okta_id
from analysis.exercise.people import Person
from analysis.exercise.records import Record, target
from analysis.exercise.world import SECOND, Course, World

QUIET_APPS = (1, 2, 3)
"""How many apps a quiet thief opens."""
QUIET_PACE = 3
"""How much longer a quiet thief waits between two acts."""
HURRIED_S = 20 * 60
"""Only waits shorter than this grow when a thief is quiet, in seconds: a session must not run out meanwhile."""
TASTE_FOR_THE_KNOWN = 0.2
"""The share of a thief's apps that the victim uses too: everybody has mail."""


@dataclass
class Theft:
    """One stolen session at work; the steps of its kind append what they wrote."""

    world: World
    course: Course
    at: int
    """The clock of the thief, in milliseconds since 1970; steps move it on."""
    shared: dict[str, Client] = field(default_factory=dict)
    """Clients that the accounts of one incident share, by kind."""
    mine: Client = field(init=False)
    """The client from which the victim signs in that day."""
    client: Client = field(init=False)
    """The thief's client; each kind chooses it first."""
    event_ids: list[str] = field(default_factory=list)
    """What the thief wrote in the stolen session."""
    consequence_ids: list[str] = field(default_factory=list)
    """What came of it outside the stolen session: a token used, a rogue account signed in."""
    later_sessions: list[str] = field(default_factory=list)
    """Sessions of the thief's own that came of it."""
    responder_sessions: int = 0
    """Sessions of those who shut the door."""
    ends_at: int | None = None
    """Where the victim's sessions are cleared; None where nobody does."""
    uploaded_at: int | None = None
    """When the victim handed over a HAR; None where the cookie was stolen otherwise."""
    may_sign_out: bool = True
    """The victim may sign out at the end of the day, as some do."""

    def __post_init__(self) -> None:
        self.mine = self.course.segments[0].clients[0]

    @property
    def person(self) -> Person:
        """The victim."""
        return self.course.person

    @property
    def is_quiet(self) -> bool:
        """The hard setting: no change, few apps, longer waits, nothing loud."""
        return self.world.is_hard

    def wait(self, low_s: int, high_s: int) -> None:
        """Let some seconds go by; a quiet thief takes more time."""
        pace = QUIET_PACE if self.is_quiet and high_s < HURRIED_S else 1
        self.at += self.world.rng.randrange(low_s * SECOND, high_s * SECOND) * pace

    def write(self, event_type: str, uri: str, **more: Any) -> None:
        """Write one event of the thief in the victim's session."""
        recorder = self.world.recorder
        actor = recorder.actor(self.person)
        self.event_ids.append(
            recorder.write(self.at, event_type, actor, self.client, self.course.session_id, uri=uri, **more)
        )

    def change(self, event_type: str, uri: str, **more: Any) -> bool:
        """Write one act of administration and say so; a quiet thief leaves it."""
        if not self.is_quiet:
            self.write(event_type, uri, **more)
        return not self.is_quiet

    def apps(self, count: int, low_s: int, high_s: int) -> None:
        """Open some apps from the dashboard, mostly such as the victim seldom opens."""
        for app in self.chosen_apps(count):
            self.open(app)
            self.wait(low_s, high_s)

    def open(self, app: App) -> None:
        """Open one app from the dashboard."""
        written = self.world.recorder.written
        sessions.use_app(
            self.world,
            self.at,
            self.course.session_id,
            self.person,
            self.client,
            app,
            initiation="IDP_INITIATED",
        )
        self._keep_since(written)

    def chosen_apps(self, count: int) -> list[App]:
        """Which apps a thief is curious about."""
        rng = self.world.rng
        if self.is_quiet:
            count = min(count, rng.choice(QUIET_APPS))
        used = {app.id for app in self.person.apps}
        strange = [app for app in self.world.apps if app.id not in used]
        known = [app for app in self.world.apps if app.id in used]
        rng.shuffle(strange)
        rng.shuffle(known)
        return [
            (known if known and (not strange or rng.random() < TASTE_FOR_THE_KNOWN) else strange).pop()
            for _ in range(min(count, len(strange) + len(known)))
        ]

    def console(self, result: str = "SUCCESS") -> None:
        """Open the Admin Console."""
        written = self.world.recorder.written
        sessions.open_admin_console(
            self.world, self.at, self.course.session_id, self.person, self.client, result=result
        )
        self._keep_since(written)

    def policy(self, app: App, result: str = "ALLOW") -> None:
        """Meet the sign-on policy of an app."""
        self.event_ids.append(
            sessions.policy(self.world, self.at, self.course.session_id, self.person, self.client, app, result=result)
        )

    def dashboard(self) -> None:
        """Look at the dashboard, from which the apps are opened."""
        self.policy(self.world.dashboard)

    def report(self, name: str, uri: str) -> None:
        """Order a report."""
        report = target("Report", okta_id(self.world.rng, "rpt"), "unknown", name)
        self.write("analytics.reports.export.request", uri, targets=[report])

    def victim_acts(self) -> None:
        """The victim, none the wiser, opens an app at this moment."""
        world = self.world
        app = sessions.own_app(world, self.person)
        client = self.course.client_at(self.at, world.rng, app)
        sessions.use_app(world, self.at, self.course.session_id, self.person, client, app)

    def written_since(self, written: int) -> list[Record]:
        """The records written after a running number, in the order in which they were thought of."""
        found = []
        for _, number, record in reversed(self.world.recorder.buffer):
            if number <= written:
                break
            found.append(record)
        return found[::-1]

    def _keep_since(self, written: int) -> None:
        """Keep what a step wrote from the thief's own client: the servers that it wakes are no thief."""
        self.event_ids += [
            record["uuid"]
            for record in self.written_since(written)
            if record["client"]["ipAddress"] == self.client.address
        ]
