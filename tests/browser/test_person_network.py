"""Person and Network in a real browser: deep links, clicks, Back, marking as ours, hostile text, a phone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import judged
from browser import harness

if TYPE_CHECKING:
    from playwright.sync_api import Page

TRUTH = json.loads((judged.SAMPLES / "demo-truth.json").read_text())["replays"]
REPLAY = TRUTH[1]
VICTIM = REPLAY["actor_login"]
NAME = VICTIM.split("@")[0]
THIEF = "AS65546"


@pytest.fixture(scope="module", autouse=True)
def made(server: harness.Server) -> None:
    """Cases that lie in the server's folder before it opens them."""
    for name, make in (("people", judged.demo), ("ours", judged.demo), ("people-hostile", judged.hostile)):
        if not (server.cases / name).exists():
            make(server.cases / name)


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def test_the_chooser_leads_to_a_person_and_back_leads_to_the_chooser(page: Page):
    harness.open_page(page, "/person?case=people")
    harness.tick_row(page, page.get_by_test_id("stDataFrame").first)
    assert "person=" in page.url
    assert "is a likely replay" in heading(page)
    page.go_back()
    page.wait_for_function("() => !location.search.includes('person=')")
    harness.wait_until_idle(page)
    assert heading(page) == "Which person?"


@pytest.mark.slow
def test_a_bar_of_a_session_opens_it_and_back_returns(page: Page):
    harness.open_page(page, f"/person?case=people&person={VICTIM}")
    assert NAME in heading(page).lower()
    mark = page.locator("[class*='st-key-sessions'] .scatterlayer .trace path.point").first
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x - 3, y)
    page.mouse.move(x, y)
    page.wait_for_timeout(300)
    page.mouse.down()
    page.wait_for_timeout(50)
    page.mouse.up()
    page.wait_for_url("**session=**")
    harness.wait_until_idle(page)
    harness.no_error_box(page)
    page.go_back()
    page.wait_for_url("**/person?**")
    harness.wait_until_idle(page)
    # Streamlit leaves an entry of its own between two screens: the same person, whatever its query says.
    assert NAME in heading(page).lower()
    page.go_back()
    page.wait_for_url("**person=**")
    harness.wait_until_idle(page)
    assert NAME in heading(page).lower()


@pytest.mark.slow
def test_a_deep_link_shows_a_network_and_a_refresh_keeps_it(page: Page):
    harness.open_page(page, f"/network?case=people&network={THIEF}")
    assert heading(page).startswith(f"{THIEF} carried a foreign client of four sessions")
    page.reload()
    harness.wait_until_idle(page)
    assert heading(page).startswith(THIEF)
    harness.screenshot(page, "network")


@pytest.mark.slow
def test_a_person_of_a_network_is_a_tick_away(page: Page):
    harness.open_page(page, f"/network?case=people&network={THIEF}")
    table = page.get_by_role("heading", name="people used it").locator(
        "xpath=ancestor::*[@data-testid='stVerticalBlock'][1]"
    )
    harness.tick_row(page, table.get_by_test_id("stDataFrame").first)
    page.wait_for_url("**/person?**")
    harness.wait_until_idle(page)
    assert "is a likely replay" in heading(page)


@pytest.mark.slow
def test_marked_as_ours_says_what_it_would_change_and_is_kept(page: Page):
    harness.open_page(page, "/network?case=ours&network=AS64497")
    page.get_by_label("Name", exact=True).fill("Remote access")
    page.get_by_role("button", name="Mark as ours").click()
    page.get_by_text("Not kept yet").wait_for()
    harness.wait_until_idle(page)
    page.get_by_role("button", name="What would change").click()
    page.get_by_text("nothing is kept yet").wait_for()
    harness.wait_until_idle(page)
    harness.screenshot(page, "network-ours")
    page.get_by_label("Your name or initials").last.fill("Ada")
    page.get_by_role("button", name="Keep", exact=True).last.click()
    page.get_by_text("Marked as yours").wait_for(timeout=60_000)
    harness.wait_until_idle(page)
    assert page.get_by_text("Remote access, office").count() == 1


def test_hostile_names_are_shown_and_nothing_is_fetched(page: Page):
    for link in ("/person?case=people-hostile&person=00u1", "/network?case=people-hostile&network=198.51.100.9"):
        harness.open_page(page, link)
        assert page.locator("[data-testid='stMain'] img").count() == 0
        assert page.locator("[data-testid='stMain'] a[href*='stranger']").count() == 0


@pytest.mark.slow
def test_both_fit_a_phone(phone: Page):
    for link in (f"/person?case=people&person={VICTIM}", f"/network?case=people&network={THIEF}"):
        harness.open_page(phone, link)
        wide = phone.evaluate("() => document.querySelector('[data-testid=\"stMain\"]').scrollWidth")
        assert wide <= 390, link
