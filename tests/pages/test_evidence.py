"""The Evidence screen, without a browser: no evidence, files of all kinds, work that ends badly."""

from __future__ import annotations

import json
import threading

import pytest

from analysis import inbox, pipeline
from analysis.case import Case
from analysis.enrich import given
from analysis.errors import Cancelled
from parts import cases
from parts.jobs import jobs
from screens import opened, texts, wait_for_work

HOSTILE = '![x](http://evil.test/p.png)<img src="http://evil.test/q.png">`'


def record(number: int, **changed: object) -> dict[str, object]:
    event = {
        "uuid": f"event-{number}",
        "published": f"2023-10-13T12:00:{number:02}.000Z",
        "eventType": "user.session.start",
        "outcome": {"result": "SUCCESS"},
        "actor": {"id": "00u1", "type": "User", "alternateId": "ada@example.com", "displayName": "Ada"},
        "client": {"ipAddress": "203.0.113.7", "userAgent": {"rawUserAgent": HOSTILE}},
        "authenticationContext": {"externalSessionId": "102abc"},
    }
    return event | changed


def give(own_cases, path: str):
    """Open a case of its own, add `path` on the screen, wait, and draw the screen again."""
    Case.open(own_cases / "mine").close()
    test = opened(case="mine")
    test.text_input("path").set_value(path)
    next(button for button in test.button if button.label == "Add").click().run()
    assert not test.exception, test.exception
    wait_for_work("mine")
    return test.run()


def test_a_file_named_by_its_path_is_read_and_its_rows_add_up(own_cases, tmp_path):
    path = tmp_path / "system.json"
    lines = [json.dumps(record(1)), json.dumps(record(2)), json.dumps(record(2)), '{"no": "event"}', "{broken"]
    path.write_text("\n".join(lines))
    test = give(own_cases, str(path))
    assert not test.exception
    assert "One file, 2 events, 2 rows refused" in texts(test)
    assert "5 rows = 2 read as events + 1 said before by another row + 2 refused" in texts(test)


def test_a_folder_gives_all_its_files(own_cases, tmp_path):
    folder = tmp_path / "export"
    folder.mkdir()
    for number in (1, 2, 3):
        (folder / f"okta-{number}.json").write_text(json.dumps([record(number)]))
    test = give(own_cases, str(folder))
    assert "Three files, 3 events, nothing refused" in texts(test)


def test_a_path_that_is_not_there_is_answered_in_words(own_cases):
    Case.open(own_cases / "mine").close()
    test = opened(case="mine")
    test.text_input("path").set_value("/nowhere/at/all.json")
    next(button for button in test.button if button.label == "Add").click().run()
    assert "There is no such file or folder" in texts(test)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.json", "[]"),
        ("nothing.json", ""),
        ("login.html", "<!doctype html><title>Sign in</title>"),
        ("x.csv", "a\n1\n"),
    ],
)
def test_a_file_without_events_is_listed_with_what_it_looks_like(own_cases, tmp_path, name, content):
    (tmp_path / name).write_text(content)
    test = give(own_cases, str(tmp_path / name))
    assert not test.exception
    assert "One file, 0 events" in texts(test)


def test_a_hostile_file_name_is_never_markdown(own_cases, tmp_path):
    name = "![x](http:__evil.test) <img src=x> `` [a](b).json"
    (tmp_path / name).write_text(json.dumps([record(1)]))
    test = give(own_cases, str(tmp_path / name))
    assert "One file, 1 event, nothing refused" in texts(test)
    drawn = [str(element.value) for element in [*test.markdown, *test.caption, *test.title, *test.subheader]]
    assert [text for text in drawn if "evil.test" in text] == [f"``` {name} ```"]


def test_an_upload_that_was_interrupted_is_shown_and_can_be_discarded(own_cases):
    Case.open(own_cases / "mine").close()
    inbox.begin(own_cases / "mine", "0123456789abcdef", "half.json", 100)
    test = opened(case="mine")
    assert "choose it again to go on" in texts(test)
    test.button("discard_0123456789abcdef").click().run()
    assert inbox.waiting(own_cases / "mine") == []
    assert "half.json" not in texts(test)


def test_work_outlives_the_screen_and_can_be_stopped(own_cases, tmp_path, monkeypatch):
    (tmp_path / "system.json").write_text(json.dumps([record(1)]))
    is_reading = threading.Event()

    def read_for_ever(case, paths, *, report, cancel):
        is_reading.set()
        cancel.wait(30)
        raise Cancelled("The work was stopped.", "Start again when you like.")

    monkeypatch.setattr(pipeline, "add_evidence", read_for_ever)
    Case.open(own_cases / "mine").close()
    test = opened(case="mine")
    case = cases.open_cases().get(own_cases / "mine")
    jobs().add(case, [tmp_path / "system.json"])
    assert is_reading.wait(20)
    elsewhere = opened(case="mine")
    elsewhere.button("stop_job").click().run()
    wait_for_work("mine")
    assert "Stopped after 0 of 1 files" in texts(test.run())


def test_a_defect_is_shown_as_one_and_the_case_stays_usable(own_cases, tmp_path, monkeypatch):
    (tmp_path / "system.json").write_text(json.dumps([record(1)]))

    def break_down(*_: object, **__: object) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr(pipeline, "judge", break_down)
    test = give(own_cases, str(tmp_path / "system.json"))
    assert "a defect" in test.exception[0].value
    assert "no findings were made of them yet" in texts(test)
    monkeypatch.undo()
    monkeypatch.setenv("CRUMBLINE_CASES", str(own_cases))
    test.button("judge").click().run()
    wait_for_work("mine")
    assert not test.run().exception
    assert "findings" in cases.open_cases().get(own_cases / "mine").tables()


def test_files_that_arrive_while_others_are_read_are_judged_with_them(own_cases, tmp_path, monkeypatch):
    judged = []
    monkeypatch.setattr(pipeline, "judge", lambda *_, **__: judged.append(1))
    is_reading, may_go_on = threading.Event(), threading.Event()
    add_evidence = pipeline.add_evidence

    def read_slowly(case, paths, *, report, cancel):
        is_reading.set()
        may_go_on.wait(20)
        return add_evidence(case, paths, report=report, cancel=cancel)

    monkeypatch.setattr(pipeline, "add_evidence", read_slowly)
    paths = [tmp_path / f"{number}.json" for number in (1, 2)]
    for number, path in enumerate(paths):
        path.write_text(json.dumps([record(number)]))
    case = cases.open_cases().get(own_cases / "mine")
    first = jobs().add(case, paths[:1])
    assert is_reading.wait(20)
    assert jobs().add(case, paths[1:]) is first
    may_go_on.set()
    wait_for_work("mine")
    assert (len(first.added), judged) == (2, [1])


def test_a_database_that_is_none_is_refused_before_it_is_kept(own_cases, tmp_path):
    (tmp_path / "city.mmdb").write_text("no database")
    Case.open(own_cases / "mine").close()
    test = opened(case="mine")
    test.text_area("databases").set_value(str(tmp_path / "city.mmdb"))
    next(button for button in test.button if button.label.startswith("Keep")).click().run()
    assert not test.exception
    assert "This needs a hand" in texts(test)
    assert given.read(cases.current()) == given.Given()
