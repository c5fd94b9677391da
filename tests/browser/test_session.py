"""What a person does on the Session screen, in a real browser."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

import judged
from browser import harness

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

TRUTH = json.loads((judged.SAMPLES / "demo-truth.json").read_text())["replays"]
REPLAY = TRUTH[1]
LINK = f"/session?case=shown&session={REPLAY['session_id']}"


@pytest.fixture(scope="module", autouse=True)
def made(server: harness.Server) -> None:
    """Cases that lie in the server's folder before it opens them."""
    for name, make in (("shown", judged.demo), ("hostile", judged.hostile)):
        if not (server.cases / name).exists():
            make(server.cases / name)


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def record_text(page: Page) -> Locator:
    """The text of the opened record; the next steps have texts of their own."""
    return page.locator("[class*='st-key-record-']").get_by_test_id("stCode")


def middle(page: Page, number: int) -> tuple[float, float]:
    """Where a mark of the lanes stands in the window; plotly draws marks as paths."""
    path = page.locator(".scatterlayer path.point").nth(number)
    # the picture and not the mark: plotly puts another in its place whenever it draws anew
    page.locator(".js-plotly-plot", has=page.locator(".scatterlayer path.point")).first.scroll_into_view_if_needed()
    box = path.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def click_mark(page: Page, number: int) -> None:
    """Click a mark of the lanes as a hand does: come near, rest, press."""
    x, y = middle(page, number)
    page.mouse.move(x - 3, y)
    page.mouse.move(x, y)
    page.wait_for_timeout(300)
    page.mouse.down()
    page.wait_for_timeout(50)
    page.mouse.up()
    page.wait_for_url("**event=**")
    harness.wait_until_idle(page)


@pytest.mark.slow
def test_a_deep_link_on_a_cold_server_shows_the_session_and_the_record(tmp_path_factory, browser):
    folder = tmp_path_factory.mktemp("cold")
    judged.demo(folder / "cases" / "shown")
    with harness.serve(folder) as cold:
        page = browser.new_context(base_url=cold.url).new_page()
        harness.open_page(page, f"{LINK}&event={REPLAY['divergence_event_id']}")
        assert "session was opened in New York and used from Chicago" in heading(page)
        assert REPLAY["divergence_event_id"] in record_text(page).first.inner_text()
        page.context.close()


def test_a_mark_in_the_lanes_opens_its_record_and_close_ends_it(page: Page):
    harness.open_page(page, LINK)
    assert record_text(page).count() == 0
    click_mark(page, 6)
    assert "event=" in page.url
    event_id = page.url.split("event=")[1].split("&")[0]
    assert event_id in record_text(page).first.inner_text()
    page.get_by_role("button", name="Close").click()
    harness.wait_until_idle(page)
    record_text(page).first.wait_for(state="detached")
    assert "event=" not in page.url


@pytest.mark.slow
def test_a_box_over_marks_narrows_the_events(page: Page):
    harness.open_page(page, LINK)
    page.get_by_text("Pick by a box").click()
    harness.wait_until_idle(page)
    x, y = middle(page, 9)
    page.mouse.move(x - 25, y - 25)
    page.mouse.down()
    page.mouse.move(x, y, steps=4)
    page.mouse.move(x + 40, y + 30, steps=4)
    page.mouse.up()
    page.wait_for_url("**from=**")
    harness.wait_until_idle(page)
    assert page.get_by_text("events match").count() == 1
    harness.no_error_box(page)
    page.get_by_role("button", name="All times").click()
    page.wait_for_url(lambda url: "from=" not in url)


@pytest.mark.slow
def test_a_row_of_the_events_opens_its_record(page: Page):
    harness.open_page(page, LINK)
    table = page.locator(".st-key-events-card").get_by_test_id("stDataFrame")
    table.scroll_into_view_if_needed()
    size = table.bounding_box()
    assert size is not None
    page.mouse.click(size["x"] + 16, size["y"] + 36 + 15)
    harness.wait_until_idle(page)
    assert REPLAY["divergence_event_id"] in record_text(page).first.inner_text()


@pytest.mark.slow
def test_all_events_and_changes_can_be_chosen(page: Page):
    harness.open_page(page, LINK)
    card = page.locator(".st-key-events-card")
    for which, word in (("All", "which=all"), ("Changes", "which=changes"), ("Foreign", "")):
        card.get_by_role("radio", name=which).or_(card.get_by_role("button", name=which, exact=True)).first.click()
        page.wait_for_url(f"**{word}*" if word else re.compile(r"^((?!which=).)*$"))
        harness.wait_until_idle(page)
        harness.no_error_box(page)


@pytest.mark.slow
def test_folding_can_be_switched_off(page: Page):
    harness.open_page(page, LINK)
    assert page.get_by_text("idle", exact=False).count() >= 2
    page.get_by_text("Fold idle gaps").click()
    harness.wait_until_idle(page)
    assert page.locator(".annotation-text", has_text="idle").count() == 0


@pytest.mark.slow
def test_keys_lead_to_the_findings_beside_it(page: Page):
    harness.open_page(page, LINK)
    before = page.url
    page.keyboard.press("j")
    page.wait_for_url(lambda url: url != before)
    harness.wait_until_idle(page)
    assert "2 of" in page.get_by_test_id("stMain").inner_text()
    page.keyboard.press("k")
    harness.wait_until_idle(page)
    assert REPLAY["session_id"] in page.url


@pytest.mark.slow
def test_events_and_records_can_be_taken_away(page: Page):
    harness.open_page(page, LINK)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="events as CSV").click()
    assert REPLAY["divergence_event_id"] in waiting.value.path().read_text(encoding="utf-8-sig")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Their records as they came").click()
    records = [json.loads(line) for line in waiting.value.path().read_text().splitlines()]
    assert REPLAY["divergence_event_id"] in {record["uuid"] for record in records}


@pytest.mark.slow
def test_events_are_found_by_words_and_back_takes_the_words_away(page: Page):
    harness.open_page(page, LINK)
    box = page.get_by_placeholder("find: type, target, address, agent")
    box.fill("idp.lifecycle")
    box.press("Enter")
    page.wait_for_url("**find=idp.lifecycle**")
    harness.wait_until_idle(page)
    assert page.get_by_text("2 of 15 events match.").count() == 1
    with page.expect_download() as waiting:
        page.get_by_role("button", name="2 events as CSV").click()
    assert waiting.value.path().read_text(encoding="utf-8-sig").count("system.idp.lifecycle") == 2
    page.go_back()
    page.wait_for_url(lambda url: "find=" not in url)
    harness.wait_until_idle(page)
    assert box.input_value() == ""
    assert page.get_by_text("events match.").count() == 0


@pytest.mark.slow
def test_a_link_with_a_filter_and_a_record_shows_both_after_a_refresh(page: Page):
    event_id = REPLAY["foreign_event_ids"][1]
    harness.open_page(page, f"{LINK}&event={event_id}&which=all&kind=admin")
    for _ in range(2):
        assert event_id in record_text(page).first.inner_text()
        assert page.get_by_text("of 15 events match.").count() == 1
        page.reload()
        harness.wait_until_idle(page)


@pytest.mark.slow
def test_keys_move_the_record_to_the_next_event_and_back(page: Page):
    first, second = REPLAY["foreign_event_ids"][:2]
    harness.open_page(page, f"{LINK}&event={first}")
    page.keyboard.press("n")
    page.wait_for_url(f"**event={second}**")
    harness.wait_until_idle(page)
    assert second in record_text(page).first.inner_text()
    page.keyboard.press("Shift+N")
    page.wait_for_url(f"**event={first}**")


def test_hostile_text_in_every_field_is_text_and_nothing_is_fetched(page: Page):
    harness.open_page(page, "/findings?case=hostile")
    page.get_by_role("button", name="Open session").click()
    page.wait_for_url("**/session?**")
    harness.wait_until_idle(page)
    harness.no_error_box(page)
    click_mark(page, 6)
    for path in page.locator(".scatterlayer path.point").all()[:12]:
        path.hover(force=True)
    page.wait_for_timeout(500)
    assert "stranger.example" in record_text(page).first.inner_text()
    assert page.watch.strangers(page.url) == []  # type: ignore[attr-defined]
    assert page.locator("a[href*=stranger], img[src*=stranger], script[src*=stranger]").count() == 0
    assert page.locator("svg a").count() == 0


@pytest.mark.slow
@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
def test_the_screen_fits_its_window(browser, server: harness.Server, theme: str, width: int):
    context = browser.new_context(
        viewport={"width": width, "height": 900}, base_url=server.url, color_scheme=theme,
        **({"user_agent": "Mozilla/5.0 (Linux; Android 14) Mobile"} if width < 500 else {}),
    )  # fmt: skip
    page = context.new_page()
    harness.open_page(page, LINK)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    harness.screenshot(page, f"session-{theme}-{width}")
    context.close()
