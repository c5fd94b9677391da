"""A facilitator's evening in a real browser: a game is made, led and ended; what was done is there after a refresh."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from analysis.exercise.play import feeder, plays
from analysis.exercise.scenarios import document
from browser import harness

if TYPE_CHECKING:
    from playwright.sync_api import Page

LIVE_MS = 10_000
"""Within so long a screen shows what happened elsewhere, on a machine that is busy."""


@pytest.fixture
def answered(server, monkeypatch):
    """A game that lies on the disk before the server looks: somebody answered a question in free words."""
    monkeypatch.setattr(feeder.Feeder, "wake", lambda *_: None)
    registry = plays.Plays(server.cases)
    play = registry.new(document.find("helpdesk-reset"), seed=1, title="Thursday")
    play.join("Ada", "lead")
    play.start("facilitator")
    play.jump(46, "facilitator")
    play.run_at(5, "facilitator")
    play.answer("rule", "We call back at a known number.", "Ada")
    name = plays.name_of(play)
    registry.close()
    return name


def journal(page: Page, server) -> list[dict[str, Any]]:
    """What is written down of the game that the page shows; the server of a core has those of other tests too."""
    path = server.cases / ".games" / page.url.partition("case=~")[2][:6] / "journal.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def press(page: Page, name: str | re.Pattern[str], within: str = "") -> None:
    place = page.locator(within) if within else page
    place.get_by_role("button", name=name).first.click()


def said(page: Page, words: str | re.Pattern[str], within_ms: int = LIVE_MS) -> None:
    expect(page.get_by_text(words).first).to_be_visible(timeout=within_ms)


def test_a_game_is_made_led_and_ended_and_a_refresh_keeps_it(page, server):
    harness.open_page(page, f"{server.url}/exercise?case=demo&scenario=ten-minutes", 60)
    said(page, "Make a game for a team", 60_000)  # a server that is new makes the demo case first
    page.get_by_role("radio", name="Lanes").first.check(force=True)
    press(page, "Make the game")
    page.wait_for_url(re.compile(r"case=~[0-9a-f]{6}"))
    said(page, "Nobody sits at the table yet; 10 minutes to play")
    press(page, "Start the clock")
    said(page, re.compile(r"^Running: minute 0\.\d of 10"))
    press(page, "Send now")
    said(page, re.compile("1 of 3 messages sent"))
    press(page, re.compile("Give it"))
    press(page, "Give hint 1")
    said(page, re.compile("1 of 1 hint given"))
    press(page, "Jump ahead")
    said(page, "The clock never goes back.")
    page.get_by_role("button", name=re.compile("Jump to minute")).dblclick()
    said(page, re.compile(r"^[1-9] of 4 steps (has|have) happened in the log"))
    expect(page.get_by_text("The clock never goes back.")).to_have_count(0, timeout=LIVE_MS)  # the fold is closed
    assert [one["what"] for one in journal(page, server)].count("jumped") == 1, "a click too many jumps once"
    press(page, "Jump ahead")
    minute = page.get_by_role("spinbutton", name="Or to this minute")
    expect(minute).to_have_value("1.0", timeout=LIVE_MS)
    minute.fill("5")
    press(page, "Jump there")
    said(page, re.compile(r"^Running: minute 5\.\d of 10"))
    press(page, "Jump ahead")
    expect(minute).to_have_value("6.0", timeout=LIVE_MS)
    page.keyboard.press("Escape")
    press(page, "Hold the clock")
    held = page.get_by_text(re.compile(r"^Held: minute"))
    expect(held).to_be_visible(timeout=LIVE_MS)
    page.reload()
    harness.wait_until_idle(page)
    expect(page.get_by_text(held.inner_text())).to_be_visible(timeout=LIVE_MS)
    said(page, re.compile("1 of 1 hint given"))
    press(page, "End the game")
    press(page, "End it now")
    expect(page.get_by_role("button", name="End the game")).to_have_count(0, timeout=LIVE_MS * 2)
    harness.wait_until_idle(page)
    harness.no_error_box(page)


@pytest.mark.slow
def test_points_are_given_while_the_screen_goes_on_looking(page, server, answered):
    harness.open_page(page, f"{server.url}/exercise?case={answered}", 60)
    said(page, re.compile("1 to be marked by you"))
    press(page, "Go on")
    points = page.get_by_role("spinbutton", name="Points")
    points.fill("3")
    clock = page.get_by_text(re.compile(r"^Running at 5 times its speed: minute"))
    before = clock.inner_text()
    expect(clock).not_to_have_text(before, timeout=12_000)
    expect(points).to_have_value("3")
    press(page, "Mark")
    said(page, re.compile("3 of 5 points"))
    press(page, "Hold the clock")
    page.reload()
    harness.wait_until_idle(page)
    said(page, re.compile("3 of 5 points"))
    press(page, "See what players see")
    said(page, "You lead this game and look at what players see.")
    press(page, "Back to leading")
    said(page, re.compile("^Held: minute"))
    press(page, "All games")
    said(page, re.compile("exercises, 10 to 60 minutes"))
    said(page, "Thursday")
    harness.no_error_box(page)
