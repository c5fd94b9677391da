"""What a person does on the Briefing, in a real browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import judged
from browser import harness

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(scope="module", autouse=True)
def made(server: harness.Server) -> None:
    """A case that lies in the server's folder before it opens it."""
    if not (server.cases / "briefed").exists():
        judged.demo(server.cases / "briefed")


def shown(page: Page) -> str:
    return page.get_by_test_id("stMain").inner_text()


def test_it_is_edited_in_place_downloaded_and_leads_to_a_session(page: Page):
    harness.open_page(page, "/briefing?case=briefed")
    assert "Four sessions look used by a client" in shown(page)
    page.get_by_role("button", name="Edit words").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Headline").fill("What the board has to know")
    dialog.get_by_role("button", name="Keep").click()
    dialog.wait_for(state="hidden")
    harness.wait_until_idle(page)
    assert page.get_by_role("heading", name="What the board has to know").is_visible()
    page.get_by_test_id("stMain").get_by_test_id("stPopoverButton").first.click()
    with page.expect_download() as given:
        page.get_by_test_id("stDownloadButton").get_by_role("button", name="PDF").click()
    assert given.value.suggested_filename == "briefed-briefing.pdf"
    assert given.value.path().read_bytes()[:5] == b"%PDF-"
    page.keyboard.press("Escape")
    mark = page.locator(".stPlotlyChart").first.locator(".scatterlayer .trace").last.locator(".point").first
    harness.click_mark(page, mark)
    assert "/session?" in page.url
    assert "Toronto" in shown(page)


def test_arrow_keys_turn_the_slides_and_escape_leads_back(page: Page):
    harness.open_page(page, "/briefing?case=briefed")
    page.get_by_role("button", name="Present").click()
    stage = page.locator("dialog.stage")
    stage.wait_for(state="visible")
    place = stage.locator(".place")
    assert re.search(r"1 of \d+", place.inner_text())
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert "3 of" in place.inner_text() and stage.locator("img").is_visible()
    page.keyboard.press("ArrowLeft")
    assert "2 of" in place.inner_text()
    page.keyboard.press("End")
    assert stage.get_by_role("button", name="Next slide").is_disabled()
    harness.screenshot(page, "briefing-presented")
    page.keyboard.press("Escape")
    stage.wait_for(state="hidden")
    page.wait_for_function("() => !location.search.includes('present')")
    harness.wait_until_idle(page)
    assert "Decisions needed" in shown(page)
    harness.no_error_box(page)


@pytest.mark.slow
def test_a_slide_can_be_linked_to(page: Page):
    harness.open_page(page, "/briefing?case=briefed&present=2")
    page.locator("dialog.stage").wait_for(state="visible")
    assert "2 of" in page.locator("dialog.stage .place").inner_text()
