"""What a person does on the Hunt screen, in a real browser."""

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


def said(page: Page) -> str:
    return page.get_by_test_id("stMain").inner_text()


def ask(page: Page, text: str, answer: str) -> None:
    """Write a query and run it by key."""
    box = page.get_by_role("textbox", name="Query")
    box.fill(text)
    box.press("Control+Enter")
    page.get_by_text(answer).first.wait_for(timeout=30_000)
    harness.wait_until_idle(page)


def test_a_link_shows_a_query_and_ctrl_enter_runs_it(page: Page):
    harness.open_page(page, "/hunt?case=shown&query=two_clients_in_turns")
    assert "No answer yet" in said(page)
    box = page.get_by_role("textbox", name="Query")
    assert "turn_count" in box.input_value()
    box.press("Control+Enter")
    page.get_by_text("Open these sessions").wait_for(timeout=30_000)
    harness.wait_until_idle(page)
    assert "query=two_clients_in_turns" in page.url
    harness.tick_row(page, page.get_by_test_id("stDataFrame").last)
    assert "/session?" in page.url
    assert "session=" in page.url and "case=shown" in page.url


@pytest.mark.slow
def test_a_query_without_end_is_stopped_by_hand(page: Page):
    harness.open_page(page, "/hunt?case=shown")
    ask(page, "select count(*) from range(100000000) a, range(100000000) b", "Asking the case")
    page.get_by_role("button", name="Stop").click()
    page.get_by_text("The query was stopped").wait_for(timeout=30_000)


def test_hostile_text_in_an_answer_is_neither_rendered_nor_fetched(page: Page):
    harness.open_page(page, "/hunt?case=hostile")
    ask(page, "select actor_login, agent, display_message, targets from events", "Download as CSV")
    harness.no_error_box(page)
    assert page.locator("img[src*=stranger], a[href*=stranger]").count() == 0
    assert page.watch.strangers(page.url) == []  # type: ignore[attr-defined]


@pytest.mark.slow
def test_the_phone_shows_the_same(phone: Page):
    harness.open_page(phone, "/hunt?case=shown&query=longest_sessions")
    phone.get_by_role("button", name="Run", exact=False).first.click()
    phone.get_by_text("Open these sessions").wait_for(timeout=30_000)
    harness.wait_until_idle(phone)
    assert phone.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    harness.screenshot(phone, "hunt-phone")
