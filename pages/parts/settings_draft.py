"""Changes of settings that are not kept yet: what they are, and what was found that they would do.

Why in the tab: a draft belongs to one person and one case, and is gone when it is kept or discarded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from analysis import settings, settings_values
from analysis.case import Case
from analysis.errors import SettingRefused
from analysis.rejudge import Difference
from analysis.settings_values import decoded, is_number
from parts import cases

_KEY, _TURN = "settings_draft", "settings_turn"


@dataclass
class Draft:
    """The draft of this tab for one case."""

    case: str
    changes: dict[str, Any] = field(default_factory=dict)
    """Values by name; None puts a default back."""
    puts_back: int | None = None
    """The change that the draft takes back; None for all others."""
    told: Difference | None = None
    """What it would do; None until it was asked for, and after another edit."""
    is_long: bool = False
    """Asked for, and found to take longer."""


def draft() -> Draft:
    """The draft for the case that this tab shows; empty where nothing was edited."""
    kept = st.session_state.get(_KEY)
    if not isinstance(kept, Draft) or kept.case != cases.current_name():
        kept = st.session_state[_KEY] = Draft(cases.current_name())
    return kept


def values(case: Case) -> dict[str, str]:
    """The settings as they would be with the draft; what cannot be kept is left as it is."""
    return settings.overlaid(settings.in_force(case), _encoded(draft().changes))


def _encoded(changes: Mapping[str, Any]) -> dict[str, str | None]:
    return {name: _text(name, value) for name, value in changes.items()}


def _text(name: str, value: Any) -> str | None:
    try:
        return settings_values.encoded(name, value)
    except SettingRefused:
        return str(value)  # said where the draft is shown: what was typed stays on the screen until then


def put(case: Case, changes: Mapping[str, Any], *, puts_back: int | None = None, is_typed: bool = False) -> None:
    """Lay changes over the draft. `is_typed`: the field on the screen shows them already.

    Raises: NetworksUnreadable. What else cannot be is refused when the draft is looked at.
    """
    now, laid = draft(), dict(changes)
    before = dict(now.changes)
    in_force = settings.in_force(case)
    for name, text in _encoded(laid).items():
        if text == in_force.get(name):
            now.changes.pop(name, None)
        else:
            now.changes[name] = laid[name] if is_number(name) and text is not None else decoded(name, text)
    if now.changes != before or puts_back is not None:
        now.told, now.is_long, now.puts_back = None, False, puts_back
    if not is_typed:
        turn_over()


def discard() -> None:
    """Throw the draft away; fields show what is in force."""
    st.session_state.pop(_KEY, None)
    turn_over()


def turn_over() -> None:
    """Make all fields anew: they show what stands outside of them."""
    st.session_state[_TURN] = turn() + 1


def turn() -> int:
    """Part of the fields' keys: another number makes them anew."""
    return int(st.session_state.get(_TURN, 0))


def base(name: str, make: Any) -> Any:
    """What a field began with, kept as long as the field stands: a table that changed under a person loses edits."""
    key = f"settings_base_{name}"
    kept = st.session_state.get(key)
    if kept is None or kept[0] != (name, turn(), cases.current_name()):
        for other in [one for one in st.session_state if str(one).startswith("settings_base_")]:
            del st.session_state[other]
        kept = st.session_state[key] = ((name, turn(), cases.current_name()), make())
    return kept[1]
