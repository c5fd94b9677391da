"""Files are taken away, a bundle is made, downloaded and opened as another case, in a real browser."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

import judged
from browser import harness

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_a_bundle_is_downloaded_and_opened_as_another_case(page: Page, server: harness.Server, tmp_path):
    if not (server.cases / "packed").exists():
        judged.demo(server.cases / "packed")
    harness.open_page(page, "/takeaway?case=packed")
    with page.expect_download() as told:
        page.get_by_test_id("stDownloadButton").first.click()
    rows = list(csv.DictReader(io.StringIO(told.value.path().read_bytes().decode("utf-8-sig"))))
    assert {row["band"] for row in rows} >= {"likely replay", "likely honest"}

    page.get_by_role("button", name="Make the bundle").click()
    link = page.get_by_role("link", name="Download the bundle")
    link.wait_for(timeout=60_000)
    with page.context.expect_page() as _, page.context.expect_event("page"):
        answer = page.request.get(f"{server.url}/bundle/packed")
        link.click()
    assert answer.headers["content-type"] == "application/zip"
    path = tmp_path / "packed.zip"
    path.write_bytes(answer.body())

    page.bring_to_front()
    page.get_by_role("button", name="Cases").click()
    page.get_by_role("button", name="Open a bundle").click()
    page.get_by_label("Or its path on this machine, better for a large one").fill(str(path))
    page.get_by_label("Name of the case here").fill("opened here")
    page.get_by_role("button", name="Open it").click()
    page.wait_for_url("**case=opened*", timeout=60_000)
    harness.wait_until_idle(page)
    harness.open_page(page, "/findings?case=opened%20here")
    assert "Four sessions are likely replays" in page.get_by_role("heading", level=1).inner_text()


@pytest.mark.slow
def test_a_bundle_that_nobody_made_is_told(page: Page, server: harness.Server):
    answer = page.request.get(f"{server.url}/bundle/nothing-here")
    assert answer.status == 404
    assert "no bundle" in answer.text()
    assert page.request.get(f"{server.url}/bundle/..%2F..%2Fetc").status in (400, 404)
