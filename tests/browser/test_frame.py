"""The frame in a real browser: deep links, cases, headers, and requests that other web sites could send."""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path

import pytest

from browser import harness
from browser.harness import open_page, wait_until_idle


def answer(url: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str]]:
    request = urllib.request.Request(url, method=method, headers={k.replace("_", "-"): v for k, v in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=10) as said:
            return said.status, dict(said.headers)
    except urllib.error.HTTPError as refused:
        return refused.code, dict(refused.headers)


def test_every_answer_limits_what_a_page_may_call(server):
    for path in ("/", "/evidence", "/_stcore/health", "/outlines/world_110m.json"):
        status, headers = answer(server.url + path)
        policy = headers["content-security-policy"]
        assert status == 200, path
        assert f"connect-src 'self' {server.url.replace('http', 'ws')} " in policy
        assert "frame-ancestors 'none'" in policy
        assert "http:" not in policy
        assert headers["x-content-type-options"] == "nosniff"


def test_other_web_sites_are_refused(server):
    assert answer(server.url, Host="evil.test")[0] == 403
    assert answer(server.url, Origin="http://evil.test")[0] == 403
    assert answer(server.url, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors")[0] == 403
    upload = f"{server.url}/evidence-upload/demo/0123456789abcdef"
    assert answer(upload, "DELETE")[0] == 403, "no origin"
    assert answer(upload, "DELETE", Origin=server.url)[0] == 403, "neither token"


@pytest.mark.parametrize("link", ["/findings?case=demo", pytest.param("/", marks=pytest.mark.slow)])
def test_a_deep_link_on_a_cold_server_passes_through_the_frame(browser, tmp_path: Path, link: str):
    with harness.serve(tmp_path) as cold:
        page = browser.new_page(base_url=cold.url)
        open_page(page, link)
        page.get_by_text("Case · demo").wait_for()
        page.get_by_text("Making the demo case").wait_for(state="detached", timeout=60_000)
        wait_until_idle(page)
        harness.no_error_box(page)
        assert "case=demo" in page.url
        assert page.locator('[data-testid="stSidebarNavLink"]').count() >= 1
        page.close()


def test_the_case_stays_in_the_address_while_a_person_walks_around(server, page):
    (server.cases / "walk").mkdir()
    open_page(page, "/evidence?case=walk")
    for name in ("Findings", "Session", "Evidence"):
        page.locator('[data-testid="stSidebarNavLink"]', has_text=name).click()
        page.wait_for_url(f"**/{name.lower()}?*case=walk*")
        wait_until_idle(page)
        harness.no_error_box(page)
    page.reload()
    wait_until_idle(page)
    page.get_by_text("Case · walk").wait_for()


@pytest.mark.slow
def test_a_new_case_is_made_opened_and_listed(server, page):
    (server.cases / "first").mkdir()
    open_page(page, "/evidence?case=first")
    page.get_by_role("button", name="Cases").click()
    page.get_by_role("button", name="New case").click()
    page.get_by_label("Name").fill("../outside")
    page.get_by_role("button", name="Make the case").click()
    page.get_by_text("A case is named with letters").wait_for()
    page.get_by_label("Name").fill("Autumn 2023")
    page.get_by_role("button", name="Make the case").click()
    page.wait_for_url("**/evidence?case=Autumn*")
    wait_until_idle(page)
    page.get_by_text("Case · Autumn 2023").wait_for()
    assert (server.cases / "Autumn 2023" / "case.duckdb").is_file()
    page.get_by_role("button", name="Cases").click()
    harness.screenshot(page, "cases")
    page.get_by_role("button", name="first").click()
    page.wait_for_url("**/evidence?case=first")
    page.get_by_text("Case · first").wait_for()
