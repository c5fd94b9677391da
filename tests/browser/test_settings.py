"""Settings in a real browser: a number typed into a table, what it would change, kept, in the history; both widths."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import judged
from browser import harness

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROW, HEAD = 35, 35
"""Heights of the table, px."""


@pytest.fixture(scope="module", autouse=True)
def made(server: harness.Server) -> None:
    """A case that lies in the server's folder before it opens it."""
    if not (server.cases / "set").exists():
        judged.demo(server.cases / "set")


def type_points(page: Page, row: int, text: str) -> None:
    """Type into the column of points, in a row from 0."""
    grid = page.get_by_test_id("stDataFrame").first
    grid.locator("canvas").first.wait_for()
    for _ in range(4):  # a table that is still being laid out takes no click
        box = grid.bounding_box()
        assert box is not None
        page.mouse.dblclick(box["x"] + 310, box["y"] + HEAD + ROW * row + ROW // 2)
        page.wait_for_timeout(500)
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        harness.wait_until_idle(page)
        if page.get_by_text("Not kept yet").count():
            return
    pytest.fail("the table took no number")


@pytest.mark.slow
def test_points_are_typed_looked_at_and_kept(page: Page):
    harness.open_page(page, "/settings?case=set&section=points")
    type_points(page, 0, "17")
    assert page.get_by_text("(the default), then 17").count() == 1
    page.get_by_role("heading", level=1).click()  # a table keeps the keys for itself
    page.keyboard.press("Control+Enter")
    page.get_by_text("nothing is kept yet").wait_for()
    harness.wait_until_idle(page)
    harness.screenshot(page, "settings-preview")
    page.get_by_label("Your name or initials").fill("Ada")
    page.get_by_label("Reason (may stay empty)").fill("offices of many small firms")
    page.get_by_role("button", name="Keep").click()
    page.get_by_text("One number differs from the defaults").wait_for()
    harness.wait_until_idle(page)
    page.get_by_text("History and file").click()
    harness.wait_until_idle(page)
    assert "section=history" in page.url
    assert page.get_by_text("Reason: offices of many small firms").count() == 1
    page.get_by_role("button", name="Put back").first.click()
    harness.wait_until_idle(page)
    assert page.get_by_text("17, then").count() == 1
    page.get_by_role("button", name="What would change").click()
    page.get_by_text("nothing is kept yet").wait_for()
    page.get_by_role("button", name="Keep").click()
    page.get_by_text("Everything stands as the program came").wait_for()
    harness.no_error_box(page)


@pytest.mark.slow
@pytest.mark.parametrize("section", ["networks", "people", "points", "numbers", "history"])
def test_every_section_fits_a_phone(phone: Page, section: str):
    harness.open_page(phone, f"/settings?case=set&section={section}")
    width = phone.evaluate("() => document.querySelector('[data-testid=\"stMain\"]').scrollWidth")
    assert width <= 390
