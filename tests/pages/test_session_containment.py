"""The cards of containment and hand-off, without a browser: boxes, what the log shows, hostile text, answers."""

import functools
import json

import pytest

import judged
from analysis import acts, containment, findings_view, handoff
from analysis.containment import words
from analysis.findings_filter import Filter
from parts import cases
from screens import texts

TRUTH = {one["kind"]: one for one in json.loads((judged.SAMPLES / "demo-truth.json").read_text())["replays"]}
IDP = TRUTH["onepassword"]["session_id"]
USER = TRUTH["beyondtrust"]["session_id"]


@pytest.fixture
def screen(open_screen):
    """Open the screen on a case of this folder, at an address."""
    return functools.partial(open_screen, "session.py")


def opened_case(own_cases):
    return cases.open_cases().get(own_cases / "mine")


def box(test, words):
    return next(one for one in test.checkbox if one.label.startswith(words))


def test_the_title_counts_and_parts_stand_in_the_order_that_works(screen):
    test = screen(judged.demo, session=IDP)
    assert "Shut off: 1 of 14 done" in texts(test)
    labels = [part.label for part in test.expander if " done" in part.label]
    order = ("Before anything", "Close the ways", "Then end the sessions", "Then look again")
    assert [next(word for word in order if label.startswith(word)) for label in labels] == list(order)


def test_what_the_log_shows_as_undone_is_ticked_by_itself_and_locked(screen):
    test = screen(judged.demo, session=USER)
    made = box(test, "Suspend or deactivate the account")
    assert made.value
    assert made.disabled
    assert "seen in the log 5 Oct 15:30 UTC, by leila.anchor@example.com: user deactivated" in texts(test)


def test_the_filter_names_the_object_and_can_be_copied(screen):
    test = screen(judged.demo, session=IDP)
    assert any('target.id eq "0oaUuh6YTLfA67uahHXL"' in block.value for block in test.code)
    assert any("/api/v1/idps/0oaUuh6YTLfA67uahHXL/lifecycle/deactivate" in block.value for block in test.code)


def test_a_tick_is_kept_with_its_name_and_taken_back(screen, own_cases):
    test = screen(judged.demo, session=IDP)
    box(test, "Deactivate the identity provider").check().run()
    assert not test.exception
    assert "Shut off: 2 of 14 done" in texts(test)
    (kept,) = acts.of(opened_case(own_cases), what="tick")
    assert kept.author
    again = screen(judged.demo, session=IDP)
    assert f"by {kept.author}" in texts(again)
    box(again, "Deactivate the identity provider").uncheck().run()
    assert "Shut off: 1 of 14 done" in texts(again)
    assert len(acts.of(opened_case(own_cases), what="tick")) == 2


def test_the_overview_says_how_much_is_shut_off(open_screen, own_cases):
    told = words.standing
    said = texts(open_screen("overview.py", judged.demo))
    lines = containment.of_case(opened_case(own_cases))
    assert told(lines).startswith("5 of ")
    assert told(lines) in said
    assert told([line for line in lines if line.done is None]) == "Nothing is shut off yet."
    assert told([]) == ""


def test_a_session_that_nobody_took_for_a_replay_says_how_a_list_comes_to_be(screen):
    test = screen(judged.quiet, session="102quiet")
    assert "Nothing to shut off" in texts(test)
    assert "Judge it a replay" in texts(test)
    assert "No app to ask" in texts(test)


def test_hostile_names_stand_in_plain_text_and_code_only(screen, own_cases):
    screen(judged.hostile)
    case = opened_case(own_cases)
    (key,) = findings_view.page(case, Filter(("replay", "suspicious")))["session_key"]
    test = screen(judged.hostile, session=str(key))
    judged.no_markup_of_the_log(test)
    labels = [*(one.label for one in test.checkbox), *(one.label for one in test.expander)]
    assert labels
    assert not [label for label in labels if "stranger" in label or "HYPERLINK" in label]
    for line in containment.lines(case, str(key)):
        assert (line.filter or "").count('"') % 2 == (line.filter or "").count('\\"') % 2
        assert "\n" not in (line.filter or "")


def test_an_answer_is_kept_changes_the_title_and_can_be_taken_back(screen, own_cases):
    replay = TRUTH["cloudflare"]["session_id"]
    test = screen(judged.demo, session=replay)
    assert "apps to ask, no owner was asked yet" in texts(test)
    status = next(one for one in test.radio if one.label == "The owner")
    status.set_value("abuse found")
    next(one for one in test.text_area if one.label == "What the owner says").set_value("An export at 14:50.")
    next(one for one in test.button if one.label == "Keep the answer").click().run()
    assert not test.exception
    assert "1 answered, abuse found in 1" in texts(test)
    assert "An export at 14:50." in texts(test)
    case = opened_case(own_cases)
    app = next(one for one in handoff.of_session(case, replay) if one.answer)
    handoff.answer(case, app, "open", "", author="ada")
    assert "no owner was asked yet" in texts(screen(judged.demo, session=replay))
