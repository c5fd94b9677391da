"""What Identity Threat Protection writes when a session's context changes, in tenants that have it.

Why: Okta notices honest changes and thieves by the same rule, so the rule reads the finished
stream and knows nothing of who is who. Trusted networks are exempt, as Okta documents.
Not here: what is written at a sign-in (opinions.py).
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field
from typing import Any

from analysis.exercise.ids import mixed
from analysis.exercise.opinions import hash_of
from analysis.exercise.records import EVENT_TYPES, SYSTEM, Record, Recorder, at_text
from analysis.exercise.truth import Truth

OWN = frozenset({"user.session.context.change", "policy.auth_reevaluate.enforce", "user.risk.detect"})
TRUSTED_ZONE = "OfficeNetworks"
NOT_A_BROWSER = ("okta.mobile", "Okta-Integrations")
AFTER_MS = (180, 420, 900)
"""How long after the request the change, the evaluation and the risk are written."""
SAME_NETWORK_SHARE = 20
"""Of hundred changes of nothing but the address, how many are written."""
NOT_YET = (2**62, 0)
"""The place of an event that was not read yet."""
RISK_SHARE, RISK_SHARE_WHEN_HARD = 12, 25
"""Of hundred changes of the country with the same browser, how many become a risk."""


@dataclass
class Seen:
    """A session's context at its last request."""

    address: str
    as_number: int | None
    city: str | None
    country: str | None
    system: str


@dataclass
class Protection:
    """Follows the sessions of one tenant in order of time."""

    recorder: Recorder
    truth: Truth
    is_hard: bool
    sessions: dict[str, Seen] = field(default_factory=dict)
    stolen: dict[str, int] = field(default_factory=dict)
    """Index in the truth's replays, by stolen session."""
    order: dict[str, tuple[int, int]] = field(default_factory=dict)
    """When the events of stolen sessions were written."""

    def follow(self, entries: list[tuple[int, int, Record]]) -> None:
        """Read entries in order of time and add what Okta writes about them to the recorder's buffer."""
        self.stolen = {replay.session_id: index for index, replay in enumerate(self.truth.replays)}
        for at, number, record in entries:
            session_id = record["authenticationContext"]["externalSessionId"]
            address = record["client"]["ipAddress"]
            if session_id is None or address is None or session_id.startswith("trs"):
                continue
            if session_id in self.stolen:
                self.order[record["uuid"]] = at, number
            kind = record["eventType"]
            if kind in OWN or kind.startswith("app.oauth2."):
                continue
            agent = record["client"]["userAgent"]
            if any(word in agent["rawUserAgent"] for word in NOT_A_BROWSER):
                continue
            place = record["client"]["geographicalContext"] or {}
            now = Seen(
                address,
                record["securityContext"]["asNumber"],
                place.get("city"),
                place.get("country"),
                agent["os"],
            )
            before = self.sessions.get(session_id)
            self.sessions[session_id] = now
            if before and before != now:
                self._changed(at, record, before, now)
        self._in_order_of_time()

    def _in_order_of_time(self) -> None:
        """Put what was added to the thieves' events into its place."""
        for index, replay in enumerate(self.truth.replays):
            ids = sorted(replay.foreign_event_ids, key=lambda uuid: self.order.get(uuid, NOT_YET))
            self.truth.replays[index] = dataclasses.replace(replay, foreign_event_ids=tuple(ids))

    def _changed(self, at: int, record: Record, before: Seen, now: Seen) -> None:
        luck = mixed(hash_of(record["uuid"])) % 100
        is_moved = before.address != now.address
        is_far = before.as_number != now.as_number or before.city != now.city
        is_other_system = before.system != now.system
        if record["client"]["zone"] == TRUSTED_ZONE and not is_other_system:
            return
        if not is_other_system and (not is_moved or (not is_far and luck >= SAME_NETWORK_SHARE)):
            return
        reasons = ["New IP"] * is_moved
        reasons += ["New ASN"] * (before.as_number != now.as_number)
        reasons += ["New City"] * (before.city != now.city) + ["New Country"] * (before.country != now.country)
        reasons += ["New Device"] * is_other_system
        level = "HIGH" if is_other_system and is_far else "MEDIUM" if before.country != now.country else "LOW"
        trace = f"{mixed(hash_of(record['uuid']), 1):016x}"
        session_id = record["authenticationContext"]["externalSessionId"]
        causes = ["ipAddress.change"] * is_moved + ["deviceContext.change"] * is_other_system
        debug = {
            "Causes": json.dumps(causes),
            "NewIpAddress": now.address,
            "PreviousIpAddress": before.address,
            "ExternalSessionId": session_id,
            "risk": f"{{reasons={', '.join(reasons)}, level={level}}}",
            "Source": "Okta",
            "TraceId": trace,
        }
        self._copy(at + AFTER_MS[0], record, "user.session.context.change", debug)
        self._copy(at + AFTER_MS[1], record, "policy.auth_reevaluate.enforce", {"TraceId": trace}, result="ALLOW")
        self.truth.counts["context_change"] += 1
        share = RISK_SHARE_WHEN_HARD if self.is_hard else RISK_SHARE
        if (is_other_system and is_far and luck < 60) or (before.country != now.country and luck < share):
            self._risk(at + AFTER_MS[2], record, "HIGH" if is_other_system else "MEDIUM", trace)

    def _copy(
        self, at: int, record: Record, event_type: str, debug: dict[str, Any], *, result: str = "SUCCESS"
    ) -> None:
        """Write an event from the same client in the same session."""
        written = self._write(at, record, event_type, debug, result)
        index = self.stolen.get(record["authenticationContext"]["externalSessionId"])
        if index is None:
            return
        self.order[written["uuid"]] = at, self.recorder.written
        replay = self.truth.replays[index]
        if record["uuid"] in replay.foreign_event_ids:
            ids = (*replay.foreign_event_ids, written["uuid"])
            self.truth.replays[index] = dataclasses.replace(replay, foreign_event_ids=ids)

    def _risk(self, at: int, record: Record, level: str, trace: str) -> None:
        """Okta suspects that the session is somebody else's; the event names the person, and no session."""
        reason = "Associated sessionId is suspected to be hijacked"
        debug = {"risk": f"{{reasons={reason}, level={level}}}", "TraceId": trace}
        context = {**record["authenticationContext"], "externalSessionId": None}
        if "rootSessionId" in context:
            context["rootSessionId"] = None
        nameless = {**record, "actor": SYSTEM, "authenticationContext": context}
        self._write(at, nameless, "user.risk.detect", debug, "SUCCESS")["target"] = [record["actor"]]
        self.truth.counts["risk_detected"] += 1

    def _write(self, at: int, record: Record, event_type: str, debug: dict[str, Any], result: str) -> Record:
        legacy, message = EVENT_TYPES[event_type]
        transaction = self.recorder.new_transaction()
        written = {
            **record,
            "displayMessage": message,
            "eventType": event_type,
            "legacyEventType": legacy,
            "outcome": {"result": result, "reason": None},
            "published": at_text(at),
            "severity": "WARN" if event_type == "user.risk.detect" else "INFO",
            "debugContext": {"debugData": {"requestId": transaction, **debug}},
            "transaction": {"type": "WEB", "id": transaction, "detail": {}},
            "uuid": self.recorder.new_uuid(),
            "target": [record["actor"]],
        }
        self.recorder.written += 1
        self.recorder.buffer.append((at, self.recorder.written, written))
        return written
