"""The card with the blast radius, in a real browser: a mark and a ring open their records, the list is taken away."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import judged
from browser import harness

if TYPE_CHECKING:
    from playwright.sync_api import Page

REPLAY = next(
    one
    for one in json.loads((judged.SAMPLES / "demo-truth.json").read_text())["replays"]
    if one["kind"] == "onepassword"
)
LINK = f"/session?case=blast&session={REPLAY['session_id']}"
CARD = ".st-key-blast-card"


@pytest.fixture(scope="module", autouse=True)
def made(server: harness.Server) -> None:
    """The demo in the server's folder."""
    if not (server.cases / "blast").exists():
        judged.demo(server.cases / "blast")


def click_mark(page: Page, trace: str, number: int) -> None:
    """Click one mark of a trace of the rail, as a person does: with the mouse, where it is drawn."""
    card = page.locator(CARD)
    card.locator(".js-plotly-plot").scroll_into_view_if_needed()
    place = page.evaluate(
        """([selector, trace, number]) => {
            const plot = document.querySelector(selector + ' .js-plotly-plot');
            const index = plot.data.findIndex(one => one.name === trace);
            const point = plot.querySelectorAll('.scatterlayer .trace')[index].querySelectorAll('.point')[number];
            const box = point.getBoundingClientRect();
            return {x: box.x + box.width / 2, y: box.y + box.height / 2};
        }""",
        [CARD, trace, number],
    )
    page.mouse.click(place["x"], place["y"])


@pytest.mark.slow
def test_a_mark_opens_its_act_and_a_ring_what_became_of_it(page: Page):
    harness.open_page(page, LINK)
    click_mark(page, "acts", 1)
    page.locator(".st-key-record-blast").get_by_text("system.idp.lifecycle.update").first.wait_for()
    click_mark(page, "things", 0)
    (later,) = REPLAY["consequence_event_ids"]
    page.wait_for_url(f"**event={later}**")
    harness.wait_until_idle(page)
    page.locator(".st-key-record-blast").get_by_text("user.authentication.auth_via_IDP").first.wait_for()
    harness.no_error_box(page)


@pytest.mark.slow
def test_the_list_can_be_taken_away(page: Page):
    harness.open_page(page, LINK)
    page.locator(CARD).get_by_text("As a list").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Blast radius as CSV").click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    assert REPLAY["consequence_event_ids"][0] in text
    assert "status: INACTIVE" in text


@pytest.mark.slow
def test_the_card_fits_a_telephone(phone: Page):
    harness.open_page(phone, LINK)
    phone.locator(CARD).get_by_text("As a list").click()
    phone.wait_for_timeout(300)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
