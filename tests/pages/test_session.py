"""The Session screen, without a browser: no session chosen, the demo's replays, hostile text, records."""

import functools
import json
from pathlib import Path

import pytest

import judged
from analysis import findings_filter, findings_view, session_view
from parts import cases
from screens import texts

TRUTH = json.loads((judged.SAMPLES / "demo-truth.json").read_text())["replays"]


@pytest.fixture
def screen(open_screen):
    """Open the screen on a case of this folder, at an address."""
    return functools.partial(open_screen, "session.py")


def opened_case(own_cases: Path):
    return cases.open_cases().get(own_cases / "mine")


def first_key(own_cases: Path) -> str:
    every = findings_filter.Filter(("replay", "suspicious", "explained", "clean"))
    return str(findings_view.page(opened_case(own_cases), every)["session_key"].iloc[0])


def test_a_case_without_evidence_sends_to_the_evidence(screen):
    assert [button.label for button in screen().button] == ["Add evidence"]


def test_no_session_chosen_offers_the_strongest(screen):
    test = screen(judged.demo)
    assert test.title[0].value == "Which session?"
    assert sum(button.label == "Open" for button in test.button) == 8


def test_a_session_of_another_case_is_said_to_be_unknown(screen):
    assert "This case has no session ![x](http://stranger.example/p)" in texts(
        screen(judged.demo, session="![x](http://stranger.example/p)")
    )


@pytest.mark.parametrize("replay", TRUTH, ids=[replay["kind"] for replay in TRUTH])
def test_the_demo_replays_are_told_with_their_divergence(screen, own_cases, replay):
    test = screen(judged.demo, session=replay["session_id"])
    login = replay["actor_login"].split("@")[0]
    assert test.title[0].value.startswith(f"{login}’s session was opened in ")
    hour = replay["divergence_at"][11:19]
    assert f"Divergence **{int(replay['divergence_at'][8:10])} Oct {hour} UTC**" in texts(test)
    view = session_view.load(opened_case(own_cases), replay["session_id"])
    foreign = view.events[view.events["is_foreign"]]
    assert set(foreign["event_id"]) == set(replay["foreign_event_ids"])
    assert view.finding["divergence_event_id"] == replay["divergence_event_id"]


def test_the_table_shows_foreign_events_first_and_all_on_demand(screen):
    test = screen(judged.demo, session=TRUTH[0]["session_id"])
    table = next(one.value for one in test.dataframe if "event_type" in one.value)
    assert len(table) == len(TRUTH[0]["foreign_event_ids"])


def test_an_event_in_the_address_opens_its_record_as_it_came(screen):
    replay = TRUTH[0]
    test = screen(judged.demo, session=replay["session_id"], event=replay["divergence_event_id"])
    record = json.loads(next(block.value for block in test.code if block.value.startswith("{")))
    assert record["uuid"] == replay["divergence_event_id"]
    assert "of ` demo-system-log.jsonl.gz `, as it came" in texts(test)


def test_an_event_of_another_session_is_said_not_to_be_here(screen):
    test = screen(judged.demo, session=TRUTH[0]["session_id"], event=TRUTH[1]["divergence_event_id"])
    assert not [block for block in test.code if block.value.startswith("{")]
    assert "is not one of this session" in texts(test)


def test_every_finding_of_the_demo_can_be_drawn(screen, own_cases):
    screen(judged.demo)
    every = findings_filter.Filter(("replay", "suspicious", "explained", "clean"))
    found = findings_view.page(opened_case(own_cases), every)
    for key in found.groupby(["band", "lane_count"])["session_key"].first():
        test = screen(session=key)
        assert test.title[0].value != "Which session?"


def test_points_add_up_to_the_score(screen, own_cases):
    screen(judged.demo)
    for replay in TRUTH:
        view = session_view.load(opened_case(own_cases), replay["session_id"])
        assert view.counted["points"].sum() == view.finding["score"]


def test_a_session_of_one_client_reads_so(screen, own_cases):
    test = screen(judged.quiet, session="102quiet")
    assert test.title[0].value == "ada’s session was used by one client"
    assert "No signal was found on this session" in texts(test)


def test_hostile_text_is_in_no_markdown_outside_a_code_span(screen, own_cases):
    judged.hostile(own_cases / "mine")
    key = first_key(own_cases)
    test = screen(session=key, event="event-10")
    assert "One person’s session" in test.title[0].value
    judged.no_markup_of_the_log(test)


def test_downloads_hold_every_event_shown_and_no_formula(own_cases):
    judged.hostile(own_cases / "mine")
    view = session_view.load(opened_case(own_cases), first_key(own_cases))
    made = view.events_csv(view.events)
    assert made.count(b"event-") == len(view.events)
    assert b'"=HYPERLINK' not in made and b"export.jsonl" in made
    records = view.records(view.events).decode().splitlines()
    assert [json.loads(line)["uuid"] for line in records] == view.events["event_id"].tolist()
    assert len(view.records(view.foreign).splitlines()) == len(view.foreign)


def test_the_first_screenful_says_who_when_from_where_and_what_they_did(screen):
    replay = TRUTH[1]
    said = texts(screen(judged.demo, session=replay["session_id"]))
    assert f"{replay['actor_login']}\nsession {replay['session_id']}" in said
    assert "192.0.2.172\nexample offshore hosting (AS65546)\nChicago\nWindows Chrome" in said
    assert "Four acts, two of them changes\n1  admin console opened" in said


def test_the_address_filters_the_events_and_the_controls_show_it(screen):
    replay = TRUTH[1]
    test = screen(judged.demo, session=replay["session_id"], which="all", find="admin console", kind="policy")
    assert test.text_input(key="events-find").value == "admin console"
    assert test.multiselect(key="events-kinds").value == ["policy"]
    events = next(one.value for one in test.dataframe if "event_type" in one.value)
    assert set(events["event_type"]) == {"policy.evaluate_sign_on"}


def test_a_control_writes_the_address_and_clearing_empties_it(screen):
    test = screen(judged.demo, session=TRUTH[1]["session_id"])
    test.text_input(key="events-find").set_value("idp").run()
    assert test.query_params["find"] == "idp"
    events = next(one.value for one in test.dataframe if "event_type" in one.value)
    assert len(events) == 2 and events["event_type"].str.contains("idp").all()
    test.button(key="events-clear").click().run()
    assert "find" not in test.query_params
    assert test.text_input(key="events-find").value == ""


def test_a_filter_without_a_match_says_what_to_do(screen):
    test = screen(judged.demo, session=TRUTH[1]["session_id"], find="nothing-of-the-kind")
    assert "No event matches. Find fewer words, or clear the filter." in texts(test)


def test_the_search_for_okta_names_session_addresses_and_window(screen):
    replay = TRUTH[1]
    test = screen(judged.demo, session=replay["session_id"])
    searches = [block.value for block in test.code if "published gt" in block.value]
    own = f'authenticationContext.externalSessionId eq "{replay["session_id"]}" and client.ipAddress eq "192.0.2.172"'
    assert any(search.startswith(own) for search in searches)


def test_the_record_moves_through_the_events_shown_and_shows_the_line_as_it_came(screen):
    replay = TRUTH[1]
    ids = replay["foreign_event_ids"]
    test = screen(judged.demo, session=replay["session_id"], event=replay["divergence_event_id"])
    assert f"1 of {len(ids)}" in texts(test)
    test.button(key="record-lanes-later").click().run()
    assert test.query_params["event"] != replay["divergence_event_id"]
    assert f"2 of {len(ids)}" in texts(test)
    test.segmented_control(key="record-lanes-form").set_value("As it came").run()
    raw = next(block.value for block in test.code if block.value.startswith("{"))
    assert "\n" not in raw.strip() and json.loads(raw)["uuid"] == test.query_params["event"]
    assert f'uuid eq "{test.query_params["event"]}"' in [block.value for block in test.code]
