"""The apps of a made-up tenant, and which of them a person uses.

Why: people repeat themselves; a thief who looks around opens apps that the person never opens.
"""

from __future__ import annotations

import functools
import random
from dataclasses import dataclass
from typing import Any

from analysis.exercise.ids import okta_id

CATALOGUE = (
    ("Example Mail", "SAML_2_0"),
    ("Example Chat", "OPENID_CONNECT"),
    ("Example Calendar", "OPENID_CONNECT"),
    ("Example Wiki", "SAML_2_0"),
    ("Example Video Calls", "OPENID_CONNECT"),
    ("Example Files", "SAML_2_0"),
    ("Example Tickets", "OPENID_CONNECT"),
    ("Example Code Host", "SAML_2_0"),
    ("Example People", "SAML_2_0"),
    ("Example Expenses", "SAML_2_0"),
    ("Example Sales", "OPENID_CONNECT"),
    ("Example Design", "SAML_2_0"),
    ("Example Payroll", "SAML_2_0"),
    ("Example Travel", "SAML_2_0"),
    ("Example Data", "SAML_2_0"),
    ("Example Boards", "OPENID_CONNECT"),
    ("Example Builds", "OPENID_CONNECT"),
    ("Example Learning", "SAML_2_0"),
    ("Example Contracts", "SAML_2_0"),
    ("Example Helpdesk", "OPENID_CONNECT"),
    ("Example Metrics", "OPENID_CONNECT"),
    ("Example Logs", "SAML_2_0"),
    ("Example Cloud Console", "SAML_2_0"),
    ("Example Vault", "OPENID_CONNECT"),
    ("Example Surveys", "SAML_2_0"),
    ("Example Campaigns", "OPENID_CONNECT"),
    ("Example Support Desk", "OPENID_CONNECT"),
    ("Example Signatures", "SAML_2_0"),
    ("Example Ledger", "SAML_2_0"),
    ("Example Procurement", "SAML_2_0"),
    ("Example Recruiting", "OPENID_CONNECT"),
    ("Example Maps", "SAML_2_0"),
    ("Example Translation", "OPENID_CONNECT"),
    ("Example Whiteboard", "OPENID_CONNECT"),
    ("Example Notebooks", "OPENID_CONNECT"),
    ("Example Registry", "OPENID_CONNECT"),
    ("Example Feature Flags", "OPENID_CONNECT"),
    ("Example Status Page", "SAML_2_0"),
    ("Example Canteen", "SAML_2_0"),
    ("Example Parking", "SAML_2_0"),
)
"""Name and sign-on mode, the most used first."""


@dataclass(frozen=True)
class App:
    """An app of the tenant."""

    id: str
    name: str
    mode: str
    """SAML_2_0 or OPENID_CONNECT, as Okta writes it."""
    client_id: str

    @functools.cached_property
    def part(self) -> dict[str, Any]:
        """The app as a record's target."""
        return {
            "id": self.id,
            "type": "AppInstance",
            "alternateId": self.name,
            "displayName": self.name,
            "detailEntry": None,
        }


def apps(rng: random.Random) -> list[App]:
    """The apps of one tenant, the most used first."""
    return [App(okta_id(rng, "0oa"), name, mode, okta_id(rng, "0oa")) for name, mode in CATALOGUE]


def habit(rng: random.Random, all_apps: list[App]) -> tuple[App, ...]:
    """The four to nine apps of one person, the dearest first."""
    wanted = rng.randrange(4, 10)
    mine: dict[str, App] = {}
    while len(mine) < min(wanted, len(all_apps)):
        app = all_apps[_zipf(rng, len(all_apps))]
        mine.setdefault(app.id, app)
    return tuple(mine.values())


def dear(rng: random.Random, mine: tuple[App, ...]) -> App:
    """One of a person's apps; the dearest come most often."""
    return mine[_zipf(rng, len(mine))]


def _zipf(rng: random.Random, count: int) -> int:
    """A rank from 0, the first ones most often: about one over the rank."""
    return min(count - 1, int((count + 1) ** rng.random()) - 1)
