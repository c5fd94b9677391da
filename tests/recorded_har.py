"""Makes the HAR that a browser would have recorded of a session in a made-up log.

Why: only a file whose request ids stand in the log shows whether the join is right. Clock of the browser, what the file
says of the person, and whether its answers have ids and dates can be chosen.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any

from har_corpus import HOST

Event = dict[str, Any]


def moment(event: Event) -> datetime:
    """When Okta wrote it."""
    return datetime.fromisoformat(event["published"])


def recorded(
    events: Sequence[Event],
    *,
    clock_ahead_s: float = 0.0,
    has_ids: bool = True,
    has_dates: bool = True,
    names_session: bool = False,
    names_person: bool = True,
    session_id: str | None = None,
    seed: int = 7,
) -> bytes:
    """A HAR of these events, which are one client's. `names_session` adds an answer of /api/v1/sessions/me."""
    rng = random.Random(seed)
    secret = f"{rng.getrandbits(192):048x}"
    agent = events[0]["client"]["userAgent"]["rawUserAgent"]
    entries = []
    for event in events:
        sent = [{"name": "User-Agent", "value": agent}]
        sent.append({"name": "Cookie", "value": f"sid={secret}; DT=DI0{secret[:20]}"})
        got = []
        if has_dates:
            got.append({"name": "Date", "value": format_datetime(moment(event).replace(microsecond=0), usegmt=False)})
        if has_ids:
            got.append({"name": "X-Okta-Request-Id", "value": event["transaction"]["id"]})
        entries.append(_entry(event, clock_ahead_s, sent, got, "/app/UserHome", "<p>hello</p>", "text/html"))
    last = events[-1]
    body: dict[str, Any] = {}
    if names_person:
        body = {"userId": last["actor"]["id"], "login": last["actor"]["alternateId"]}
    if names_session:
        body["id"] = session_id or last["authenticationContext"]["externalSessionId"]
    if body:
        path = "/api/v1/sessions/me" if names_session else "/api/v1/me"
        entries.append(_entry(last, clock_ahead_s, [], [], path, json.dumps(body), "application/json"))
    log = {"version": "1.2", "creator": {"name": "test", "version": "1"}, "pages": [], "entries": entries}
    return json.dumps({"log": log}).encode()


def _entry(
    event: Event, ahead_s: float, sent: list[Any], got: list[Any], path: str, body: str, mime: str
) -> dict[str, Any]:
    at = moment(event) + timedelta(seconds=ahead_s)
    return {
        "startedDateTime": at.isoformat(), "time": 20.0, "cache": {}, "timings": {"send": 1, "wait": 18, "receive": 1},
        "request": {
            "method": "GET", "url": f"https://{HOST}{path}", "httpVersion": "h2", "headers": sent, "queryString": [],
            "cookies": [], "headersSize": -1, "bodySize": 0,
        },
        "response": {
            "status": 200, "statusText": "", "httpVersion": "h2", "headers": got, "cookies": [], "redirectURL": "",
            "content": {"size": len(body), "mimeType": mime, "text": body}, "headersSize": -1, "bodySize": len(body),
        },
    }  # fmt: skip
