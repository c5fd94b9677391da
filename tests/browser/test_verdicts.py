"""A verdict by keyboard, on several findings at once, and taken back, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import judged
from browser import harness

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(scope="module", autouse=True)
def made(server: harness.Server) -> None:
    """A case of its own: what is judged here stays judged."""
    if not (server.cases / "judging").exists():
        judged.demo(server.cases / "judging")


def press(page: Page, key: str) -> None:
    page.keyboard.press(key)
    harness.wait_until_idle(page)


def tab_to(page: Page, label: str) -> None:
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('aria-label') || ''").startswith(label):
            return
    pytest.fail(f"no key leads to {label!r}")


def said(page: Page) -> str:
    return page.get_by_test_id("stMain").inner_text()


def test_a_finding_is_judged_and_taken_back_without_a_mouse(page: Page):
    harness.open_page(page, "/findings?case=judging")
    press(page, "j")
    chosen = page.url
    page.keyboard.press("p")
    page.get_by_role("dialog").wait_for()
    harness.wait_until_idle(page)
    tab_to(page, "Why")
    page.keyboard.type("jkpbuz: she was asleep")  # letters that are keys of the list when nobody writes
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for(state="detached")
    harness.wait_until_idle(page)
    assert page.url == chosen, "neither a letter nor Enter reached the list behind the dialog"
    assert "Judged by a person: one replay" in said(page) and "jkpbuz: she was asleep" in said(page)
    harness.no_error_box(page)
    page.keyboard.press("z")
    page.get_by_role("dialog").wait_for()
    harness.wait_until_idle(page)
    tab_to(page, "Why")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for(state="detached")
    harness.wait_until_idle(page)
    assert "Judged by a person" not in said(page) and "No person has judged this session yet" in said(page)


@pytest.mark.slow
def test_several_findings_are_judged_at_once(page: Page):
    harness.open_page(page, "/findings?case=judging")
    for key in "xjj":
        press(page, key)
    assert "3 sessions are chosen" in said(page)
    page.keyboard.press("u")
    page.get_by_role("dialog").wait_for()
    harness.wait_until_idle(page)
    page.get_by_role("button", name="Keep this verdict").click()
    page.get_by_role("dialog").wait_for(state="detached")
    harness.wait_until_idle(page)
    assert "Judged by a person: three unsure" in said(page)
    page.get_by_role("button", name="unsure 3").click()
    harness.wait_until_idle(page)
    assert "verdict=unsure" in page.url and "3 of 3 findings" in said(page)
    harness.no_error_box(page)
