"""The settings of a case: numbers, points, the operator's networks, privileged people; who changed them and when.

Why one way in: findings depend on them, so each change is checked, kept beside what it replaced, and can be
put back. Not here: what a change does to the findings (`rejudge`), and files given by path (`enrich.given`).
"""

from __future__ import annotations

import getpass
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from analysis import parameters, settings_values, sql_files, sql_run
from analysis.case import Case
from analysis.enrich.operator_networks import Entry
from analysis.errors import SettingRefused
from analysis.settings_values import NETWORKS, PEOPLE

AUTHOR = "author"
"""The setting that remembers who changes this case: a name, no part of what is judged."""
LONGEST_REASON = 2_000

Encoded = Mapping[str, str | None]
"""Settings as the table holds them; None takes a setting away, so that its default counts."""


@dataclass(frozen=True)
class Changed:
    """One setting of one change."""

    name: str
    before: str | None
    """As the table held it; None where the default counted."""
    after: str | None


@dataclass(frozen=True)
class Change:
    """One change as it was kept."""

    act_id: int
    at: datetime
    """UTC."""
    author: str
    reason: str
    """May be empty."""
    changed: tuple[Changed, ...]
    puts_back: int | None
    """The change that this one took back; None for all others."""


def in_force(case: Case) -> dict[str, str]:
    """What the case sets over the defaults, by name."""
    return {row["name"]: row["value"] for row in case.rows("settings")}


def networks(values: Mapping[str, str]) -> list[Entry]:
    """The operator's networks that stand in these settings, in their order."""
    entries = json.loads(values.get(NETWORKS) or "[]")
    return [
        Entry(line, entry["network"], entry.get("name", ""), entry.get("kind", ""))
        for line, entry in enumerate(entries, 1)
    ]


def people(values: Mapping[str, str]) -> list[str]:
    """Logins or ids of the people whom these settings call privileged."""
    return [str(person) for person in json.loads(values.get(PEOPLE) or "[]")]


def author(case: Case) -> str:
    """Who changed this case last, else the name of the user of this machine; may be empty."""
    remembered = in_force(case).get(AUTHOR)
    if remembered:
        return remembered
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container without a name for its user
        return ""


def checked(case: Case, changes: Mapping[str, Any]) -> Encoded:
    """Changes by name, as the table holds them; None puts a default back. What changes nothing is left out.

    Raises: SettingRefused, NetworksUnreadable.
    """
    now = in_force(case)
    encoded = {name: settings_values.encoded(name, value) for name, value in changes.items()}
    encoded = {name: value for name, value in encoded.items() if value != now.get(name)}
    settings_values.check_together(overlaid(now, encoded))
    return encoded


def overlaid(values: Mapping[str, str], encoded: Encoded) -> dict[str, str]:
    """Settings as they would be with these changes."""
    both = {**values, **encoded}
    return {name: value for name, value in both.items() if value is not None}


def keep(
    case: Case,
    changes: Mapping[str, Any],
    *,
    author: str,
    reason: str = "",
    puts_back: int | None = None,
    remembers_author: bool = True,
) -> int | None:
    """Keep changes as one act; findings follow when the case is judged next. None where nothing changes.

    The author is remembered for the next change, unless it is no person.
    Raises: SettingRefused, NetworksUnreadable.
    """
    encoded = checked(case, changes)
    if not author.strip():
        raise SettingRefused("Nobody makes this change.", "Say who you are: a name or initials.")
    if not encoded:
        return None

    def work(connection: duckdb.DuckDBPyConnection) -> int:
        connection.execute("begin")
        now = dict(connection.execute(sql_files.load(_READ).text).fetchall())
        changed = [{"name": name, "from": now.get(name), "to": value} for name, value in sorted(encoded.items())]
        written = {**encoded, **({AUTHOR: author.strip()} if remembers_author else {})}
        for name, value in written.items():
            file = sql_files.load(_ACTS / ("forget_setting.sql" if value is None else "set_setting.sql"))
            values = {"name": name, "value": value, "author": author.strip()}
            sql_run.execute(connection, file, values)
        act = {
            "author": author.strip(),
            "what": "settings",
            "subject_kind": "settings",
            "subject_id": ", ".join(sorted(encoded)),
            "fields": json.dumps({"changed": changed, "puts_back": puts_back}),
            "reason": reason.strip()[:LONGEST_REASON],
        }
        sql_run.execute(connection, sql_files.load(_ACTS / "add_act.sql"), act)
        row = connection.fetchone()
        connection.execute("commit")
        return int(row[0]) if row else 0

    return case.write(work)


def history(case: Case) -> list[Change]:
    """Every change of settings that was kept, the newest first."""
    return [_change(row) for row in case.rows("settings_acts")]


def _change(row: Mapping[str, Any]) -> Change:
    fields = json.loads(row["fields"] or "{}")
    changed = tuple(Changed(one["name"], one["from"], one["to"]) for one in fields.get("changed", []))
    return Change(row["act_id"], row["acted_at"], row["author"], row["reason"] or "", changed, fields.get("puts_back"))


def reversal(change: Change) -> dict[str, Any]:
    """The changes that put back what a change replaced, whatever came after it."""
    return {one.name: settings_values.decoded(one.name, one.before) for one in change.changed}


def to_defaults(case: Case) -> dict[str, None]:
    """The changes that put every number and all points back to their defaults."""
    return {name: None for name in in_force(case) if settings_values.is_number(name)}


def parameters_in_force(case: Case) -> list[parameters.Parameter]:
    """Every number with its value, default, unit and reason."""
    return list(parameters.effective(in_force(case)).values())


_ACTS = sql_files.ROOT / "sql" / "acts"
_READ = sql_files.ROOT / "sql" / "reads" / "settings.sql"
