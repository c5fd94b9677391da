"""What to check next in a session: each step with a window and a field, filled in from this session.

Why: "look at the address" is advice; `client.ipAddress eq "203.0.113.7"` over a window is work that can
be done. The filters are those of Okta's System Log (advanced search, or `filter` of the API).
Not here: drawing, and what a person did about a step.
Source: developer.okta.com/docs/reference/system-log-query (filter expressions)
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from analysis import explanations, signal_files
from analysis.session_view import SessionView

AROUND = timedelta(minutes=30)
"""How far the window reaches before the divergence and after the last foreign event."""
KEPT = timedelta(days=90)
"""How long Okta keeps its log: where a trace is searched for, all of it is."""
MOST_VALUES = 5
"""Values in one filter; longer ones are cut short by the search itself."""
LONGEST_VALUE = 200
SIGNS_IN = ("user.session.start", "user.authentication.auth_via_mfa", "system.push.send_factor_verify_push")
MOST_SAID = 3
"""Steps from the signals that have no filter of their own."""


@dataclass(frozen=True)
class NextStep:
    """One thing to do."""

    what: str
    """A sentence. It may hold text of the log: show it as plain text."""
    filter: str | None = None
    """A filter to copy; texts of the log in it are escaped. None where the step is no search."""


@dataclass(frozen=True)
class Window:
    """From when to when to look, UTC."""

    from_at: datetime
    until_at: datetime

    @property
    def filter(self) -> str:
        return f'published gt "{stamp(self.from_at)}" and published lt "{stamp(self.until_at)}"'


def window(finding: Mapping[str, Any]) -> Window:
    """Half an hour before the divergence to half an hour after the last foreign event; else around the session."""
    first = finding["divergence_at"] or finding["started_at"]
    last = finding["last_foreign_at"] if finding["divergence_at"] else finding["ended_at"]
    return Window(first - AROUND, last + AROUND)


def steps(view: SessionView) -> list[NextStep]:
    """What to do about a session, the most telling first; empty where nothing was found on it."""
    if view.signals.empty and view.explanation is None:
        return []
    traces = view.case.rows(
        "session_traces",
        session_key=view.finding["session_key"],
        lane_nos=_lanes(view),
        from_at=view.finding["started_at"],
        until_at=view.finding["ended_at"],
    )
    around = window(view.finding)
    actor = equals("actor.id", view.finding["actor_id"])
    found = [
        *_asking(view),
        *_of_session(view, around),
        NextStep(
            f"Read all that the person did in the window, sign-ins and refusals too ({_words(around)}).",
            f"{actor} and {around.filter}",
        ),
        *_of_traces(traces, around, view),
        *_of_changes(traces),
    ]
    return [*found, *_of_signals(view)]


def _lanes(view: SessionView) -> list[int]:
    """The foreign lanes; where there is none, the one that is hardest to explain."""
    foreign = view.lanes.loc[view.lanes["role"].eq("foreign"), "lane_no"].tolist()
    if foreign:
        return [int(number) for number in foreign]
    return [view.explanation.lane_no] if view.explanation else [1]


def _asking(view: SessionView) -> list[NextStep]:
    if view.explanation is not None:
        return [NextStep(view.explanation.ask)]
    return [NextStep("Ask the person, out of band, what they did in this session.")]


def _of_session(view: SessionView, around: Window) -> list[NextStep]:
    finding = view.finding
    if finding["is_inferred"]:
        return []
    own = equals("authenticationContext.externalSessionId", finding["session_id"])
    made = [NextStep("Read the session as Okta has it now; this export may hold less of it.", f"{own}")]
    if finding["is_origin_assumed"]:
        earlier = f'published lt "{stamp(finding["started_at"])}"'
        made.append(NextStep("Fetch what came before: the sign-in is not in this export.", f"{own} and {earlier}"))
    elif finding["divergence_at"]:
        actor = equals("actor.id", finding["actor_id"])
        before = Window(around.from_at, finding["divergence_at"])
        kinds = any_of("eventType", SIGNS_IN)
        made.append(
            NextStep(
                "Look for a sign-in or a push just before the divergence that the second client may belong to.",
                f"{actor} and {kinds} and {before.filter}",
            )
        )
    return made


def _of_traces(traces: Sequence[Mapping[str, Any]], around: Window, view: SessionView) -> list[NextStep]:
    made = []
    everywhere = Window(around.until_at - KEPT, around.until_at)
    addresses = [row["value"] for row in traces if row["kind"] == "address" and not row["is_of_origin"]]
    if addresses:
        made.append(
            NextStep(
                f"Find everybody else who came from {_listed(addresses)}, failed sign-ins too, over 90 days.",
                f"{any_of('client.ipAddress', addresses)} and {everywhere.filter}",
            )
        )
    for is_of_origin, what in (
        (False, "Find every session that carried the second client's device token, over 90 days."),
        (True, "Find every client that carried the device token which both have: a copied cookie jar goes places."),
    ):
        tokens = [row["value"] for row in traces if row["kind"] == "dt_hash" and row["is_of_origin"] == is_of_origin]
        if tokens and view.divergence_at is not None:
            made.append(NextStep(what, f"{any_of('debugContext.debugData.dtHash', tokens)} and {everywhere.filter}"))
    return made


def _of_changes(traces: Sequence[Mapping[str, Any]]) -> list[NextStep]:
    changed = [row for row in traces if row["kind"] == "target"]
    if not changed:
        return []
    ids = [row["value"] for row in changed]
    since = f'published gt "{stamp(min(row["first_at"] for row in changed) - timedelta(seconds=1))}"'
    return [
        NextStep(
            "See what was done with each thing that this client changed, and by whom, since then.",
            f"({equal_list('target.id', ids)} or {equal_list('actor.id', ids)}) and {since}",
        )
    ]


def _of_signals(view: SessionView) -> list[NextStep]:
    """The first step of each of the heaviest signals that is not asking the person again."""
    known = signal_files.signals()
    accusing = view.counted[view.counted["points"] > 0]
    said = []
    for name, fields in zip(accusing["signal"], accusing["fields"], strict=True):
        told = [step for step in known[name].file.header["steps"] if not step.startswith("Ask the person, out of band")]
        told = [step for step in told if view.divergence_at is not None or "divergence" not in step]
        said += [explanations.filled(step, json.loads(fields)) for step in told[:1]]
    return [NextStep(text) for text in list(dict.fromkeys(said))[:MOST_SAID]]


def equals(field: str, value: object) -> str:
    """`field eq "value"`. Text of the log is escaped as JSON, to ASCII, so that it stays inside its quotes."""
    text = str(value)
    if len(text) > LONGEST_VALUE:
        return f"{field} sw {json.dumps(text[:LONGEST_VALUE])}"
    return f"{field} eq {json.dumps(text)}"


def equal_list(field: str, values: Sequence[object]) -> str:
    """The first few values, joined by `or`, without brackets."""
    return " or ".join(equals(field, value) for value in list(dict.fromkeys(values))[:MOST_VALUES])


def any_of(field: str, values: Sequence[object]) -> str:
    """The same in brackets where there are several."""
    told = equal_list(field, values)
    return f"({told})" if " or " in told else told


def stamp(moment: datetime) -> str:
    """A moment as the filter wants it: ISO 8601, UTC, whole seconds."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _words(of: Window) -> str:
    return f"{of.from_at.day} {of.from_at:%b %H:%M} to {of.until_at.day} {of.until_at:%b %H:%M} UTC"


def _listed(values: Sequence[str]) -> str:
    shown = [value[:60] for value in values[:3]]
    more = len(values) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
