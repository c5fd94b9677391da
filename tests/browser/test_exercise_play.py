"""The player's screen in a browser: a game alone from start to end, and typing that outlives what others do."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from analysis.exercise.play.plays import Plays, name_of
from analysis.exercise.scenarios import document
from browser import harness
from browser.conftest import DESKTOP, PHONE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAME = "Ada"
SOON_MS = 15_000


@pytest.fixture(scope="module")
def games(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[harness.Server, dict[str, str]]]:
    """A server with games to be played alone: `fresh`, `running` from minute 5 on, `late` just before its end."""
    folder: Path = tmp_path_factory.mktemp("games")
    plays, names = Plays(folder / "cases"), {}
    for name, minute in (("fresh", 0), ("running", 5), ("late", 9.3)):
        play = plays.new(document.find("ten-minutes"), seed=1, is_alone=True, title=f"Ten minutes, {name}")
        if minute:
            play.join(NAME, with_seat=False)
            play.start(NAME)
            play.jump(minute, NAME)
        assert plays.wait_until_fed(play)
        names[name] = name_of(play)
        stolen = play.game.truth.stolen[0]
        names["event"] = f"&session={stolen.session_id}&event={stolen.divergence_event_id}"
    plays.close()
    with harness.serve(folder) as running:
        yield running, names


@pytest.fixture
def tabs(browser: Browser, games) -> Iterator[object]:
    """Opens tabs of one person: `tabs("fresh")`."""
    server, names = games
    open_tabs = []

    def opened(game: str, screen: str = "exercise", size: tuple[int, int] = DESKTOP, query: str = "") -> Page:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, base_url=server.url)
        page = context.new_page()
        open_tabs.append(context)
        harness.open_page(page, f"/{screen}?case={names[game]}{query}")
        return page

    yield opened
    for context in open_tabs:
        context.close()


def button(page: Page, name: str):
    return page.get_by_role("button", name=name)


def main(page: Page) -> str:
    return page.get_by_test_id("stMain").inner_text()


def minute(page: Page) -> int:
    return int(re.search(r"Minute (\d+) of 10", main(page))[1])


def card(page: Page, question: str):
    return page.locator(f"[class*='-ask-{question}']").first


def choose(page: Page, field, text: str) -> None:
    """Type in a field with a list and take what is first."""
    field.click()
    field.press_sequentially(text)
    page.get_by_role("option").first.wait_for()
    field.press("Enter")
    field.press("Escape")


def test_a_game_is_played_alone_with_an_answer_a_call_and_a_refresh(tabs):
    page = tabs("fresh")
    assert "An admin has just sent a HAR file" in main(page)
    page.get_by_role("textbox", name="Your name").fill(NAME)
    button(page, "Start the clock").click()
    page.get_by_text("Minute 0 of 10").wait_for()
    page.get_by_text("10×").click()
    harness.wait_until_idle(page)
    page.get_by_text("the file has arrived").wait_for(timeout=SOON_MS)  # the message of minute 1, by itself
    page.get_by_text("cleaned").or_(page.get_by_test_id("stDataFrame")).first.wait_for(timeout=SOON_MS)

    choose(page, card(page, "made").get_by_role("combobox"), "svc_sync_mail")
    card(page, "made").get_by_role("button", name="Keep the answer").click()
    card(page, "made").get_by_text(f"{NAME}, minute").wait_for()

    button(page, "Prepare a call").click()
    box = page.locator("[class*='-call']").first
    choose(page, box.get_by_role("combobox", name=re.compile("Which sessions were used")), "@")
    box.get_by_text("Reach the account's owner by telephone and ask").click()
    button(page, "We call it now").click()
    page.get_by_text("This is what you call").wait_for()
    button(page, "Yes, call it").click()
    page.get_by_text("this one counts").wait_for()

    before = minute(page)
    page.reload()
    harness.wait_until_idle(page)
    assert minute(page) >= before
    assert f"Call 1 · {NAME}" in main(page) and "Do: Reach the account's owner" in main(page)
    assert "svc_sync_mail" in card(page, "made").inner_text()
    button(page, "Pause").click()
    page.get_by_text("the clock is held").wait_for()


@pytest.mark.slow
def test_the_end_turns_the_page_into_the_debrief_by_itself(tabs):
    page = tabs("late")
    assert "the clock is held" in main(page)
    page.get_by_text("10×").click()
    button(page, "Go on").click()
    page.get_by_text(re.compile("Minute 9 of 10: the clock runs")).wait_for()
    button(page, "Keep the answer").first.wait_for(state="detached", timeout=SOON_MS)
    harness.wait_until_idle(page)
    assert button(page, "Prepare a call").count() == 0


@pytest.mark.slow
def test_typing_outlives_what_others_do_and_that_comes_within_seconds(tabs):
    page, other = tabs("running"), tabs("running")
    field = card(page, "from_when").get_by_role("textbox")
    field.click()
    field.press_sequentially("half an ans")
    button(other, "Prepare a call").click()
    other.get_by_text("No session was stolen").first.click()
    button(other, "We call it now").click()
    button(other, "Yes, call it").click()
    begun = time.monotonic()
    page.get_by_text(f"Call 1 · {NAME}").wait_for(timeout=SOON_MS)
    assert time.monotonic() - begun < 3.5
    field.press_sequentially("wer")
    assert field.input_value() == "half an answer"
    card(page, "from_when").get_by_role("button", name="Keep the answer").click()
    page.get_by_text("The log that you have knows no event of this id.").wait_for()
    assert field.input_value() == "half an answer"


@pytest.mark.slow
def test_a_screen_of_the_game_shows_the_clock_and_offers_new_log(tabs):
    page = tabs("running", "findings")
    side = page.get_by_test_id("stSidebar")
    side.get_by_text("the clock is held").wait_for()
    player = tabs("running")
    player.get_by_text("5×", exact=True).click()
    harness.wait_until_idle(player)
    button(player, "Go on").click()
    side.get_by_text("the clock runs").wait_for(timeout=SOON_MS)
    side.get_by_role("button", name="New log since you opened this: show").click(timeout=60_000)
    harness.wait_until_idle(page)
    button(player, "Pause").click()
    side.get_by_role("button", name=re.compile("Back to the exercise|new message")).click()
    page.wait_for_url(re.compile("/exercise"))
    page.get_by_text("the clock is held").first.wait_for()


@pytest.mark.slow
def test_an_event_of_a_screen_goes_into_the_call_with_one_click(tabs, games):
    page = tabs("running", "session", query=games[1]["event"])
    button(page, "Into the call: from this event").click()
    page.wait_for_url(re.compile("/exercise"))
    page.get_by_text("From which event on").wait_for()
    # not when the page rests: a game that runs looks again by itself every other second
    chosen = page.locator("[class*='-call']").first.get_by_role("combobox", name="The first event of somebody else")
    expect(chosen).to_have_value(re.compile("client 2"), timeout=60_000)


@pytest.mark.slow
def test_the_phone_form_fits(tabs):
    page = tabs("running", size=PHONE)
    button(page, "Prepare a call").or_(button(page, "Call again")).first.click()
    harness.wait_until_idle(page)
    wide = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth")
    assert wide <= PHONE[0]
