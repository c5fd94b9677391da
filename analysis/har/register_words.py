"""What is said of the register of HAR files. Pure functions; none of them holds text of a ticket or a log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.charts.lane_words import number
from analysis.har.register import DAYS, Upload

SCRUBBED = {"no": "not scrubbed", "yes": "scrubbed", "unknown": "not known"}
KNOWN = {
    "no": "It was not scrubbed.",
    "yes": "It had been scrubbed, somebody says.",
    "unknown": "Whether it was scrubbed is not known.",
}


def headline(glance: pd.DataFrame) -> str:
    """ "Three HAR files left the house in 90 days, two of administrators; one session was used afterwards"."""
    count = len(glance)
    if not count:
        return "No HAR file was entered in the register of this case"
    admins = int(glance["is_privileged"].sum())
    parts = f"{number(count).capitalize()} HAR file{'' if count == 1 else 's'} left the house in {DAYS} days"
    if admins:
        parts += ", of an administrator" if count == 1 else f", {number(admins)} of administrators"
    used = int(glance["used_count"].gt(0).sum())
    if used and count == 1:
        parts += "; its session was used afterwards"
    elif used:
        parts += f"; after {number(used)} of them a session was used by somebody else"
    return parts


def entry(one: Upload, counted: Mapping[str, Any] | None) -> str:
    """What became of one upload; `counted` is its row of `register.counts`."""
    if one.is_taken_back:
        return "taken back"
    if not counted or not counted["exposed_count"]:
        return "no session of this log fits"
    if counted["used_count"]:
        return "◆ used afterwards"
    return "no end seen" if counted["open_count"] else "ended"
