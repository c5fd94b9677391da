"""The card with the published rules, in a real browser: the event of a rule opens, and the list can be taken away."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import judged
from browser import harness

if TYPE_CHECKING:
    from playwright.sync_api import Page

REPLAY = json.loads((judged.SAMPLES / "demo-truth.json").read_text())["replays"][1]
LINK = f"/session?case=ruled&session={REPLAY['session_id']}"


@pytest.fixture(scope="module", autouse=True)
def made(server: harness.Server) -> None:
    """The demo in the server's folder."""
    if not (server.cases / "ruled").exists():
        judged.demo(server.cases / "ruled")


@pytest.mark.slow
def test_the_event_of_a_rule_opens_and_its_source_is_told(page: Page):
    harness.open_page(page, LINK)
    row = page.locator(".st-key-rule-folklore_two_networks")
    row.get_by_role("button", name="Source").click()
    page.get_by_text("It does not see:").wait_for()
    page.keyboard.press("Escape")
    row.get_by_role("button", name="Oct").click()
    page.wait_for_url(f"**event={REPLAY['divergence_event_id']}**")
    harness.wait_until_idle(page)
    harness.no_error_box(page)


@pytest.mark.slow
def test_the_list_can_be_taken_away(page: Page):
    harness.open_page(page, LINK)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Rules as CSV").click()
    assert "folklore" in waiting.value.path().read_text(encoding="utf-8-sig")


@pytest.mark.slow
def test_the_card_fits_a_telephone(phone: Page):
    harness.open_page(phone, LINK)
    phone.get_by_text("Silent:").click()
    phone.wait_for_timeout(300)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
