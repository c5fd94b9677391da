"""The parts of a LogEvent that the program reads, as DuckDB's from_json wants them.

Everything in debugData is text: Okta promises nothing about it. Parts that are shown or searched
as JSON (target, ipChain, risk ...) are text too, because their shape varies.
Not here: which column a part becomes; that is the projection in sql/load/.
"""

from __future__ import annotations

import json
from typing import Any

TEXT = "VARCHAR"

DEBUG_DATA: dict[str, Any] = dict.fromkeys(
    (
        "dtHash",
        "deviceFingerprint",
        "behaviors",
        "risk",
        "logOnlySecurityData",
        "threatSuspected",
        "requestUri",
        "url",
        "requestId",
        "origin",
        "tunnels",
        "proxyType",
        "grantType",
        "factor",
        "privilegeGranted",
        "privilegeRevoked",
        "endedSessionId",
        "traceId",
        "initiationType",
        "clientAuthType",
        "requestedScopes",
    ),
    TEXT,
)

LOG_EVENT: dict[str, Any] = {
    "uuid": TEXT,
    "published": TEXT,
    "eventType": TEXT,
    "legacyEventType": TEXT,
    "displayMessage": TEXT,
    "version": TEXT,
    "severity": TEXT,
    "actor": {"id": TEXT, "type": TEXT, "alternateId": TEXT, "displayName": TEXT},
    "client": {
        "ipAddress": TEXT,
        "device": TEXT,
        "id": TEXT,
        "zone": TEXT,
        "userAgent": {"rawUserAgent": TEXT, "os": TEXT, "browser": TEXT},
        "geographicalContext": {
            "city": TEXT,
            "state": TEXT,
            "country": TEXT,
            "postalCode": TEXT,
            "geolocation": {"lat": "DOUBLE", "lon": "DOUBLE"},
        },
    },
    "authenticationContext": {
        "externalSessionId": TEXT,
        "rootSessionId": TEXT,
        "authenticationProvider": TEXT,
        "credentialProvider": TEXT,
        "credentialType": TEXT,
        "interface": TEXT,
        "deviceSessionId": TEXT,
    },
    "securityContext": {
        "asNumber": "BIGINT",
        "asOrg": TEXT,
        "isp": TEXT,
        "domain": TEXT,
        "isProxy": "BOOLEAN",
        "ipDetails": TEXT,
        "risk": TEXT,
        "userBehaviors": TEXT,
    },
    "outcome": {"result": TEXT, "reason": TEXT},
    "target": TEXT,
    "transaction": {"id": TEXT, "type": TEXT, "detail": TEXT},
    "request": {"ipChain": TEXT},
    "device": {
        "id": TEXT,
        "name": TEXT,
        "os_platform": TEXT,
        "managed": "BOOLEAN",
        "registered": "BOOLEAN",
    },
    "debugContext": {"debugData": DEBUG_DATA},
}

STRUCTURE = json.dumps(LOG_EVENT)
"""The structure of a record for from_json."""

DEBUG_STRUCTURE = json.dumps(DEBUG_DATA)
"""The structure of debugData alone, for exports that carry it as JSON inside a string."""
