"""What is taken away opens in the tools it is for, says no more than the case, and holds no formula."""

from __future__ import annotations

import csv
import io
import json

import pytest
import stix2

import judged
from analysis import findings_view, notes, verdicts
from analysis.acts import Subject
from analysis.case import Case
from analysis.findings_filter import Filter
from analysis.takeaway import choice, stix
from analysis.takeaway.files import FILES, Wanted


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("takeaway") / "demo"
    judged.demo(folder)
    with Case.open(folder) as case:
        found = findings_view.page(case, Filter(("replay",)))
        key = str(found.iloc[0]["session_key"])
        verdicts.give(case, [key], "replay", basis="endpoint", author="RK", reason="Not her machine.")
        verdicts.give(
            case,
            [str(found.iloc[1]["session_key"])],
            "benign",
            basis="endpoint",
            author="RK",
            reason="Her second machine.",
        )
        notes.set_tags(case, Subject("session", key), ["phase-1"], author="RK")
        yield case


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("takeaway") / "hostile"
    judged.hostile(folder)
    with Case.open(folder) as case:
        yield case


def test_a_benign_verdict_takes_a_session_out_and_a_replay_stays_in(demo):
    sizes = {name: len(choice.sessions(demo, name)) for name in choice.CHOICES}
    assert sizes["confirmed"] == 1
    assert sizes["suspected"] == len(findings_view.page(demo, Filter(("replay",)))) - 1
    assert sizes["all"] > sizes["suspected"]
    assert [one.is_confirmed for one in choice.sessions(demo, "confirmed")] == [True]


def test_the_timeline_has_what_timesketch_requires_and_marks_the_divergence(demo):
    rows = list(csv.DictReader(io.StringIO(FILES["timeline-csv"].make(Wanted(demo)).decode("utf-8-sig"))))
    assert all(row["message"] and row["datetime"].endswith("Z") and row["timestamp_desc"] for row in rows)
    chosen = choice.sessions(demo, "suspected")
    assert sum("Divergence" in row["timestamp_desc"] for row in rows) == len(chosen)
    foreign = [row for row in rows if "foreign" in row["tag"].split(", ")]
    assert foreign and all(row["client_role"] == "never signed in" for row in foreign)
    assert any(row["author"] == "RK" and row["message"].startswith("Verdict: replay") for row in rows)
    confirmed = next(one for one in chosen if one.is_confirmed)
    of_confirmed = [row for row in rows if row["session_id"] == confirmed.session_id and row["event_id"]]
    assert of_confirmed and all("phase-1" in row["tag"] for row in of_confirmed)


def test_json_lines_say_the_same_as_the_csv(demo):
    lines = [json.loads(line) for line in FILES["timeline-jsonl"].make(Wanted(demo)).splitlines()]
    rows = list(csv.DictReader(io.StringIO(FILES["timeline-csv"].make(Wanted(demo)).decode("utf-8-sig"))))
    assert [line["datetime"] for line in lines] == [row["datetime"] for row in rows]
    assert all(isinstance(line.get("tag", []), list) for line in lines)


def test_indicators_are_valid_stix_with_their_mark_and_without_people(demo):
    text = FILES["stix"].make(Wanted(demo, mark="TLP:RED"))
    assert text == FILES["stix"].make(Wanted(demo, mark="TLP:RED")), "the same case gives the same bytes"
    told = stix2.parse(text, allow_custom=False)
    found = [one for one in told.objects if one.type == "indicator"]
    frozen = verdicts.in_force(demo)
    kept = [name for one in frozen.values() if one.verdict == "replay" for name in one.indicators]
    patterns = {one.pattern: one for one in found}
    for name in kept:
        assert patterns[stix.pattern(*name)].confidence == stix.CONFIRMED
    assert any(one.confidence == stix.JUDGED for one in found)
    assert all(stix2.TLP_RED.id in one.object_marking_refs for one in found)
    for session in choice.sessions(demo, "suspected"):
        assert session.actor_login.encode() not in text and session.session_id.encode() not in text


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("address", "203.0.113.7"),
        ("address", "2001:db8::7"),
        ("agent", "it's \\ a 'trap'] OR [x:y = 'z"),
        ("dt_hash", "0f" * 32),
    ],
)
def test_a_pattern_holds_its_value_and_nothing_else(kind, value):
    made = stix2.v21.Indicator(
        pattern=stix.pattern(kind, value), pattern_type="stix", valid_from="2023-10-01T00:00:00Z"
    )
    assert made.pattern.count(" OR ") == value.count(" OR ")
    parsed = stix2.pattern_visitor.create_pattern_object(made.pattern, version="2.1")
    assert type(parsed).__name__ == "ObservationExpression"
    # the library keeps the escapes of the standard
    assert parsed.operand.rhs.value.replace("\\'", "'").replace("\\\\", "\\") == value


def test_the_layer_counts_sessions_of_each_technique(demo):
    layer = json.loads(FILES["attack"].make(Wanted(demo)))
    scores = {one["techniqueID"]: one["score"] for one in layer["techniques"]}
    assert scores["T1539"] == len(choice.sessions(demo, "suspected"))
    assert set(layer["versions"]) == {"attack", "navigator", "layer"}
    assert max(scores.values()) == layer["gradient"]["maxValue"]


def test_every_finding_is_in_the_csv_and_notes_are_in_the_document(demo):
    rows = list(csv.DictReader(io.StringIO(FILES["findings-csv"].make(Wanted(demo)).decode("utf-8-sig"))))
    assert len(rows) == sum(findings_view.counts(demo).values())
    told = json.loads(FILES["findings-json"].make(Wanted(demo)))
    assert [one["tags"] for one in told["notes"]] == [["phase-1"]]


def test_no_file_of_a_hostile_log_is_a_formula(hostile):
    for name, file in FILES.items():
        content = file.make(Wanted(hostile, "all"))
        if file.suffix.endswith(".csv"):
            for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))):
                assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row), (name, row)
        elif file.suffix.endswith(".json"):
            json.loads(content)


def test_a_case_where_nothing_is_suspected_gives_files_all_the_same(tmp_path):
    judged.quiet(tmp_path / "quiet")
    with Case.open(tmp_path / "quiet") as case:
        for file in FILES.values():
            assert file.make(Wanted(case))
        told = stix2.parse(FILES["stix"].make(Wanted(case)))
        assert {one.type for one in told.objects} == {"identity", "marking-definition", "report"}
