"""The Network screen, without a browser: none chosen, the demo's, nonsense, hostile text, marking as ours."""

import functools
import json

import pytest

import judged
from analysis import settings
from parts import cases
from screens import texts

THIEF = "AS65546"
REPLAY = json.loads((judged.SAMPLES / "demo-truth.json").read_text())["replays"][1]


@pytest.fixture
def screen(open_screen):
    """Open the screen on a case of this folder, at an address."""
    return functools.partial(open_screen, "network.py")


def test_a_case_without_evidence_sends_to_the_evidence(screen):
    assert [button.label for button in screen().button] == ["Add evidence"]


def test_none_chosen_offers_those_of_foreign_clients_first(screen):
    test = screen(judged.demo)
    assert test.title[0].value == "Which network?"
    assert test.dataframe[0].value["network"].iloc[0] == THIEF
    assert "IP to ASN data: RouteViews, NRO, DB-IP" in texts(test)


@pytest.mark.parametrize("asked", ["![x](http://stranger.example/p)", "192.0.2.254", "AS4200000000"])
def test_what_is_no_network_or_not_here_is_said(screen, asked):
    test = screen(judged.demo, network=asked)
    assert asked in texts(test) and test.title[0].value == "Which network?"
    judged.no_markup_of_the_log(test)


def test_the_network_of_the_replays_says_who_and_what(screen):
    test = screen(judged.demo, network=THIEF)
    assert (
        test.title[0].value
        == f"{THIEF} carried a foreign client of four sessions of four people; nobody signed in here"
    )
    words = texts(test)
    assert "So says Okta, which knows services at the address." in words and "IP to ASN data" in words
    assert "No indicator names it" in words


def test_an_event_in_the_address_opens_its_record_or_is_said_to_be_unknown(screen):
    test = screen(judged.demo, network=THIEF, event=REPLAY["divergence_event_id"])
    assert json.loads(test.code[-1].value)["uuid"] == REPLAY["divergence_event_id"]
    unknown = "The event in the address is not one of this case."
    assert unknown in texts(screen(judged.demo, network=THIEF, event="![x](y)")) and unknown not in texts(test)


def test_hostile_text_is_in_no_markdown(screen):
    test = screen(judged.hostile, network="198.51.100.9")
    assert "carried a foreign client of one session of one person" in test.title[0].value
    judged.no_markup_of_the_log(test)
    judged.no_markup_of_the_log(screen(judged.hostile))


def test_marked_as_ours_shows_what_would_change_and_keeps_nothing_before(screen, own_cases):
    test = screen(judged.demo, network="AS64497")
    case = cases.open_cases().get(own_cases / "mine")
    test.text_input(key="ours-name").input("Remote access")
    test.selectbox(key="ours-kind").select("vpn")
    next(button for button in test.button if button.label == "Mark as ours").click().run()
    assert "Not kept yet" in texts(test) and not settings.networks(settings.in_force(case))
    next(button for button in test.button if button.label == "What would change").click().run()
    assert "nothing is kept yet" in texts(test)
    next(button for button in test.button if button.form_id == "keep_settings" and button.label == "Keep").click().run()
    (entry,) = settings.networks(settings.in_force(case))
    assert (entry.network, entry.name, entry.kind) == ("AS64497", "Remote access", "vpn")
    test = screen(network="AS64497")
    assert "### Marked as yours" in texts(test)
    next(button for button in test.button if button.label == "Take it off the list").click().run()
    assert "Not kept yet" in texts(test)
