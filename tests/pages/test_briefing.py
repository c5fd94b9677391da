"""The Briefing screen, without a browser: its page, what is edited in place, an empty case, hostile text."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

import judged
from analysis.briefing import edits
from analysis.case import Case
from parts import cases
from screens import texts


def _empty(folder) -> None:
    Case.open(folder).close()


def _edits() -> edits.Edits:
    return edits.of(cases.open_cases().get(cases.root() / "mine"))


def test_a_case_without_findings_sends_to_the_evidence(open_screen):
    screen = open_screen("briefing.py", _empty)
    assert screen.title[0].value == "Nothing was judged yet"
    assert [button.label for button in screen.button] == ["Add evidence"]


def test_the_demo_is_on_one_page(open_screen):
    screen = open_screen("briefing.py", judged.demo)
    said = texts(screen)
    assert screen.title[0].value == "Four sessions look used by a client that never signed in to them"
    for title in ("Decisions needed", "How sure, and why", "What has been done", "Who and what is affected"):
        assert f"### {title}" in said
    assert [metric.value for metric in screen.metric][:2] == ["4", "4"]
    assert len(screen.expander) == 8, "the cities, and seven sections behind"
    assert "Reporting clocks" not in said, "no clock runs that nobody switched on"


def test_nothing_found_is_a_briefing_too(open_screen):
    screen = open_screen("briefing.py", judged.quiet)
    assert screen.title[0].value == "Nothing here looks like a replayed session"
    assert "Decide whether this log reaches far enough" in texts(screen)


def test_hostile_text_stays_text(open_screen):
    judged.no_markup_of_the_log(open_screen("briefing.py", judged.hostile))


def _inside(form: str) -> None:
    """What a dialog holds, drawn by itself: the test driver cannot click inside of one."""
    import importlib

    from analysis.briefing import edits
    from parts import briefing_kept, cases

    case = cases.current()
    part = importlib.import_module(f"parts.{form}")
    if form == "briefing_words":
        part.draw_form(case, briefing_kept.briefing(case), edits.of(case))
    else:
        part.draw_form(case, edits.of(case))


@pytest.fixture
def form(own_cases):
    """Open what is inside of a dialog on the demo case."""

    def opened(name: str) -> AppTest:
        judged.demo(own_cases / "mine")
        test = AppTest.from_function(_inside, args=(name,), default_timeout=60)
        test.session_state["case"] = "mine"
        test.run()
        assert not test.exception, test.exception
        return test

    return opened


def _keep(test: AppTest) -> None:
    next(button for button in test.button if button.label == "Keep").click().run()
    assert not test.exception, test.exception


def test_words_that_a_person_gives_stand_on_the_page(form, open_screen):
    test = form("briefing_words")
    test.text_input(key="headline").set_value("Our *own* headline")
    test.checkbox(key="show-counsel").uncheck()
    _keep(test)
    assert _edits().headline == "Our *own* headline"
    screen = open_screen("briefing.py")
    assert screen.title[0].value == r"Our \*own\* headline", "typed signs are no markup"
    assert "which duties to report" not in texts(screen)


def test_a_clock_runs_only_where_it_is_switched_on_and_given_a_moment(form, open_screen):
    test = form("briefing_clocks")
    test.checkbox(key="clock-gdpr").check()
    test.text_input(key="at-gdpr-aware").set_value("2023-10-18 09:00")
    test.text_input(key="contract-name").set_value("Bank")
    _keep(test)
    screen = open_screen("briefing.py")
    assert "### Reporting clocks" in texts(screen)
    tables = "".join(frame.value.to_string() for frame in screen.dataframe)
    assert "21 Oct 2023 09:00 UTC" in tables and "Bank" in tables and "not started" in tables


def test_a_moment_that_is_none_is_refused_in_words(form):
    test = form("briefing_clocks")
    test.checkbox(key="clock-gdpr").check()
    test.text_input(key="at-gdpr-aware").set_value("tomorrow")
    _keep(test)
    assert not _edits().clocks
    assert "is no time" in " ".join(str(element.value) for element in [*test.error, *test.text, *test.markdown])


def test_masked_names_are_nowhere_on_the_page(form, open_screen):
    test = form("briefing_form")
    test.checkbox(key="masked").check()
    _keep(test)
    screen = open_screen("briefing.py")
    shown = texts(screen) + "".join(frame.value.to_string() for frame in screen.dataframe)
    assert "Person A" in shown and "salma" not in shown.lower() and "@example.com" not in shown
