"""The published rules as documents: one file each, read for the runner, the screen and the comparison.

Not here: what a rule finds; that is its SQL.
"""

from __future__ import annotations

import functools
import hashlib
import json
import string
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis import sql_files
from analysis.sql_files import SqlFile

AUTHORS = (
    "Okta", "Elastic", "Panther", "Datadog", "Splunk", "Chronicle", "Sentinel", "Sigma", "Beyond Identity", "folklore",
)  # fmt: skip

FIELDS = {
    "session": "carries a session id",
    "dt_hash": "carries a device token",
    "as_number": "is known by its autonomous system",
    "place": "has coordinates",
    "city": "has a city",
    "country": "has a country",
    "agent": "has a user agent",
    "okta_agent": "carries Okta's reading of the user agent",
    "risk": "carries Okta's risk or behaviours",
    "log_only_risk": "carries the risk and behaviours that Okta logs beside the policy",
    "request_uri": "carries the path of its request",
    "initiation": "says which side began the sign-on",
}
"""What a rule may need of the events that it reads, as the end of "no event that it reads ..."."""

_EITHER = " or "
_IN_CASE = "case:"


@dataclass(frozen=True)
class Rule:
    """One published rule: its header, and the file it stands in."""

    name: str
    """Its id: the file's name."""
    title: str
    """What it looks for, in our words, for a row."""
    by: str
    """Whose it is: one of AUTHORS."""
    rule: str
    """Its published name."""
    source: str
    """Repository and file, or page, and its id where it has one."""
    severity: str
    """Theirs."""
    attack: str
    """MITRE technique."""
    logic: str
    blind: str
    says: str
    """The sentence where it fired, with fields in braces."""
    events: tuple[str, ...]
    """Event types that it reads, `x.*` for all below x; empty for every type."""
    leaves_out: tuple[str, ...]
    """Event types that it passes over."""
    needs: tuple[str, ...]
    """Without each of these it cannot see: a name of FIELDS, an event type of the session, or `case:` and an
    event type of the whole case; " or " stands between alternatives."""
    differs: Mapping[str, str]
    """Where the port is simpler than the rule, by subject."""
    file: SqlFile

    def reads(self, event_type: str) -> bool:
        """Whether the rule looks at events of this type."""
        return not matches(self.leaves_out, event_type) and (not self.events or matches(self.events, event_type))

    def sentence(self, fields: Mapping[str, Any]) -> str:
        """Why it fired, with the fields filled in."""
        filled = {name: f"{value:,}" if isinstance(value, int) else str(value) for name, value in fields.items()}
        return string.Formatter().vformat(self.says, (), filled)


def matches(patterns: tuple[str, ...], event_type: str) -> bool:
    """Whether a type is one of these, or lies below one that ends in `.*`."""
    return any(
        event_type == pattern or (pattern.endswith(".*") and event_type.startswith(pattern[:-1]))
        for pattern in patterns
    )


def alternatives(need: str) -> tuple[str, ...]:
    """The parts of a need, any one of which will do."""
    return tuple(need.removeprefix(_IN_CASE).split(_EITHER))


def is_of_case(need: str) -> bool:
    """Whether the need is an event type of the whole case."""
    return need.startswith(_IN_CASE)


@functools.cache
def rules() -> dict[str, Rule]:
    """All rules by id, in order of author and title. Raises ValueError where a header is not what it should be."""
    found = [_rule(file) for file in sql_files.folder("rules")]
    return {rule.name: rule for rule in sorted(found, key=lambda rule: (AUTHORS.index(rule.by), rule.title))}


@functools.cache
def digest() -> str:
    """Stands for the texts of all rules, their numbers among them."""
    texts = [[file.name, file.text] for file in sql_files.folder("rules")]
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()


@functools.cache
def tables() -> tuple[str, ...]:
    """The tables that the rules read."""
    return tuple(sorted({table for rule in rules().values() for table in rule.file.header["reads"]}))


def _rule(file: SqlFile) -> Rule:
    header = file.header
    if header["by"] not in AUTHORS:
        raise ValueError(f"{file.name}: by {header['by']!r}; there are {', '.join(AUTHORS)}")
    for need in header["needs"]:
        for part in alternatives(need):
            if "." not in part and (part not in FIELDS or is_of_case(need)):
                raise ValueError(f"{file.name}: needs {part!r}, which nothing can tell; there are {sorted(FIELDS)}")
    return Rule(
        name=file.name,
        title=header["title"],
        by=header["by"],
        rule=header["rule"],
        source=header["source"],
        severity=header["severity"],
        attack=header["attack"],
        logic=header["logic"],
        blind=header["blind"],
        says=header["says"],
        events=tuple(header["events"]),
        leaves_out=tuple(header.get("except", ())),
        needs=tuple(header["needs"]),
        differs=dict(header.get("differs", {})),
        file=file,
    )
