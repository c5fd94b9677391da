"""The Hunt screen: a query is shown by a link and run by a person, an error is a sentence, hostile text stays text."""

from __future__ import annotations

import functools
import time

import pytest

import judged
from parts import cases, hunt_editor, hunt_runs, hunt_sigma
from screens import texts

RULE = "title: T\nlogsource: {product: okta}\nlevel: low\ndetection:\n  a: {eventType|contains: user}\n  condition: a\n"


@pytest.fixture
def screen(open_screen):
    """Open the screen on a case of this folder, at an address."""
    return functools.partial(open_screen, "hunt.py")


def ended(test, key=hunt_editor.RUN_ID):
    """The screen once the run of this tab has ended."""
    run, deadline = hunt_runs.runs().get(test.session_state[key]), time.monotonic() + 30
    while run.is_running and time.monotonic() < deadline:
        time.sleep(0.02)
    test.run()
    assert not test.exception, test.exception
    return test


def asked(test, text):
    test.text_area(hunt_editor.TEXT).set_value(text)
    next(button for button in test.button if button.label == "Run").click().run()
    assert not test.exception, test.exception
    return test


def test_a_case_without_evidence_sends_to_the_evidence(screen):
    test = screen()
    assert "Nothing was judged yet" in texts(test)
    assert [button.label for button in test.button] == ["Add evidence"]


def test_a_link_shows_a_ready_query_and_runs_nothing(screen):
    test = screen(judged.demo, query="longest_sessions")
    assert "order by hours desc" in test.text_area(hunt_editor.TEXT).value
    assert "The longest sessions" in texts(test) and "Look for: Sessions over days" in texts(test)
    assert "No answer yet" in texts(test) and hunt_editor.RUN_ID not in test.session_state
    nothing = screen(query="drop table findings")
    assert nothing.text_area(hunt_editor.TEXT).value == hunt_editor.FIRST


def test_a_query_is_run_its_sessions_named_and_its_history_kept(screen, own_cases):
    test = ended(asked(screen(judged.demo), "select session_key, score from findings order by score desc limit 3"))
    assert "3 rows, 3 sessions" in texts(test)
    shown = [frame.value for frame in test.dataframe if "score" in frame.value.columns]
    assert len(shown) == 2 and shown[1]["band"].iloc[0] == "◆ likely replay"
    from analysis.hunt import saved

    case, deadline = cases.open_cases().get(own_cases / "mine"), time.monotonic() + 10
    while not saved.history(case) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert [(one.rows, one.outcome) for one in saved.history(case)] == [(3, "answered")]


def test_what_may_not_run_is_told_at_once(screen):
    test = asked(screen(judged.quiet), "drop table findings")
    assert "the case is only read here" in texts(test)
    assert "findings" in cases.open_cases().get(cases.root() / "mine").tables()


def test_an_error_of_duckdb_is_a_sentence_with_its_own_words_as_code(screen):
    test = ended(asked(screen(judged.quiet), "select nothing_here from findings"))
    assert "A column or a function is not what the query takes it for." in texts(test)
    assert "nothing_here" in test.code[0].value


def test_hostile_text_in_an_answer_is_in_no_markdown(screen):
    test = ended(asked(screen(judged.hostile), "select * from events join sessions on true limit 100"))
    assert "rows" in texts(test)
    judged.no_markup_of_the_log(test)


def test_tables_and_columns_can_be_searched(screen):
    test = screen(judged.quiet)
    test.segmented_control("hunt_side").set_value("Tables").run()
    test.text_input("hunt_search").set_value("dt_hash").run()
    assert not test.exception
    assert "dt_hash" in set(test.dataframe[0].value["column"])


def test_a_query_is_kept_with_a_name_and_an_author(screen):
    test = screen(judged.quiet)
    test.text_input("hunt_name").set_value("![mine](x)")
    test.button("hunt_keep").click().run()
    assert "Nobody keeps this query." in texts(test)
    test.text_input(hunt_editor.AUTHOR).set_value("ada")
    test.button("hunt_keep").click().run()
    assert not test.exception
    listed = test.dataframe[0].value
    assert listed["question"].iloc[-1] == "![mine](x)" and listed["by"].iloc[-1] == "ada"
    assert "![mine]" not in "".join(one.value for one in test.markdown)


def test_sigma_rules_are_run_from_a_folder(screen, tmp_path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.yml").write_text(RULE, encoding="utf-8")
    (tmp_path / "rules" / "b.yml").write_text(RULE.replace("eventType|contains", "CommandLine"), encoding="utf-8")
    test = screen(judged.demo, by="sigma")
    assert "No rules were run yet" in texts(test)
    test.text_input("sigma_path").set_value(str(tmp_path / "rules"))
    next(button for button in test.button if button.label == "Run the rules").click().run()
    test = ended(test, hunt_sigma.RUN_ID)
    assert "1 of 1 rules found events; 1 could not be run" in texts(test)
    assert "no field" in test.dataframe[1].value["why"].iloc[0]


def test_a_folder_that_is_not_there_is_a_sentence(screen):
    test = screen(judged.quiet, by="sigma")
    test.text_input("sigma_path").set_value("/nowhere/at/all")
    next(button for button in test.button if button.label == "Run the rules").click().run()
    assert not test.exception
    assert "cannot be read" in texts(test)
