"""What a person does on the Overview, in a real browser."""

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
    """Cases that lie in the server's folder before it opens them."""
    for name, make in (("shown", judged.demo), ("hostile", judged.hostile)):
        if not (server.cases / name).exists():
            make(server.cases / name)


def shown(page: Page) -> str:
    return page.get_by_test_id("stMain").inner_text()


def strip(page: Page) -> dict[str, float]:
    """Where the bars of the activity lie on the screen."""
    page.wait_for_selector(".st-key-activity-card .bglayer, .st-key-activity-card .plot")
    box = page.locator(".st-key-activity-card .plotly .nsewdrag").first.bounding_box()
    assert box is not None
    return box  # type: ignore[return-value]


@pytest.mark.slow
def test_a_box_over_the_bars_narrows_and_stands_in_the_address(page: Page):
    harness.open_page(page, "/overview?case=shown")
    assert "look used by a client that never signed in" in shown(page)
    box = strip(page)
    middle = box["y"] + box["height"] / 3
    page.mouse.move(box["x"] + box["width"] * 0.1, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.3, middle, steps=6)
    page.mouse.up()
    page.wait_for_url(re.compile("from=2023-10"))
    harness.wait_until_idle(page)
    said = shown(page)
    assert "of them suspected" in said and "salma.ladder" in said
    page.reload()
    harness.wait_until_idle(page)
    assert "of them suspected" in shown(page), "the chosen time outlives a refresh"
    page.get_by_role("button", name="Whole case").click()
    harness.wait_until_idle(page)
    assert "from=" not in page.url and "of them suspected" not in shown(page)
    harness.no_error_box(page)


def test_a_mark_opens_its_session_and_back_returns(page: Page):
    harness.open_page(page, "/overview?case=shown")
    strip(page)
    page.wait_for_selector(".st-key-activity-card .scatterlayer .point")
    harness.wait_until_idle(page)
    mark = page.locator(".st-key-activity-card .scatterlayer .trace").last.locator(".point").first
    harness.click_mark(page, mark)
    assert "/session?" in page.url
    assert "session was opened in Toronto and used from Kuala Lumpur" in shown(page)
    page.go_back()
    page.wait_for_url("**/overview?**")
    harness.wait_until_idle(page)
    assert "look used by a client" in shown(page)


@pytest.mark.slow
def test_the_map_is_drawn_from_this_server_and_figures_lead_to_what_is_behind_them(page: Page):
    harness.open_page(page, "/overview?case=shown")
    page.wait_for_selector(".st-key-map-card .geo .layer.land path")
    labels = page.locator(".st-key-map-card .geo text").all_text_contents()
    assert any("Kuala Lumpur 1" in text for text in labels)
    assert any("/outlines/world_110m.json" in request for request in page.watch.requests)  # type: ignore[attr-defined]
    with page.expect_download() as begun:
        page.get_by_role("button", name="As CSV").click()
    assert begun.value.suggested_filename == "activity.csv"
    page.locator(".st-key-figure-look").get_by_role("button", name="List them").click()
    page.wait_for_url("**/findings?**band=suspicious**")
    harness.wait_until_idle(page)
    harness.no_error_box(page)


def test_hostile_text_is_shown_as_text(page: Page):
    harness.open_page(page, "/overview?case=hostile&from=2023-10-13T12:00&until=2023-10-13T13:00")
    page.wait_for_selector(".st-key-map-card .geo .layer.land path")
    main = page.get_by_test_id("stMain")
    assert main.locator("img").count() == 0
    assert main.locator("a[href*=stranger]").count() == 0


@pytest.mark.slow
def test_on_a_phone_nothing_stands_out_of_the_screen(phone: Page):
    harness.open_page(phone, "/overview?case=shown")
    strip(phone)
    wide = phone.evaluate("() => document.querySelector('[data-testid=\"stMain\"]').scrollWidth")
    assert wide <= 390
    harness.screenshot(phone, "overview-phone")
