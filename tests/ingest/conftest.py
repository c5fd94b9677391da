"""Records, and a case to read them into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from analysis.case import Case
from analysis.ingest.add import add_file
from analysis.ingest.evidence import Evidence
from ingest.records import Event, event

PLACE = ("evidence_id", "line", "frame", "pos", "length")


@pytest.fixture
def events() -> list[Event]:
    """Twenty-odd records, some bare, in changing orders of keys."""
    made = [event(f"u{n}", published=f"2026-03-04T05:06:{n:02}.089Z") for n in range(20)]
    made.append(event("bare", client={}, debugContext={}, target=None, request={"ipChain": []}))
    made.append(event("nulls", client={"userAgent": None, "geographicalContext": None, "ipAddress": "null"}, target=[]))
    made.append({"uuid": "least", "eventType": "x.y", "published": "2026-03-04T05:06:07Z"})
    made.append(dict(reversed(event("turned").items())))
    return made


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.open(tmp_path / "case") as opened:
        yield opened


@pytest.fixture
def give(tmp_path: Path) -> Callable[[Case, str, bytes], list[Evidence]]:
    """Adds bytes to a case as a file of some name."""

    def added(case: Case, name: str, content: bytes) -> list[Evidence]:
        path = tmp_path / name
        path.write_bytes(content)
        return add_file(case, path)

    return added


@pytest.fixture
def content() -> Callable[[Case], list[tuple[Any, ...]]]:
    """All typed values of a case, without where they came from."""

    def values(case: Case) -> list[tuple[Any, ...]]:
        with case.cursor() as cursor:
            return cursor.execute(f"select * exclude ({', '.join(PLACE)}) from raw_events order by all").fetchall()

    return values
