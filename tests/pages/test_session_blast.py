"""The card with the blast radius, without a browser: the demo, a later event's record, no divergence, hostile text."""

import functools
import json

import pytest

import judged
from analysis import findings_filter, findings_view
from parts import cases
from screens import texts

TRUTH = {one["kind"]: one for one in json.loads((judged.SAMPLES / "demo-truth.json").read_text())["replays"]}


@pytest.fixture
def screen(open_screen):
    """Open the screen on a case of this folder, at an address."""
    return functools.partial(open_screen, "session.py")


def test_the_demo_says_what_was_done_and_tried_again(screen):
    said = texts(screen(judged.demo, session=TRUTH["onepassword"]["session_id"]))
    assert "Four acts of the other client; it later tried one thing that it had made or changed, in vain" in said
    assert "which ends 20 Oct 23:18" in said


def test_the_apps_and_the_list_stand_in_tables(screen):
    test = screen(judged.demo, session=TRUTH["cloudflare"]["session_id"])
    labels = [expander.label for expander in test.expander]
    assert any("apps opened" in label for label in labels)
    lists = [table.value for table in test.dataframe if "later" in table.value.columns]
    assert [len(table) for table in lists] == [4]


def test_a_later_event_opens_below_the_card_with_the_way_to_its_session(screen):
    replay = TRUTH["onepassword"]
    (later,) = replay["consequence_event_ids"]
    test = screen(judged.demo, session=replay["session_id"])
    test.session_state["record_below"] = "blast"
    test.query_params["event"] = later
    test.run()
    assert not test.exception
    assert any(later in block.value for block in test.code)


def test_a_later_event_in_the_address_opens_below_the_card_too(screen):
    replay = TRUTH["onepassword"]
    (later,) = replay["consequence_event_ids"]
    test = screen(judged.demo, session=replay["session_id"], event=later)
    assert any(later in block.value for block in test.code)
    assert "not one of this session" not in texts(test)


def test_an_event_of_nowhere_is_said_to_be_none_of_it(screen):
    test = screen(judged.demo, session=TRUTH["onepassword"]["session_id"])
    test.session_state["record_below"] = "blast"
    test.query_params["event"] = "no such event"
    test.run()
    assert "not one of this session, and nothing that came of it" in texts(test)


def test_without_divergence_the_card_says_why_it_is_empty(screen, own_cases):
    screen(judged.quiet)
    every = findings_filter.Filter(("replay", "suspicious", "explained", "clean"))
    case = cases.open_cases().get(own_cases / "mine")
    keys = findings_view.page(case, every)["session_key"].tolist() or ["102quiet"]
    said = texts(screen(judged.quiet, session=keys[0]))
    assert "No divergence, and so no blast radius" in said
    assert "there is nothing to follow" in said


def test_hostile_text_is_no_markup_in_the_card(screen, own_cases):
    screen(judged.hostile)
    case = cases.open_cases().get(own_cases / "mine")
    key = findings_view.page(case, findings_filter.Filter(("replay", "suspicious")))["session_key"].iloc[0]
    test = screen(judged.hostile, session=key)
    assert "of the other client" in texts(test)
    judged.no_markup_of_the_log(test)
