"""Made-up records with everything that real ones hold."""

from __future__ import annotations

import copy
import json
from typing import Any

Event = dict[str, Any]

BASE: Event = {
    "actor": {
        "id": "00u1",
        "type": "User",
        "alternateId": "ada@example.com",
        "displayName": "Ada Ö",
        "detailEntry": None,
    },
    "client": {
        "userAgent": {
            "rawUserAgent": 'Mozilla/5.0 (X11; "quoted", \\back\\) {"a"}',
            "os": "Linux",
            "browser": "FIREFOX",
        },
        "zone": "null",
        "device": "Computer",
        "id": None,
        "ipAddress": "203.0.113.7",
        "geographicalContext": {
            "city": "Köln",
            "state": None,
            "country": "Germany",
            "postalCode": "50667",
            "geolocation": {"lat": 50.9, "lon": 6.95},
        },
    },
    "authenticationContext": {"externalSessionId": "idx1", "rootSessionId": "idx0", "authenticationStep": 0},
    "securityContext": {
        "asNumber": 3320,
        "asOrg": "telekom",
        "isProxy": False,
        "risk": {"level": "LOW"},
        "userBehaviors": [{"name": "New IP", "result": "POSITIVE"}],
    },
    "outcome": {"result": "SUCCESS", "reason": None},
    "displayMessage": "line one\nline two \u2028 \U0001f600",
    "eventType": "user.authentication.sso",
    "published": "2026-03-04T05:06:07.089Z",
    "severity": "INFO",
    "legacyEventType": None,
    "version": "0",
    "uuid": "u0",
    "debugContext": {
        "debugData": {
            "dtHash": "abc",
            "requestUri": "/app?x=[1]&y={2}",
            "behaviors": "{New IP=POSITIVE, Velocity=NEGATIVE}",
            "tunnels": '[{"anonymous":true,"operator":"WARP_VPN","type":"VPN"}]',
            "threatSuspected": "false",
        }
    },
    "transaction": {"id": "t1", "type": "WEB", "detail": {"requestApiTokenId": "00T1"}},
    "request": {"ipChain": [{"ip": "203.0.113.7", "version": "V4", "source": None, "geographicalContext": None}]},
    "target": [
        {"id": "0oa1", "type": "AppInstance", "alternateId": "App", "displayName": "App, Inc.", "detailEntry": None},
        {
            "id": "0ua1",
            "type": "AppUser",
            "alternateId": "ada",
            "displayName": "Ada",
            "detailEntry": {"signOnModeType": "SAML_2_0"},
        },
    ],
    "device": None,
}


def event(uuid: str, **changes: Any) -> Event:
    """A record like BASE with another id; top-level parts are replaced."""
    return {**copy.deepcopy(BASE), "uuid": uuid, **changes}


def lines(events: list[Event]) -> bytes:
    return b"".join(json.dumps(event).encode() + b"\n" for event in events)
