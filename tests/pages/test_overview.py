"""The Overview screen, without a browser: no case, nothing found, the demo, verdicts, hostile names, lossy exports."""

import functools
import gzip
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import judged
from analysis import pipeline, verdicts
from analysis.case import Case
from screens import opened, texts


@pytest.fixture
def screen(open_screen):
    """Open the screen on a case of this folder, at an address."""
    return functools.partial(open_screen, "overview.py")


def metrics(test: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in test.metric}


def labels(test: AppTest) -> list[str]:
    return [button.label for button in test.button]


def left_for(test: AppTest, button_key: str, monkeypatch) -> tuple[str, dict[str, str]]:
    """Where a button leads: the page and its query."""
    seen = []
    monkeypatch.setattr("streamlit.switch_page", lambda page, query_params=None: seen.append((page, query_params)))
    test.button(key=button_key).click().run()
    assert seen, button_key
    return seen[0]


def test_a_case_without_evidence_sends_to_the_evidence(screen):
    test = screen()
    assert "Nothing was judged yet" in texts(test)
    assert labels(test) == ["Add evidence"]


def test_the_demo_says_who_since_when_from_where_and_what_was_changed(screen):
    test = screen(judged.demo)
    assert test.title[0].value == "Four sessions look used by a client that never signed in to them"
    said = texts(test)
    assert "four people" in said and "5 October 2023 at 14:40:10 UTC" in said and "placed in Kuala Lumpur" in said
    assert "one identity provider changed and switched on" in said and "judged by the program" in said
    assert "3,920 events" in said and "409 sessions" in said
    assert metrics(test)["◆ likely replay"] == "4" and metrics(test)["Sessions"] == "409"
    assert "One likely replay on 5 October, then three within 13 days" in said
    assert "All four were used from three cities" in said
    assert "What this case cannot see" in said


def test_numbers_lead_to_what_is_behind_them(screen, monkeypatch):
    test = screen(judged.demo)
    assert left_for(test, "to-replay", monkeypatch) == ("findings.py", {"case": "mine", "band": "replay"})
    assert left_for(test, "to-look", monkeypatch)[1]["band"] == "suspicious"
    assert "explained" in left_for(test, "to-sessions", monkeypatch)[1]["band"]
    assert left_for(test, "to-longest", monkeypatch)[0] == "session.py"
    assert left_for(test, "open-start-0", monkeypatch)[0] == "session.py"
    assert left_for(test, "all-suspects", monkeypatch)[0] == "findings.py"
    assert left_for(test, "to-changes", monkeypatch) == ("changes.py", {"case": "mine", "side": "foreign"})
    assert left_for(test, "to-evidence", monkeypatch)[0] == "evidence.py"


def test_a_window_of_the_address_lists_its_sessions_and_leads_to_findings(screen, monkeypatch):
    window = {"from": "2023-10-05T14:00", "until": "2023-10-05T15:00"}
    test = screen(judged.demo, **window)
    said = texts(test)
    assert "5 Oct 14:00 to 15:00" in said and "two of them suspected" in said
    assert "divergence 5 Oct 14:40:10" in said
    page, query = left_for(test, "window-findings", monkeypatch)
    assert page == "findings.py" and query == {"case": "mine"} | window
    test = screen(judged.demo, **window)
    test.button(key="whole-case").click().run()
    assert "from" not in test.query_params and "two of them suspected" not in texts(test)


def test_nonsense_in_the_address_is_the_whole_case(screen):
    test = screen(judged.demo, **{"from": "![p](x)", "until": "9999999"})
    assert "of them suspected" not in texts(test)


def test_verdicts_are_told_apart_from_what_the_program_says(screen, own_cases: Path):
    judged.demo(own_cases / "mine")
    with Case.open(own_cases / "mine") as case:
        rows = case.frame("overview_suspects", judged_keys=[], judged_verdicts=[])
        keys = rows[rows["band"].eq("replay")]["session_key"].to_list()
        shared = {"basis": "log only", "author": "ek", "reason": "seen"}
        verdicts.give(case, keys[:1], "replay", **shared)
        verdicts.give(case, keys[1:2], "benign", **shared)
    test = screen()
    title = "One session was replayed, confirmed by a person; two more look like it"
    assert test.title[0].value == title
    assert "Judged by a person: one replay, one benign. 3 open." in texts(test)
    assert metrics(test)["◆ likely replay"] == "3"
    assert "confirmed by a person" in texts(test)


def test_when_all_is_cleared_no_suspect_is_left(screen, own_cases: Path):
    judged.demo(own_cases / "mine")
    with Case.open(own_cases / "mine") as case:
        keys = case.frame("overview_suspects", judged_keys=[], judged_verdicts=[])["session_key"].to_list()
        verdicts.give(case, keys, "benign", basis="log only", author="ek", reason="asked")
    test = screen()
    assert test.title[0].value == "No suspect is left: a person judged five sessions benign"
    assert not any(label == "Open" for label in labels(test))


def test_support_access_alone_is_no_replay_and_has_no_map(screen, own_cases: Path):
    judged.demo(own_cases / "mine")
    with Case.open(own_cases / "mine") as case:
        rows = case.frame("overview_suspects", judged_keys=[], judged_verdicts=[])
        keys = rows[rows["band"].eq("replay")]["session_key"].to_list()
        verdicts.give(case, keys, "benign", basis="log only", author="ek", reason="asked")
    test = screen()
    assert test.title[0].value == "No likely replay; somebody was let in to one session for support"
    said = texts(test)
    assert "Start with these" in said and "One session worth a look, on 5 October" in said
    assert "map" not in said and "divergence" not in said.lower()


def test_a_quiet_case_says_what_was_examined_and_what_cannot_be_seen(screen):
    test = screen(judged.quiet)
    assert test.title[0].value == "Nothing here looks like a replayed session"
    said = texts(test)
    assert "4 events in one session were examined" in said and "phishing proxy" in said
    assert "Start with these" not in said


def test_hostile_names_stay_text(screen):
    test = screen(judged.hostile, **{"from": "2023-10-13T12:00", "until": "2023-10-13T13:00"})
    judged.no_markup_of_the_log(test)
    for metric in test.metric:
        assert "stranger" not in f"{metric.label}{metric.value}{metric.delta}"


def test_an_admin_console_file_says_what_it_lacks(screen, own_cases: Path, tmp_path: Path):
    export = tmp_path / "console.csv"
    export.write_bytes(gzip.decompress((judged.SAMPLES / "demo-admin-console.csv.gz").read_bytes()))
    with Case.open(own_cases / "mine") as case:
        pipeline.add_evidence(case, [export])
        pipeline.judge(case)
    test = screen()
    said = texts(test)
    assert "This kind of file does not carry" in said and "could not be judged at all" in said
    assert "never signed in" not in test.title[0].value or "look" in test.title[0].value


def test_an_export_without_a_session_has_nothing_to_judge(screen, own_cases: Path, tmp_path: Path):
    export = tmp_path / "log.jsonl"
    export.write_text("")
    with Case.open(own_cases / "mine") as case:
        pipeline.add_evidence(case, [export])
        pipeline.judge(case)
    test = screen()
    assert "nothing to judge" in test.title[0].value


def test_the_phone_form_has_two_figures_a_row(screen):
    test = screen(judged.demo)
    test.button(key="phone_switch").click().run()
    assert not test.exception
    assert list(metrics(test)) == ["◆ likely replay", "◐ worth a look", "Longest in foreign hands", "Unseen for"]


def test_the_bare_address_opens_the_overview(own_cases: Path):
    judged.demo(own_cases / "demo")
    test = opened(case="demo")
    assert "Four sessions" in test.title[0].value
