"""The screens of a game at the levels raw log and lanes, as a player goes through them in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from analysis import log_view
from analysis.exercise.play.plays import PREFIX, Plays, name_of
from analysis.exercise.play.state import LANES, RAW
from analysis.exercise.scenarios import document
from browser import harness

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(scope="module")
def games(server: harness.Server) -> dict[str, str]:
    """A game a level at minute 9, its clock held; and an event of a session of several clients."""
    plays, names = Plays(server.cases), {}
    for level in (RAW, LANES):
        play = plays.new(document.find("ten-minutes"), seed=1, level=level, is_alone=True)
        play.join("Ada", with_seat=False)
        play.start("Ada")
        play.pause("Ada")
        play.jump(9, "Ada")
        assert plays.wait_until_fed(play)
        names[level] = name_of(play)
    play = plays.get(names[LANES].removeprefix(PREFIX))
    found = log_view.page(play.case(), log_view.LogFilter(person="elias.quill", types=("user.lifecycle.create",)))
    names["event"] = found.events["event_id"].iloc[0]
    plays.close()
    return names


def menu(page: Page) -> list[str]:
    return page.locator('[data-testid="stSidebarNavLink"]').all_inner_texts()


@pytest.mark.slow
def test_a_player_with_the_raw_log_reads_filters_and_copies(page: Page, games):
    harness.open_page(page, f"/events?case={games[RAW]}&type=user.session.start")
    told = [entry.split("\n")[-1] for entry in menu(page)]
    assert told == ["Events", "Hunt", "Exercise", "Case log", "Reference"]
    expect(page.get_by_role("heading", level=1)).to_contain_text("events match")
    page.get_by_label("Person", exact=True).fill("elias.quill")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "person=elias.quill" in url)
    harness.wait_until_idle(page)
    harness.tick_row(page, page.get_by_test_id("stDataFrame").first)
    assert "event=" in page.url
    expect(page.get_by_text("Event id", exact=True)).to_be_visible()
    page.get_by_role("button", name="Only this session").click()
    page.wait_for_url(lambda url: "session=" in url and "event=" not in url)
    harness.wait_until_idle(page)
    expect(page.get_by_text("Only events of the session")).to_be_visible()
    page.get_by_role("button", name="Clear the filter").click()
    page.wait_for_url(lambda url: "session=" not in url)
    expect(page.get_by_role("heading", level=1)).to_contain_text("events in the log so far")
    harness.no_error_box(page)


def test_a_screen_beyond_the_level_is_not_there(page: Page, games):
    harness.open_page(page, f"/findings?case={games[RAW]}")
    assert "Findings" not in "".join(menu(page))
    assert page.get_by_text("worth a look").count() == 0


def test_a_player_with_lanes_finds_a_session_and_its_lanes_without_a_judgement(page: Page, games):
    harness.open_page(page, f"/session?case={games[LANES]}&clients=several&q=elias.quill")
    expect(page.get_by_role("heading", level=1)).to_contain_text("several clients")
    harness.tick_row(page, page.get_by_test_id("stDataFrame").first)
    page.wait_for_url(lambda url: "session=" in url)
    harness.wait_until_idle(page)
    expect(page.get_by_text("One session, two clients")).to_be_visible()
    harness.open_page(page, f"{page.url}&event={games['event']}")
    expect(page.get_by_role("heading", name="The record of")).to_be_visible()
    for word in ("score", "likely replay", "What was done", "Divergence"):
        assert page.get_by_text(word).count() == 0, word
    page.get_by_role("button", name="Person", exact=True).click()
    page.wait_for_url(lambda url: "/person" in url)
    harness.wait_until_idle(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("sessions")
    harness.no_error_box(page)
