"""The Case log as a screen: what it says of an empty case, what it lists, what it narrows to."""

from __future__ import annotations

import judged
from analysis import findings_view, notes, verdicts
from analysis.acts import Subject
from analysis.case import Case
from analysis.findings_filter import Filter
from screens import texts


def _worked_on(folder) -> None:
    judged.demo(folder)
    with Case.open(folder) as case:
        key = findings_view.page(case, Filter()).iloc[0]["session_key"]
        verdicts.give(case, [key], "unsure", basis="log only", author="RK")
        notes.write(case, Subject("session", key), judged.HOSTILE, author="RK")


def _empty(folder) -> None:
    Case.open(folder).close()


def test_an_empty_case_says_what_will_stand_here_and_leads_on(open_screen):
    screen = open_screen("log.py", _empty)
    assert screen.title[0].value == "Nothing was done in this case yet"
    assert [button.label for button in screen.button] == ["Add evidence"]


def test_every_act_is_a_line_with_who_and_what(open_screen):
    screen = open_screen("log.py", _worked_on)
    assert screen.title[0].value == "Two acts by one person, one file given"
    table = screen.dataframe[0].value
    assert list(table["author"]) == ["RK", "RK", ""]
    assert table["words"][1] == "Verdict: unsure"
    assert table["subject"][1].startswith("session ") and "@" in table["subject"][1]
    judged.no_markup_of_the_log(screen)


def test_the_address_narrows_the_log_to_kinds_and_words(open_screen):
    screen = open_screen("log.py", _worked_on, kind="verdict")
    assert list(screen.dataframe[0].value["words"]) == ["Verdict: unsure"]
    screen = open_screen("log.py", _worked_on, q="nothing like this")
    assert "No entry matches" in texts(screen)
    assert not screen.dataframe


def test_a_note_on_the_case_is_kept_and_shown(open_screen):
    screen = open_screen("log.py", _worked_on)
    screen.text_area[0].set_value("Called Okta support")
    next(button for button in screen.button if button.label == "Keep").click()
    screen.run()
    assert any("Called Okta support" in text.value for text in screen.text)
    screen.run()
    star = next(button for button in screen.button if button.label == "Star")
    star.click()
    screen.run()
    assert any(button.label == "Starred" for button in screen.button)
