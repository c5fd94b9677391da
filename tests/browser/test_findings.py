"""What a person does on the Findings screen, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import judged
from browser import harness

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(scope="module", autouse=True)
def made(server: harness.Server) -> None:
    """Cases that lie in the server's folder before it opens them."""
    for name, make in (("shown", judged.demo), ("hostile", judged.hostile)):
        if not (server.cases / name).exists():
            make(server.cases / name)


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def test_a_filter_narrows_the_list_and_stands_in_the_address(page: Page):
    harness.open_page(page, "/findings?case=shown")
    assert "likely replays" in heading(page)
    box = page.get_by_placeholder("person, network, city, signal")
    box.fill("salma")
    box.press("Enter")
    harness.wait_until_idle(page)
    assert "q=salma" in page.url and page.url.split("?")[0].endswith("/findings")
    assert "salma.ladder@example.com" in page.get_by_test_id("stMain").inner_text()
    page.get_by_role("button", name="likely honest").click()
    harness.wait_until_idle(page)
    assert "explained" in page.url
    page.reload()
    harness.wait_until_idle(page)
    assert box.input_value() == "salma"


def test_a_row_is_chosen_by_click_and_by_key_and_opened(page: Page):
    harness.open_page(page, "/findings?case=shown")
    first = page.url
    table = page.get_by_test_id("stDataFrame").first
    harness.tick_row(page, table, 2)
    clicked = page.url
    assert clicked != first
    page.keyboard.press("k")
    harness.wait_until_idle(page)
    before = page.url
    assert before not in (first, clicked)
    page.keyboard.press("j")
    harness.wait_until_idle(page)
    assert page.url == clicked
    page.keyboard.press("Enter")
    page.wait_for_url("**/session?**")
    harness.wait_until_idle(page)
    assert "session was opened" in heading(page)
    harness.no_error_box(page)


@pytest.mark.slow
def test_a_deep_link_on_a_cold_tab_shows_the_same_finding(page: Page):
    harness.open_page(page, "/findings?case=shown")
    page.keyboard.press("j")
    harness.wait_until_idle(page)
    link, said = page.url, page.get_by_test_id("stMain").inner_text()
    other = page.context.new_page()
    harness.open_page(other, link)
    assert other.get_by_test_id("stMain").inner_text() == said


@pytest.mark.slow
def test_the_list_downloads_as_csv(page: Page):
    harness.open_page(page, "/findings?case=shown")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download these").click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    assert text.startswith('"score","band"') and "leila.anchor@example.com" in text


def test_hostile_text_is_shown_and_nothing_is_fetched(page: Page):
    harness.open_page(page, "/findings?case=hostile")
    assert page.get_by_text("One person’s session").count() == 1
    page.wait_for_timeout(500)
    assert page.watch.strangers(page.url) == []  # type: ignore[attr-defined]
    assert page.locator("a[href*=stranger], img[src*=stranger], script[src*=stranger]").count() == 0


@pytest.mark.slow
def test_a_phone_shows_cards_that_open_the_session(browser, server: harness.Server):
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, base_url=server.url, has_touch=True,
        user_agent="Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148",
    )  # fmt: skip
    page = context.new_page()
    harness.open_page(page, "/findings?case=shown")
    assert page.get_by_test_id("stDataFrame").count() == 0
    page.get_by_role("button", name="Open session").first.tap()
    page.wait_for_url("**/session?**")
    harness.wait_until_idle(page)
    harness.no_error_box(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


@pytest.mark.slow
def test_back_leaves_the_list_and_goes_from_row_to_row(page: Page):
    harness.open_page(page, "/evidence?case=shown")
    page.locator('[data-testid="stSidebarNavLink"]', has_text="Findings").click()
    page.wait_for_url("**/findings?**")
    harness.wait_until_idle(page)
    first = page.locator(".st-key-preview h3").inner_text()
    page.keyboard.press("j")
    page.wait_for_url("**/findings?**session=**")
    harness.wait_until_idle(page)
    assert page.locator(".st-key-preview h3").inner_text() != first
    page.go_back()
    harness.wait_until_idle(page)
    assert page.locator(".st-key-preview h3").inner_text() == first, "Back chooses the row before"
    page.go_back()
    page.wait_for_url("**/evidence?**")
