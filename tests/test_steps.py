"""When a step of the pipeline runs again: what it reads changed in a column that it reads."""

from __future__ import annotations

import pytest

import stories
from analysis import pipeline
from analysis.enrich import given
from analysis.steps import Prints, Step, are_current
from signals.theft import put, told_theft


def step(name: str, reads: dict, makes: str | None = None) -> Step:
    return Step(name, name, reads, makes or name, "text", lambda connection: None)


def print_of_reader(contents: dict[str, str], columns: frozenset[str] | None) -> str:
    prints = Prints("evidence")
    prints.made(step("lanes", {}), contents)
    return prints.of(step("reader", {"lanes": columns}))


BEFORE = {"": "2", "kind": "1", "device": "7"}


def test_a_change_in_a_column_that_is_read_counts():
    changed = BEFORE | {"kind": "9"}
    assert print_of_reader(BEFORE, frozenset({"kind"})) != print_of_reader(changed, frozenset({"kind"}))
    assert print_of_reader(BEFORE, None) != print_of_reader(changed, None)


def test_a_change_in_another_column_does_not():
    assert print_of_reader(BEFORE, frozenset({"device"})) == print_of_reader(
        BEFORE | {"kind": "9"}, frozenset({"device"})
    )


def test_another_number_of_rows_always_counts():
    assert print_of_reader(BEFORE, frozenset()) != print_of_reader(BEFORE | {"": "3"}, frozenset())


def test_readers_of_a_table_that_several_add_to_depend_on_all_of_them():
    def printed(second: str) -> str:
        prints = Prints("evidence")
        prints.made(step("one", {}, "observations"), {"": "1"})
        prints.made(step("two", {}, "observations"), {"": second})
        return prints.of(step("reader", {"observations": frozenset({"signal"})}))

    assert printed("1") != printed("2")


def test_steps_that_never_ran_are_not_current():
    assert not are_current([step("one", {})], {}, "evidence")
    assert are_current([], {}, "evidence")


@pytest.mark.parametrize(
    ("network", "expected", "forbidden"),
    [
        # the kind of a network: what sessions and lanes consist of stays as it was
        (
            "AS64500,Office,office",
            {"networks", "lanes"},
            {"session_events", "session_clients", "lane_events", "sessions"},
        ),
        # nothing in the case lies there: the networks are looked at, and come out the same
        ("AS64999,Elsewhere,office", {"networks"}, {"lanes", "hops", "lane_facts", "signals", "findings"}),
    ],
)
def test_a_network_of_the_operator_runs_what_reads_kinds(tmp_path, network, expected, forbidden):
    with stories.judged(tmp_path, told_theft()) as case:
        listed = tmp_path / "networks.csv"
        listed.write_text(network + "\n")
        given.keep(case, given.Given(networks=listed))
        ran = pipeline.judge(case).seconds.keys()
        assert expected <= ran
        assert not forbidden & ran
        assert pipeline.is_current(case)


def test_findings_of_a_few_steps_are_those_of_all_steps(tmp_path):
    with stories.judged(tmp_path, told_theft()) as case:
        before = stories.findings(case)
        for name, value, default in (("sign_in_window_min", 1, 10), ("many_people", 2, 5), ("city_radius_km", 900, 50)):
            put(case, {name: value})
            pipeline.judge(case)
            some, weighed = stories.findings(case), stories.signals_of(case)
            case.write(lambda connection: connection.execute("delete from stage_contents"))
            pipeline.judge(case)
            assert stories.findings(case) == some, name
            assert stories.signals_of(case) == weighed, name
            put(case, {name: default})
            pipeline.judge(case)
            assert stories.findings(case) == before, name
