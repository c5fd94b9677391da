"""The Person screen, without a browser: nobody chosen, the demo's victims, somebody else, hostile text."""

import functools
import json

import pytest

import judged
from screens import texts

TRUTH = json.loads((judged.SAMPLES / "demo-truth.json").read_text())["replays"]
VICTIM = TRUTH[1]["actor_login"]


@pytest.fixture
def screen(open_screen):
    """Open the screen on a case of this folder, at an address."""
    return functools.partial(open_screen, "person.py")


def test_a_case_without_evidence_sends_to_the_evidence(screen):
    assert [button.label for button in screen().button] == ["Add evidence"]


def test_nobody_chosen_offers_people_those_with_findings_first(screen):
    test = screen(judged.demo)
    assert test.title[0].value == "Which person?"
    table = test.dataframe[0].value
    assert table["band"].iloc[0] == "◆ likely replay"


def test_the_search_stands_in_the_address(screen):
    test = screen(judged.demo, q=VICTIM.split("@")[0])
    assert test.dataframe[0].value["person"].tolist() == [VICTIM]


def test_somebody_of_another_case_is_said_to_be_unknown(screen):
    test = screen(judged.demo, person="![x](http://stranger.example/p)")
    assert "This case has no person ![x](http://stranger.example/p)" in texts(test)
    judged.no_markup_of_the_log(test)


def test_a_victim_is_told_with_what_is_new(screen):
    test = screen(judged.demo, person=VICTIM)
    assert test.title[0].value.endswith("sessions is a likely replay")
    words = texts(test)
    assert "### New since " in words and "one network" in words and "Suspicion from **" in words
    assert any("foreign client" in set(frame.value.get("by", [])) for frame in test.dataframe)


def test_an_event_in_the_address_opens_its_record(screen):
    test = screen(judged.demo, person=VICTIM, event=TRUTH[1]["divergence_event_id"])
    assert json.loads(test.code[-1].value)["uuid"] == TRUTH[1]["divergence_event_id"]


def test_an_honest_person_has_no_window_of_suspicion(screen):
    test = screen(judged.quiet, person="ada@example.com")
    assert test.title[0].value == "Nothing was seen on ada’s one session"
    assert "### No window of suspicion" in texts(test)


def test_hostile_text_is_in_no_markdown(screen):
    test = screen(judged.hostile, person="00u1")
    assert test.title[0].value == "This person’s only session is a likely replay"
    judged.no_markup_of_the_log(test)
    judged.no_markup_of_the_log(screen(judged.hostile))
