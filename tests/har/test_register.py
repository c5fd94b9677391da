"""The register of HAR files: entered, taken back, read from lists of any form, joined to sessions."""

from __future__ import annotations

from datetime import datetime

import pytest

import stories
from analysis import pipeline, rebuild
from analysis.case import Case
from analysis.errors import ActRefused
from analysis.har import register, register_csv
from analysis.har.register import Upload

AT = datetime(2024, 3, 4, 9, 30)
THIEF = {"address": "198.51.100.9", "agent": "windows chrome 99", "token": "d9", "asn": 64510, "city": "Bucharest"}


@pytest.fixture
def case(tmp_path):
    log = [
        stories.event("09:00", "user.session.start"),
        stories.event("09:20"),
        stories.event("09:58", **THIEF),
        stories.event("4 09:00", "user.session.start", session="s2"),
    ]
    with stories.judged(tmp_path, log) as case:
        yield case


def test_an_entry_is_kept_taken_back_and_put_back(case):
    name = register.add(case, [Upload("ada@example.com", AT, "vendor", "no", "T-1", "by mail")], author="kim")[0]
    one = register.entries(case)[0]
    assert (one.upload_id, one.person, one.author, one.scrubbed, one.ticket) == (
        name, "ada@example.com", "kim", "no", "T-1",
    )  # fmt: skip
    register.take_back(case, name, author="kim", reason="wrong person")
    assert register.entries(case) == [] and register.entries(case, with_taken_back=True)[0].is_taken_back
    register.put_back(case, name, author="kim")
    assert [one.upload_id for one in register.entries(case)] == [name]
    with pytest.raises(ActRefused):
        register.take_back(case, "nothing", author="kim")


def test_the_same_upload_is_entered_once(case):
    one = Upload("Ada@example.com", AT, ticket="T-1")
    assert len(register.add(case, [one, one], author="kim")) == 1
    assert register.add(case, [Upload("ada@example.com", AT, ticket="t-1")], author="kim") == []


def test_nobody_and_no_person_are_refused(case):
    with pytest.raises(ActRefused):
        register.add(case, [Upload(" ", AT)], author="kim")
    with pytest.raises(ActRefused):
        register.add(case, [Upload("ada@example.com", AT)], author=" ")


def test_an_upload_finds_its_session_and_the_signals_speak_of_it(case):
    before = {row["session_id"]: row["score"] for row in stories.findings(case)}
    name = register.add(case, [Upload("ada@example.com", AT)], author="kim")[0]
    assert not pipeline.is_current(case)
    pipeline.judge(case)
    rows = register.exposures(case, upload_id=name)
    assert [(row["session_id"], row["certainty"]) for row in rows] == [("s1", "likely")]
    assert rows[0]["used_at"] == datetime(2024, 3, 4, 9, 58)
    said = {row["signal"] for row in stories.signals_of(case) if "har_upload" in row["signal"]}
    assert said == {"used_after_har_upload", "not_ended_after_har_upload"}
    assert {row["session_id"]: row["score"] for row in stories.findings(case)}["s1"] >= before["s1"]
    glance = register.at_a_glance(case)
    assert glance[["exposed_count", "used_count", "open_count"]].iloc[0].tolist() == [1, 1, 1]
    register.take_back(case, name, author="kim")
    pipeline.judge(case)
    assert {row["session_id"]: row["score"] for row in stories.findings(case)} == before
    assert register.exposures(case) == []


def test_a_glance_reaches_ninety_days_back(case):
    old, new = datetime(2023, 11, 1), AT
    register.add(case, [Upload("ada@example.com", old), Upload("ada@example.com", new)], author="kim")
    assert register.at_a_glance(case)["uploaded_at"].tolist() == [new]
    assert register.at_a_glance(case, days=200)["uploaded_at"].tolist() == [new, old]


def test_the_register_outlives_a_rebuild(case):
    register.add(case, [Upload("ada@example.com", AT, session_keys=("s1",))], author="kim")
    with Case.open(rebuild.make_copy(case)) as again:
        assert [one.session_keys for one in register.entries(again)] == [("s1",)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("person,uploaded\nada@example.com,2024-03-04 09:30\n", [("ada@example.com", AT, "unknown")]),
        ("When (UTC);Who;Scrubbed?\n04.03.2024 09:30;ada@example.com;yes\n", [("ada@example.com", AT, "yes")]),
        (
            "\ufeffUpload Date\tLogin\tRedacted\n4 Mar 2024 09:30\tada@example.com\tNo\n",
            [("ada@example.com", AT, "no")],
        ),
        ("email,timestamp\nada@example.com,1709544600\n", [("ada@example.com", AT, "unknown")]),
        ("user,date\nada@example.com,2024-03-04T10:30:00+01:00\n", [("ada@example.com", AT, "unknown")]),
        (
            "user,date\nada@example.com,03/25/2024 09:30\n",
            [("ada@example.com", datetime(2024, 3, 25, 9, 30), "unknown")],
        ),
    ],
)
def test_lists_of_many_forms_are_read(text, expected):
    given = register_csv.read(text)
    assert [(one.person, one.uploaded_at, one.scrubbed) for one in given.uploads] == expected
    assert given.refused == ()


def test_bad_rows_are_named_with_line_and_reason_and_the_others_are_read():
    given = register_csv.read(
        "Person,Uploaded,Ticket,Colour\n"
        "ada@example.com,2024-03-04 09:30,T-1,red\n"
        ",2024-03-04 09:30,T-2,\n"
        "bob@example.com,soon,T-3,\n"
        "\n"
        'cid@example.com,"03/04/2024",T-4,\n'
        "dee@example.com,,T-5,\n"
    )
    assert [one.ticket for one in given.uploads] == ["T-1"]
    assert [sentence.split(":")[0] for sentence in given.refused] == ["Line 3", "Line 4", "Line 6", "Line 7"]
    assert "two ways" in given.refused[2] and "no time" in given.refused[3]
    assert given.left_out == ("Colour",)


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "person\nada\n"])
def test_a_list_that_says_neither_who_nor_when_is_refused(text):
    with pytest.raises(register_csv.ListUnreadable):
        register_csv.read(text)


def test_formulas_and_markup_of_a_list_are_kept_as_text(case):
    given = register_csv.read('person,uploaded,note\nada@example.com,2024-03-04 09:30,"=1+1 ![x](http://evil.test)"\n')
    register.add(case, list(given.uploads), author="kim")
    assert register.entries(case)[0].note == "=1+1 ![x](http://evil.test)"
