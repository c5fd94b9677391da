"""What a browser test may ask for: `server`, `page`, `phone`.

One server and one browser serve all tests; every test gets a fresh context, so no cookie or setting crosses over.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from browser import harness

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DESKTOP = (1440, 900)
PHONE = (390, 844)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[harness.Server]:
    """Crumbline itself, as `make run` starts it, with an empty folder of cases."""
    with harness.serve(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all browser tests."""
    if os.environ.get("CRUMBLINE_NO_BROWSER"):
        pytest.skip("CRUMBLINE_NO_BROWSER is set: nothing was tried in a browser")
    program = harness.find_browser()
    if program is None:
        pytest.fail(harness.NO_BROWSER, pytrace=False)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=harness.browser_flags())
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, server: harness.Server) -> Iterator[Page]:
    """A fresh page of desktop width; `page.watch` tells what it asked for; fails where that was not the server."""
    yield from _fresh(browser, server, DESKTOP)


@pytest.fixture
def phone(browser: Browser, server: harness.Server) -> Iterator[Page]:
    """The same at the width of a phone."""
    yield from _fresh(browser, server, PHONE)


def _fresh(browser: Browser, server: harness.Server, size: tuple[int, int]) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, base_url=server.url)
    page = context.new_page()
    seen = harness.watch(page)
    page.watch = seen  # type: ignore[attr-defined]
    yield page
    context.close()
    strangers = seen.strangers(server.url)
    assert not strangers, f"The page asked somebody else than the server: {strangers}"
