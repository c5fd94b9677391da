"""Briefings for the tests: of the cases of `judged`, made once, with what is in them in texts."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import judged
from analysis.briefing import contents
from analysis.briefing.edits import Edits
from analysis.briefing.shape import Briefing
from analysis.case import Case

MADE_AT = datetime(2026, 11, 22, 12, 0)
CLOCKS = {"gdpr": {"aware": "2023-10-18T09:00"}, "nis2": {}, "dora": {"classified": ""}, "sec": {}}
MAKERS = {"demo": judged.demo, "hostile": judged.hostile, "quiet": judged.quiet}


@functools.cache
def case(name: str) -> Case:
    """An open case; closed with the process."""
    folder = Path(tempfile.mkdtemp(prefix="crumbline-tests-")) / name
    MAKERS[name](folder)
    return Case.open(folder)


@functools.cache
def briefing(name: str, *, is_masked: bool = False) -> Briefing:
    """With all clocks on and the line for counsel."""
    edited = Edits(is_masked=is_masked, is_for_counsel=True, clocks=CLOCKS, mark="TLP:AMBER+STRICT")
    return contents.build(case(name), name=name, made_at=MADE_AT, edited=edited)


def texts(value: Any) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            if one.name != "numbers":
                yield from texts(getattr(value, one.name))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts(one)
