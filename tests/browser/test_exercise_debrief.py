"""The debrief in a real browser: what a facilitator does with it after the game, and what a refresh keeps."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

import debriefed
from browser import harness

if TYPE_CHECKING:
    from playwright.sync_api import Page

LIVE_MS = 10_000


@pytest.fixture
def address(server) -> str:
    """Where the debrief of a game of the ten minutes is found; the case of the game is on the disk already."""
    made = debriefed.game_folder(debriefed.games())
    shutil.copytree(made, server.cases / ".games" / made.name, dirs_exist_ok=True)
    return f"{server.url}/exercise?case=~{made.name}"


def choose(page: Page, part: str, heading: str) -> None:
    page.get_by_test_id("stButtonGroup").get_by_role("radio", name=part, exact=True).check(force=True)
    expect(page.get_by_role("heading", name=heading)).to_be_visible(timeout=LIVE_MS)


def test_the_plan_is_kept_the_report_is_taken_away_and_a_mark_leads_to_its_event(page: Page, address: str):
    harness.open_page(page, address, 60)
    expect(page.get_by_role("heading", name=re.compile("^The team called the stolen session"))).to_be_visible()
    expect(page.get_by_role("heading", name="First foreign event at minute")).to_be_visible()

    choose(page, "Improvement plan", "Strengths to keep, gaps to close")
    assert "part=plan" in page.url
    page.get_by_role("button", name="Keep the plan").click()
    expect(page.get_by_text("Suggested from the score")).to_be_hidden(timeout=LIVE_MS)
    page.reload()
    expect(page.get_by_role("heading", name="Strengths to keep, gaps to close")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Suggested from the score")).to_be_hidden()

    choose(page, "Report", "After-action report")
    for name, beginning in (("PDF", b"%PDF-"), ("Slides (PPTX)", b"PK"), ("Markdown", b"**TLP")):
        with page.expect_download() as given:
            page.get_by_role("button", name=name).click()
        assert given.value.path().read_bytes().startswith(beginning), name

    choose(page, "Timelines", "What happened")
    # the first mark is the upload, of which the log shows nothing; the second is the first event of the thief
    harness.click_mark(page, page.locator(".scatterlayer .point").nth(1))
    assert "/session?" in page.url and "event=" in page.url and "case=~" in page.url
    harness.no_error_box(page)
