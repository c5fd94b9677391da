"""What a person does on the Changes screen, in a real browser."""

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
    """Cases that lie in the server's folder before it opens them."""
    for name, make in (("shown", judged.demo), ("hostile", judged.hostile)):
        if not (server.cases / name).exists():
            make(server.cases / name)


def asked(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def said(page: Page) -> str:
    return page.get_by_test_id("stMain").inner_text()


def click_row(page: Page, number: int) -> None:
    harness.tick_row(page, page.get_by_test_id("stDataFrame").first, number)


def test_filter_open_go_on_and_come_back(page: Page):
    harness.open_page(page, "/changes?case=shown")
    assert "never signed in" in page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("button", name="foreign 4").click()
    harness.wait_until_idle(page)
    page.get_by_role("button", name="identity providers 2").click()
    harness.wait_until_idle(page)
    assert asked(page) == {"case": "shown", "kind": "idp", "side": "foreign"}
    click_row(page, 1)
    assert asked(page)["event"]
    assert "The change of 11 Oct 13:44:33 UTC" in said(page) and "Example Google IdP" in said(page)
    link, told = page.url, said(page)

    page.reload()
    harness.wait_until_idle(page)
    assert said(page) == told, "a refresh shows the same"
    other = page.context.new_page()
    harness.open_page(other, link)
    assert said(other) == told, "so does the address in another tab"
    other.close()

    page.get_by_role("button", name="Open the session there").click()
    page.wait_for_url("**/session?**")
    harness.wait_until_idle(page)
    assert asked(page)["event"] == parse_qs(urlsplit(link).query)["event"][0]
    page.go_back()
    page.wait_for_url("**/changes?**")
    harness.wait_until_idle(page)
    # Streamlit leaves an entry of its own between two screens: the same change, opened within its session.
    page.get_by_text("The change of 11 Oct 13:44:33 UTC").first.wait_for(timeout=20_000)
    harness.wait_until_idle(page)
    assert "The change of 11 Oct 13:44:33 UTC" in said(page) and "in the session" in said(page)
    page.go_back()
    page.wait_for_url("**kind=idp**")
    harness.wait_until_idle(page)
    assert page.url == link and said(page) == told
    harness.no_error_box(page)


@pytest.mark.slow
def test_by_object_and_its_history(page: Page):
    harness.open_page(page, "/changes?case=shown&side=foreign&by=object")
    click_row(page, 1)
    assert asked(page)["object"]
    page.keyboard.press("j")
    harness.wait_until_idle(page)
    first = asked(page)["event"]
    page.keyboard.press("j")
    harness.wait_until_idle(page)
    second = asked(page)["event"]
    assert first != second
    page.keyboard.press("k")
    harness.wait_until_idle(page)
    assert asked(page)["event"] == first and "user created" in said(page)
    page.get_by_role("button", name="What undid it").click()
    harness.wait_until_idle(page)
    assert "user deactivated: svc_network_backup@example.com" in said(page)
    assert "to the object" in said(page) and "3 changes, oldest first" in said(page)
    page.get_by_role("button", name="Show all again").click()
    harness.wait_until_idle(page)
    assert "object" not in asked(page)
    harness.no_error_box(page)


@pytest.mark.slow
def test_a_search_stays_after_a_refresh(page: Page):
    harness.open_page(page, "/changes?case=shown")
    box = page.get_by_placeholder("who, what, object, address")
    box.fill("svc_network")
    box.press("Enter")
    harness.wait_until_idle(page)
    assert asked(page)["q"] == "svc_network" and "3 changes" in said(page)
    page.reload()
    harness.wait_until_idle(page)
    assert box.input_value() == "svc_network" and "3 changes" in said(page)


@pytest.mark.slow
def test_the_list_downloads_as_csv(page: Page):
    harness.open_page(page, "/changes?case=shown&side=foreign")
    with page.expect_download() as told:
        page.get_by_role("button", name="Download these").click()
    text = told.value.path().read_text(encoding="utf-8-sig")
    assert text.count("\n") == 5 and "svc_network_backup@example.com" in text


def test_hostile_text_is_shown_and_nothing_of_it_runs(page: Page):
    harness.open_page(page, "/changes?case=hostile")
    click_row(page, 0)
    assert "The change of" in said(page)
    harness.no_error_box(page)
    for element in ("img[src*=stranger]", "a[href*=stranger]", "script[src*=stranger]"):
        assert page.locator(element).count() == 0
