"""The Take-away screen: what it offers, for which sessions, and the bundle that it makes behind the screen."""

from __future__ import annotations

import json
import zipfile

import judged
from analysis.case import Case
from screens import texts, wait_for_work


def _empty(folder) -> None:
    Case.open(folder).close()


def _labels(test) -> list[str]:
    return [button.label for button in test.button]


def test_a_case_without_findings_sends_to_the_evidence(open_screen):
    screen = open_screen("takeaway.py", _empty)
    assert screen.title[0].value == "There is nothing to take away yet"
    assert _labels(screen) == ["Add evidence"]


def test_the_demo_offers_its_suspected_sessions_and_the_address_can_ask_for_others(open_screen):
    screen = open_screen("takeaway.py", judged.demo)
    assert screen.title[0].value == "Four sessions to take to other tools, none confirmed by a person yet"
    assert screen.radio[0].value == "suspected"
    assert [option.split(" ")[0] for option in screen.radio[0].options] == ["0", "4", "5"]
    assert len(screen.get("download_button")) == 7
    assert open_screen("takeaway.py", judged.demo, sessions="all").radio[0].value == "all"
    assert open_screen("takeaway.py", judged.demo, sessions="nonsense").radio[0].value == "suspected"


def test_the_choice_of_sessions_stands_in_the_address(open_screen):
    screen = open_screen("takeaway.py", judged.demo)
    screen.radio[0].set_value("confirmed").run()
    assert screen.query_params["sessions"] == "confirmed"


def test_a_bundle_is_made_behind_the_screen_and_deleted_again(open_screen, own_cases):
    screen = open_screen("takeaway.py", judged.demo)
    screen.checkbox(key="bundle-records").uncheck()
    screen.button(key="make-bundle").click().run()
    wait_for_work("mine")
    screen.run()
    path = own_cases / "mine" / "takeaway" / "mine-case.zip"
    with zipfile.ZipFile(path) as packed:
        assert json.loads(packed.read("manifest.json"))["has_records"] is False
    assert any(str(path) in text.value for text in screen.text)
    screen.button(key="delete-bundle").click().run()
    assert not path.exists()
    assert "It lies in" not in texts(screen)
