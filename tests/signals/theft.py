"""A short theft to weigh: a session at home, used by somebody else between the person's own events.

Not here: the cases of single signals; those stand in their .toml files.
"""

from __future__ import annotations

from typing import Any

import duckdb

from analysis.case import Case
from stories import event, sign_in

THIEF = {
    "address": "198.18.9.9",
    "agent": "windows chrome 99",
    "token": "d9",
    "asn": 64511,
    "org": "Example Hosting",
    "city": "Bucharest",
}


def told_theft() -> list[dict[str, Any]]:
    """Two sessions of one person; the second is stolen and used to make a user."""
    return [
        sign_in("09:00", session="s0", address="192.0.2.10"),
        sign_in("2 09:00"),
        event("2 09:05"),
        event("2 09:10", "user.session.access_admin_app", **THIEF),
        event("2 09:15"),
        event("2 09:20", "user.lifecycle.create", **THIEF),
    ]


def put(case: Case, settings: dict[str, float]) -> None:
    """Lay settings over the case's, as the settings screen does."""

    def work(connection: duckdb.DuckDBPyConnection) -> None:
        for name, value in settings.items():
            connection.execute(
                "insert or replace into settings values ($name, $value, timestamp '2024-03-04', 'test')",
                {"name": name, "value": str(value)},
            )

    case.write(work)
