"""What a browser test may ask for: `server`, `page`, `phone`.

One server, one browser and one context serve all tests of a core; every test gets a fresh page, and what it leaves
in the browser (cookies, storage) is cleared after it. A test that changes the context itself makes one of its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from browser import harness

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

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


@pytest.fixture(scope="session")
def desktop(browser: Browser, server: harness.Server) -> Iterator[BrowserContext]:
    """One context of desktop width for all tests of a core: what it loaded once it need not load again."""
    yield from _context(browser, server, DESKTOP)


@pytest.fixture(scope="session")
def telephone(browser: Browser, server: harness.Server) -> Iterator[BrowserContext]:
    """The same at the width of a phone."""
    yield from _context(browser, server, PHONE)


@pytest.fixture
def page(desktop: BrowserContext, server: harness.Server) -> Iterator[Page]:
    """A fresh page of desktop width; `page.watch` tells what it asked for; fails where that was not the server."""
    yield from _fresh(desktop, server)


@pytest.fixture
def phone(telephone: BrowserContext, server: harness.Server) -> Iterator[Page]:
    """The same at the width of a phone."""
    yield from _fresh(telephone, server)


def _context(browser: Browser, server: harness.Server, size: tuple[int, int]) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, base_url=server.url)
    yield context
    context.close()


def _fresh(context: BrowserContext, server: harness.Server) -> Iterator[Page]:
    page = context.new_page()
    seen = harness.watch(page)
    page.watch = seen  # type: ignore[attr-defined]
    yield page
    if page.url.startswith(server.url):
        page.evaluate("() => localStorage.clear()")
    for opened in context.pages:
        opened.close()
    context.clear_cookies()
    strangers = seen.strangers(server.url)
    assert not strangers, f"The page asked somebody else than the server: {strangers}"
