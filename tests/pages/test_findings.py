"""The Findings screen, without a browser: no case, nothing found, the demo, hostile names."""

import functools
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import judged
from analysis import findings_view
from analysis.findings_filter import Filter
from parts import cases
from screens import texts


@pytest.fixture
def screen(open_screen):
    """Open the screen on a case of this folder, at an address."""
    return functools.partial(open_screen, "findings.py")


def table(test: AppTest):
    return test.dataframe[0].value


def test_a_case_without_evidence_sends_to_the_evidence(screen):
    test = screen()
    assert "Nothing was judged yet" in texts(test)
    assert [button.label for button in test.button] == ["Add evidence"]


def test_nothing_found_says_what_was_examined_and_what_cannot_be_seen(screen):
    test = screen(judged.quiet)
    said = texts(test)
    assert "No session looks replayed in what was read" in said
    assert "4 events in one session were examined" in said
    assert "phishing proxy" in said, "what no export can show"


def test_the_demo_names_its_replays_strongest_first(screen):
    test = screen(judged.demo)
    assert "sessions are likely replays" in test.title[0].value
    shown = table(test)
    assert shown["score"].is_monotonic_decreasing
    assert shown["band"].iloc[0] == "◆ likely replay"
    assert {"leila.anchor", "salma.ladder", "greta.meadow"} <= set(shown["person"].head(4))
    assert all(len(chips) for chips in shown["reasons"].head(4))
    assert all(len(bars) == 12 and sum(bars) for bars in shown["activity"])


def test_the_strongest_is_chosen_and_previewed(screen):
    test = screen(judged.demo)
    said = texts(test)
    assert "leila.anchor@example.com" in said
    assert "Another client held this session" in said
    assert [button.label for button in test.button if button.proto.type == "primary"] == ["Open session"]
    assert "session" not in test.query_params, "an address written at once would catch Back on this screen"


def test_the_address_chooses_bands_and_words(screen):
    few = screen(judged.demo, band="explained")
    assert set(table(few)["band"]) == {"○ likely honest"}
    found = screen(judged.demo, band="replay,suspicious,explained", q="Kuala Lumpur")
    assert 0 < len(table(found)) < 20
    assert set(table(screen(judged.demo, q="salma"))["person"]) == {"salma.ladder"}
    assert len(table(screen(judged.demo, q="indicator of 2023"))) >= 2


def test_an_address_that_makes_no_sense_does_no_harm(screen):
    assert len(table(screen(judged.demo, page="0", session="nobody"))) > 3
    test = screen(judged.demo, band="nonsense", page="99999999999", q="'; drop table findings; --")
    assert "No finding matches" in texts(test)


def test_a_search_is_kept_in_the_address(screen):
    test = screen(judged.demo)
    next(field for field in test.text_input if field.label == "Search").set_value("salma").run()
    assert not test.exception
    assert test.query_params["q"] == "salma"
    assert set(table(test)["person"]) == {"salma.ladder"}


def test_the_address_narrows_to_signal_person_network_time_and_privilege(screen):
    every = "replay,suspicious,explained,clean"
    whole = table(screen(judged.demo, band=every))
    assert set(table(screen(judged.demo, person="salma.ladder@example.com"))["person"]) == {"salma.ladder"}
    for query in (
        {"signal": "interleaving"},
        {"privileged": "yes"},
        {"from": "2023-10-10"},
        {"until": "2023-10-10T12:00"},
    ):
        found = table(screen(judged.demo, band=every, **query))
        assert 0 < len(found) < len(whole), query
    assert "No finding matches" in texts(screen(judged.demo, network="AS1"))


def test_what_the_list_is_narrowed_to_is_said_and_ended_by_a_click(screen):
    test = screen(judged.demo, person="salma.ladder@example.com", sort="oldest")
    assert any(text.value == "Only person salma.ladder@example.com" for text in test.text)
    next(button for button in test.button if button.label == "Show all again").click().run()
    assert "person" not in test.query_params and "sort" not in test.query_params
    assert len(table(test)) > 3


def test_the_order_of_the_list_can_be_the_time(screen):
    shown = table(screen(judged.demo, sort="oldest"))
    assert shown["divergence"].dropna().is_monotonic_increasing


def test_a_filter_is_saved_shown_again_and_taken_out(screen):
    test = screen(judged.demo, q="salma", privileged="yes")
    next(field for field in test.text_input if field.label == "Save it as").set_value("admins called salma")
    next(button for button in test.button if button.label == "Save").click().run()
    assert not test.exception
    test = screen(judged.demo)
    assert test.selectbox(key="filter-saved").value == "admins called salma"
    next(button for button in test.button if button.key == "filter-apply").click().run()
    assert (test.query_params["q"], test.query_params["privileged"]) == ("salma", "yes")
    next(button for button in test.button if button.label == "Take out").click().run()
    assert any("Nobody saved a filter yet" in one.value for one in test.caption)


def test_next_and_previous_move_the_choice(screen):
    test = screen(judged.demo)
    first, second = findings_view.page(cases.open_cases().get(cases.root() / "mine"), Filter())["session_key"].head(2)
    next(button for button in test.button if button.label == "Next").click().run()
    assert test.query_params["session"] == second
    next(button for button in test.button if button.label == "Previous").click().run()
    assert test.query_params["session"] == first


def test_hostile_text_is_in_no_markdown(screen):
    test = screen(judged.hostile)
    judged.no_markup_of_the_log(test)
    assert any("One person" in one.value for one in test.markdown)


def test_the_download_holds_no_formula(own_cases: Path):
    from analysis import findings_filter

    judged.hostile(own_cases / "mine")
    case = cases.open_cases().get(own_cases / "mine")
    made = findings_view.csv(findings_view.page(case, findings_filter.Filter(("replay", "suspicious", "explained"))))
    assert b'"=HYPERLINK' not in made and b"'=HYPERLINK" in made
