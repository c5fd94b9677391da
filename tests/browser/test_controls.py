"""What a person does on the Controls screen, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

import judged
from browser import harness

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(scope="module", autouse=True)
def made(server: harness.Server) -> None:
    """A case that lies in the server's folder before it opens it."""
    if not (server.cases / "shown").exists():
        judged.demo(server.cases / "shown")


def asked(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def said(page: Page) -> str:
    return page.get_by_test_id("stMain").inner_text()


def click_row(page: Page, card: str, number: int) -> None:
    harness.tick_row(page, page.locator(f".st-key-{card} [data-testid=stDataFrame]"), number)


def test_choose_a_control_refresh_and_go_to_the_event(page: Page):
    harness.open_page(page, "/controls?case=shown")
    assert "would have interrupted all 4 replays" in page.get_by_role("heading", level=1).inner_text()
    click_row(page, "controls-table-card", 0)
    assert asked(page)["control"] == "bound_to_device"
    assert "3 of 4" in said(page)
    link, told = page.url, said(page)
    page.reload()
    harness.wait_until_idle(page)
    assert said(page) == told, "a refresh shows the same"
    # a mark of the picture chooses as well
    mark = page.locator(".st-key-controls-picture .scatterlayer .trace").last.locator("path.point").last
    harness.click_mark(page, mark)
    assert asked(page)["control"] == "console_bound_to_asn"
    click_row(page, "control-replays", 0)
    assert "/session?" in page.url and asked(page)["event"] and asked(page)["session"]
    page.go_back()
    page.wait_for_url("**/controls?**")
    harness.no_error_box(page)
    assert link


@pytest.mark.slow
def test_limits_of_ones_own_are_tried_and_stand_in_the_address(page: Page):
    harness.open_page(page, "/controls?case=shown")
    page.get_by_role("button", name="Limits of your own").click()
    page.get_by_role("spinbutton", name="Idle, minutes").fill("45")
    page.get_by_role("spinbutton", name="In all, minutes").fill("90")
    page.get_by_role("button", name="Try them").click()
    page.wait_for_url("**idle=45**")
    harness.wait_until_idle(page)
    assert asked(page) == {"case": "shown", "idle": "45", "absolute": "90", "control": "lifetimes_45_90"}
    assert "limits of your own" in said(page) and "Lifetimes 45 min idle, 90 min in all" in said(page)
    harness.no_error_box(page)


@pytest.mark.slow
def test_a_number_of_the_audit_leads_to_its_events(page: Page):
    harness.open_page(page, "/controls?case=shown&question=identity_providers")
    click_row(page, "audit", 0)
    page.wait_for_url("**/session?**")
    harness.wait_until_idle(page)
    assert asked(page)["event"]


@pytest.mark.slow
def test_tables_download(page: Page):
    harness.open_page(page, "/controls?case=shown")
    for button, row in (
        ("Table as CSV", "bound_to_asn"),
        ("Audit as CSV", "tied to its network"),
        ("Checklist as CSV", "51"),
    ):
        with page.expect_download() as told:
            page.get_by_role("button", name=button).click()
        assert row in told.value.path().read_text(encoding="utf-8-sig")


@pytest.mark.slow
def test_a_phone_shows_it_all(phone: Page):
    harness.open_page(phone, "/controls?case=shown")
    phone.get_by_role("button", name="Show the phone form").click()
    harness.wait_until_idle(phone)
    assert "Slide the table sideways" in said(phone)
    harness.no_error_box(phone)
    wide = phone.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert wide <= 390
