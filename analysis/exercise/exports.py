"""Writes System Log records as the Admin Console's "Download CSV" does.

Why: many responders get that file and nothing else, so the demo, the tests and the evaluation need
the same tenant in it. Lossy on purpose: no networks, device tokens, risk, root sessions or devices.
Not here: reading it (analysis/ingest).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

_TARGETS = tuple(
    f"target{number}.{name}" for number in range(4) for name in ("id", "type", "alternate_id", "display_name")
)
_HOP = "request.ip_chain"
ADMIN_CSV_COLUMNS = (
    "severity",
    "event_type",
    "display_message",
    "uuid",
    "version",
    "timestamp",
    "outcome.result",
    "outcome.reason",
    "actor.id",
    "actor.type",
    "actor.display_name",
    "actor.alternate_id",
    "authentication_context.authentication_step",
    "authentication_context.authentication_provider",
    "authentication_context.credential_provider",
    "authentication_context.credential_type",
    "authentication_context.issuer",
    "authentication_context.external_session_id",
    "client.zone",
    "client.ip_address",
    "client.device",
    "client.user_agent.raw_user_agent",
    "client.user_agent.os",
    "client.user_agent.browser",
    "client.geographical_context.country",
    "client.geographical_context.city",
    "client.geographical_context.postal_code",
    "client.geographical_context.geolocation.lon",
    "client.geographical_context.geolocation.lat",
    "transaction.id",
    "transaction.type",
    "debug_context.debug_data.request_uri",
    "legacy_event_type",
    *_TARGETS,
    f"{_HOP}.geographical_context.postal_code",
    f"{_HOP}.geographical_context.geolocation.lon",
    f"{_HOP}.geographical_context.geolocation.lat",
    f"{_HOP}.geographical_context.geolocation.state",
    f"{_HOP}.ip",
    f"{_HOP}.source",
    f"{_HOP}.version",
)
"""The 56 columns in their order."""


def admin_csv(events: Iterable[dict[str, Any]], *, line_end: str = "\r\n") -> Iterator[bytes]:
    """The header and one row an event, as UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=line_end)
    writer.writerow(ADMIN_CSV_COLUMNS)
    for event in events:
        writer.writerow(admin_csv_row(event))
        if text.tell() > 1_000_000:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def admin_csv_row(event: dict[str, Any]) -> list[Any]:
    """One event as the row's values in order; unknown is empty."""
    outcome, actor = event.get("outcome") or {}, event.get("actor") or {}
    context, client = event.get("authenticationContext") or {}, event.get("client") or {}
    agent, transaction = client.get("userAgent") or {}, event.get("transaction") or {}
    place = client.get("geographicalContext") or {}
    spot = place.get("geolocation") or {}
    data = (event.get("debugContext") or {}).get("debugData") or {}
    chain = (event.get("request") or {}).get("ipChain") or [{}]
    hop_place = chain[0].get("geographicalContext") or {}
    hop_spot = hop_place.get("geolocation") or {}
    targets = ((event.get("target") or []) + [{}, {}, {}, {}])[:4]
    return [
        event.get("severity"),
        event.get("eventType"),
        event.get("displayMessage"),
        event.get("uuid"),
        event.get("version"),
        event.get("published"),
        outcome.get("result"),
        outcome.get("reason"),
        actor.get("id"),
        actor.get("type"),
        actor.get("displayName"),
        actor.get("alternateId"),
        context.get("authenticationStep"),
        context.get("authenticationProvider"),
        context.get("credentialProvider"),
        context.get("credentialType"),
        context.get("issuer"),
        context.get("externalSessionId"),
        client.get("zone"),
        client.get("ipAddress"),
        client.get("device"),
        agent.get("rawUserAgent"),
        agent.get("os"),
        agent.get("browser"),
        place.get("country"),
        place.get("city"),
        place.get("postalCode"),
        spot.get("lon"),
        spot.get("lat"),
        transaction.get("id"),
        transaction.get("type"),
        data.get("requestUri"),
        event.get("legacyEventType"),
        *(one.get(name) for one in targets for name in ("id", "type", "alternateId", "displayName")),
        hop_place.get("postalCode"),
        hop_spot.get("lon"),
        hop_spot.get("lat"),
        hop_place.get("state"),
        chain[0].get("ip"),
        chain[0].get("source"),
        chain[0].get("version"),
    ]
