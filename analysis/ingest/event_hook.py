"""Okta's event hooks: `data.events[]` inside an envelope, one delivery or many."""

from __future__ import annotations

import re

from analysis.ingest.opening import framing

NAME = "event_hook"
MISSING: tuple[str, ...] = ()

_LOOKED_AT = 64 << 10
_EVENTS = re.compile(r'"data"\s*:\s*\{[^\[]*"events"\s*:\s*\[\s*\{')


def recognise(opening: str) -> bool:
    """Does an array `events` stand in an object `data`?"""
    frame = framing(opening)
    return frame is not None and frame.name == "envelope" and bool(_EVENTS.search(opening, 0, _LOOKED_AT))


def unwrap(opening: str) -> str | None:
    """None: the records inside the envelope are Okta's own."""
    return None
