"""The HAR screen without a browser: empty, with a file in memory, hostile names, the register."""

from __future__ import annotations

import functools
import json
import time
from typing import Any

import pytest

import judged
from analysis import pipeline
from analysis.har import register
from analysis.har.register import Upload
from har_corpus import Maker
from parts import cases, har_files
from screens import texts

TOKEN = "test-token"


@pytest.fixture
def screen(open_screen):
    """Open the screen on a case of this folder, at an address."""
    return functools.partial(open_screen, "har.py")


@pytest.fixture(autouse=True)
def nothing_held():
    yield
    har_files.SHELF.disallow(TOKEN)


def held(content: bytes):
    """Put a file into memory as an upload would."""
    har_files.SHELF.allow(TOKEN, "tab")
    file = har_files.SHELF.begin(TOKEN, "support.har", len(content))
    file.put(0, content)
    return file


def with_file(test, content: bytes):
    """The screen once the file was read."""
    held(content)
    test.session_state["har_token"] = TOKEN
    test.run()
    deadline = time.monotonic() + 30
    while "Reading the file" in texts(test) and time.monotonic() < deadline:
        time.sleep(0.05)
        test.run()
    assert not test.exception, test.exception
    return test


def document(entries) -> bytes:
    return json.dumps({"log": {"version": "1.2", "entries": entries}}).encode()


def case_of(name="mine"):
    return cases.open_cases().get(cases.root() / name)


def test_without_a_file_the_screen_says_what_to_do_and_gives_advice(screen):
    said = texts(screen())
    assert "Was a session in a HAR file used by somebody else?" in said
    assert "Send request ids and times" in said and "work without one" in said
    assert "No HAR file was entered in the register" in said


def test_a_file_is_told_without_a_log_and_forgotten_on_demand(screen):
    make = Maker()
    secret = make.token(40)
    test = with_file(
        screen(), document([make.entry(sent={"Cookie": f"sid={secret}", "Authorization": f"SSWS {secret}"})])
    )
    said = texts(test)
    assert "This file gives away" in said and "this case has no log" in said
    assert [frame for frame in test.dataframe if "kind" in frame.value.columns]
    assert secret not in said + "".join(frame.value.to_csv() for frame in test.dataframe)
    next(button for button in test.button if button.label == "Forget this file").click().run()
    assert "The file was forgotten" in texts(test) and har_files.SHELF.find(TOKEN) is None


def test_what_is_no_har_is_said_in_words(screen):
    said = texts(with_file(screen(judged.quiet), b"<html>no</html>"))
    assert "could not be read" in said and "looks like a web page" in said


def test_hostile_names_stay_text(screen):
    make = Maker()
    entry = make.entry(sent={judged.HOSTILE[:80]: make.token(40), "Cookie": f"{judged.PIXEL}={make.token(30)}"})
    entry["request"]["url"] = f"https://{judged.STRANGER.removeprefix('http://')}/x?{judged.PIXEL}=1"
    body = json.dumps({"login": f"{judged.PIXEL}@example.com", "userId": "00u1"})
    other = make.entry(url="https://corp.okta.com/api/v1/sessions/me", body=body, mime="application/json")
    test = with_file(screen(judged.demo), document([entry, other]))
    judged.no_markup_of_the_log(test)


def test_the_clean_copy_is_made_and_reported(screen):
    make = Maker()
    secret = make.token(40)
    test = with_file(screen(), document([make.entry(sent={"Cookie": f"sid={secret}"})]))
    test.button("har-make-clean").click().run()
    deadline = time.monotonic() + 30
    while "copy" not in har_files.SHELF.get(TOKEN).work and time.monotonic() < deadline:
        time.sleep(0.05)
    test.run()
    copy: Any = har_files.SHELF.get(TOKEN).work["copy"]
    assert secret.encode() not in b"".join(copy.pieces) and json.loads(b"".join(copy.pieces))
    assert "values were replaced" in texts(test)


def test_the_register_is_shown_at_a_glance_and_an_entry_by_its_link(screen):
    test = screen(judged.demo)
    case = case_of()
    row = first_replay(case)
    upload = Upload(row["actor_login"], row["divergence_at"], sent_to="the vendor", scrubbed="no", ticket="T-1")
    name = register.add(case, [upload], author="kim")[0]
    pipeline.judge(case)
    test = screen(upload=name)
    said = texts(test)
    assert "HAR file left the house in 90 days" in said and "One" in said
    assert "The upload of" in said and "Entered by kim" in said
    button = next(button for button in test.button if button.label == "Take it back")
    button.click().run()
    assert register.entries(case) == [] and not test.exception


def test_an_entry_that_is_not_there_is_said(screen):
    assert "no entry of the address" in texts(screen(judged.quiet, upload="nothing"))


def first_replay(case):
    key = case.rows("takeaway_sessions", bands=["replay"], kept_keys=[])[0]["session_key"]
    return case.rows("session_finding", session_key=key)[0]
