"""The settings of a case as a JSON file, to carry them into another case.

Not here: files given by path; they lie on one machine and mean nothing on another.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from analysis.errors import SettingRefused
from analysis.settings_values import NETWORKS, PEOPLE, decoded, encoded, is_number

KIND = "crumbline settings"
MOST_BYTES = 5_000_000
_EXPECTED = "Choose a file that this screen gave you before."


def write(settings: Mapping[str, str]) -> str:
    """All that the case sets over the defaults. Shape: the text of a JSON file, one setting a line."""
    numbers = {name: json.loads(value) for name, value in sorted(settings.items()) if is_number(name)}
    lists = {name: decoded(name, settings.get(name)) or [] for name in (NETWORKS, PEOPLE)}
    return json.dumps({"kind": KIND, "numbers": numbers, **lists}, indent=2, ensure_ascii=False) + "\n"


def read(text: bytes, now: Mapping[str, str]) -> dict[str, Any]:
    """The changes that make a case with the settings `now` what the file says; what it leaves out goes to its default.

    Raises: SettingRefused, NetworksUnreadable.
    """
    if len(text) > MOST_BYTES:
        raise SettingRefused("This file is too large for settings.", _EXPECTED)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as cause:
        raise SettingRefused("This file is no JSON.", _EXPECTED) from cause
    if not isinstance(found, dict) or found.get("kind") != KIND or not isinstance(found.get("numbers"), dict):
        raise SettingRefused("This file holds no settings of Crumbline.", _EXPECTED)
    changes: dict[str, Any] = {name: None for name in now if is_number(name)}
    changes |= found["numbers"]
    for name in (NETWORKS, PEOPLE):
        listed = found.get(name, [])
        if not isinstance(listed, list) or (name == NETWORKS and not all(isinstance(one, dict) for one in listed)):
            raise SettingRefused(f"{name} is no list in this file.", _EXPECTED)
        changes[name] = listed
    return {name: value for name, value in changes.items() if encoded(name, value) != now.get(name)}
