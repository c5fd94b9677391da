"""Which rows say the same event: the richest stands, nothing depends on the order of files."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import wrappers
from analysis.case import Case
from analysis.ingest.evidence import Evidence
from analysis.ingest.give_back import original_bytes, record_text
from ingest.records import Event, event, lines

Give = Callable[[Case, str, bytes], list[Evidence]]


def standing(case: Case) -> list[tuple[Any, ...]]:
    """Id and content of every event that stands, without where it came from."""
    with case.cursor() as cursor:
        return cursor.execute(
            """
            select coalesce(c.event_id, r.uuid) as event_id, r.* exclude (evidence_id, line, frame, pos, length)
            from raw_events as r
            left join collisions as c using (evidence_id, line)
            anti join duplicates as d on d.evidence_id = r.evidence_id and d.line = r.line
            order by all
            """
        ).fetchall()


def duplicates(case: Case) -> list[tuple[Any, ...]]:
    with case.cursor() as cursor:
        return cursor.execute("select evidence_id, line, event_id from duplicates order by all").fetchall()


def entries(case: Case) -> list[tuple[int, int, int, int]]:
    with case.cursor() as cursor:
        return cursor.execute("select rows, read, duplicate, refused from evidence order by evidence_id").fetchall()


def without(record: Event, *keys: str) -> Event:
    return {key: value for key, value in record.items() if key not in keys}


def test_the_richest_record_stands(case: Case, give: Give) -> None:
    rich = event("u")
    give(case, "a.json", lines([without(rich, "client", "target")]))
    give(case, "b.json", lines([rich]))
    give(case, "c.json", lines([without(rich, "target")]))
    assert duplicates(case) == [(1, 1, "u"), (3, 1, "u")]
    assert entries(case) == [(1, 0, 1, 0), (1, 1, 0, 0), (1, 0, 1, 0)]


def test_a_file_given_twice_is_all_duplicates_and_does_not_grow_the_case(case: Case, give: Give) -> None:
    data = lines([event("u"), event("v"), event("v")]) + b"garbage\n"
    (first,) = give(case, "a.json", data)
    (second,) = give(case, "b.json", data)
    assert (first.rows, first.read, first.duplicate, first.refused) == (4, 2, 1, 1)
    assert (second.rows, second.read, second.duplicate, second.refused) == (4, 0, 3, 1)
    assert second.note is not None and "a.json" in second.note
    with case.cursor() as cursor:
        assert cursor.execute("select count(*) from raw_events").fetchall() == [(3,)]
        assert cursor.execute("select count(*) from refused_rows where evidence_id = 2").fetchall() == [(1,)]
    assert duplicates(case) == [(1, 3, "v"), (2, 1, "u"), (2, 2, "v"), (2, 3, "v")]
    assert json.loads(record_text(case, 2, 2))["uuid"] == "v"
    assert b"".join(original_bytes(case, 2)) == data
    assert len(list((case.folder / "records").iterdir())) == 1


def test_the_same_file_in_another_wrapper_is_all_duplicates(case: Case, give: Give, events: list[Event]) -> None:
    for number, wrapper in enumerate(wrappers.LOSSLESS.values()):
        (entry,) = give(case, f"{number}.json", wrapper(events))
        assert (entry.read, entry.duplicate) == ((len(events), 0) if number == 0 else (0, len(events)))


def test_one_id_for_different_events_is_a_collision_and_all_are_kept(case: Case, give: Give) -> None:
    other_time = event("u", published="2026-03-04T05:06:08Z")
    other_type = event("u", eventType="user.session.end")
    other_actor = event("u", actor={"id": "00u2"})
    (entry,) = give(case, "a.json", lines([event("u"), other_time, other_type, other_actor, event("u")]))
    assert (entry.rows, entry.read, entry.duplicate) == (5, 4, 1)
    assert [row[0] for row in standing(case)] == ["u", "u#2", "u#3", "u#4"]


def test_a_time_in_microseconds_is_the_same_millisecond(case: Case, give: Give) -> None:
    fine = event("u", published="2026-03-04T05:06:07.089999Z")
    (entry,) = give(case, "a.json", lines([event("u"), fine]))
    assert (entry.read, entry.duplicate) == (1, 1)


def test_a_record_that_does_not_know_the_actor_is_the_same_event(case: Case, give: Give) -> None:
    (entry,) = give(case, "a.json", lines([without(event("u"), "actor"), event("u")]))
    assert (entry.read, entry.duplicate) == (1, 1)
    assert standing(case)[0][0] == "u"
    assert duplicates(case) == [(1, 1, "u")]


def test_nothing_depends_on_the_order_of_files(tmp_path: Path, give: Give) -> None:
    rich = event("u")
    files = [
        lines([without(rich, "client"), event("v"), event("w", outcome={"result": "DENY"})]),
        lines([rich, event("w"), event("v", eventType="other.type"), without(event("y"), "actor")]),
        lines([event("v", actor={"id": "00u9"}), without(rich, "target"), event("y"), event("x")]),
    ]
    outcomes = set()
    for number, order in enumerate(itertools.permutations(range(3))):
        with Case.open(tmp_path / f"case {number}") as case:
            for place in order:
                give(case, f"{place}.json", files[place])
            counted = sorted(zip(order, entries(case), strict=True))
            outcomes.add(json.dumps([standing(case), counted], default=str))
    assert len(outcomes) == 1


def test_split_and_overlapping_files_give_the_same_events(tmp_path: Path, give: Give, events: list[Event]) -> None:
    outcomes = set()
    for number, parts in enumerate(([events], [events[:9], events[9:]], [events[5:], events[:15]])):
        with Case.open(tmp_path / f"case {number}") as case:
            for part, records in enumerate(parts):
                give(case, f"{part}.json", lines(records))
            outcomes.add(json.dumps(standing(case), default=str))
    assert len(outcomes) == 1


def test_a_copy_follows_when_its_events_get_another_id(case: Case, give: Give) -> None:
    data = lines([event("u", published="2026-03-04T05:06:08Z")])
    give(case, "a.json", data)
    give(case, "copy.json", data)
    give(case, "b.json", lines([event("u"), event("u", eventType="a.b"), event("u", eventType="c.d")]))
    with case.cursor() as cursor:
        ((own,),) = cursor.execute(
            "select coalesce(c.event_id, r.uuid) from raw_events r left join collisions c using (evidence_id, line)"
            " where r.evidence_id = 1"
        ).fetchall()
    assert duplicates(case) == [(2, 1, own)]
