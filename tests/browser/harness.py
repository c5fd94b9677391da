"""A real server and a real Chromium: what the browser tests stand on.

Not here: any test. Run as a program it prints which browser it found, or fails; tests/install_browser.sh asks it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import TimeoutError as TookTooLong

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

ROOT = Path(__file__).resolve().parents[2]
OUTPUT = ROOT / "tests" / "output"

NO_BROWSER = (
    "No Chromium or Chrome was found. Debian: apt-get install chromium. macOS: install Google Chrome. "
    "One that lies elsewhere: CHROMIUM=/path/to/it. To leave the browser tests out: CRUMBLINE_NO_BROWSER=1."
)
PLACES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/usr/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
# The browser's own calls home would show up as failures on a machine without internet.
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
START_S = 60.0
IDLE_S = 60.0
HEAD_PX, ROW_PX = 34, 30
# "notRunning" alone is also true for a moment before the first run and between a click and its run.
SETTLED_MS = 250
IS_IDLE = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    const idle = app && app.getAttribute('data-test-script-state') === 'notRunning'
        && app.getAttribute('data-test-connection-state') === 'CONNECTED'
        && !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]');
    const now = performance.now();
    if (!idle) { window.__idleSince = undefined; return false; }
    window.__idleSince ??= now;
    return now - window.__idleSince > SETTLED;
}"""


def find_browser() -> str | None:
    """The browser's program: CHROMIUM where it is set, else the first that is installed."""
    chosen = os.environ.get("CHROMIUM")
    for place in (chosen,) if chosen else PLACES:
        found = shutil.which(place)
        if found:
            return found
    return None


def browser_flags() -> list[str]:
    """Chromium's flags. Root in a container has no sandbox to give."""
    return [*QUIET, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else list(QUIET)


@dataclass(frozen=True)
class Server:
    """One running Crumbline."""

    url: str
    """Where it answers, without a slash at the end."""
    pid: int
    """The process to measure."""
    cases: Path
    """The folder that holds its cases."""
    log: Path
    """What it printed."""
    started_after_s: float
    """From the start of the process to the first answer."""


@dataclass
class Watch:
    """What a page asked for and complained about while a test used it."""

    requests: list[str] = field(default_factory=list)
    """Addresses of all requests and web sockets, in order."""
    failed: list[str] = field(default_factory=list)
    """Requests without an answer, with the reason. A navigation that cuts off another is one of them."""
    errors: list[str] = field(default_factory=list)
    """Errors and warnings on the browser's console, and uncaught exceptions."""

    def strangers(self, url: str) -> list[str]:
        """Requests that went, or tried to go, anywhere but to the server at `url`."""
        home = urlsplit(url).netloc
        inside = {"data", "blob", "about"}
        parts = [(request, urlsplit(request)) for request in self.requests]
        return [request for request, part in parts if part.scheme not in inside and part.netloc != home]


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def serve(
    folder: Path,
    app: Path = ROOT / "app.py",
    environment: Mapping[str, str] | None = None,
    arguments: Sequence[str] = (),
    port: int | None = None,
) -> Iterator[Server]:
    """Start Crumbline as `make run` does, on a free port, with its cases and logs below `folder`; end it afterwards.

    `arguments`: the words after the two dashes. Whatever they say, only this machine reaches it.
    """
    cases = folder / "cases"
    cases.mkdir(parents=True, exist_ok=True)
    log = folder / "server.log"
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.port", str(port), "--server.headless=true"]
    command += ["--server.address=127.0.0.1", "--", *arguments] if arguments else []
    values = os.environ | {"CRUMBLINE_CASES": str(cases), "HOME": str(folder)} | dict(environment or {})
    begun = time.monotonic()
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=values, stdout=output, stderr=subprocess.STDOUT)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for_answer(process, f"{url}/_stcore/health", log)
        yield Server(url, process.pid, cases, log, time.monotonic() - begun)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for_answer(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=1) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError(f"The server did not start. It printed:\n{log.read_text(errors='replace')}")


def watch(page: Page) -> Watch:
    """Write down from now on what `page` asks for and complains about."""
    seen = Watch()
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("websocket", lambda web_socket: seen.requests.append(web_socket.url))
    page.on("requestfailed", lambda request: seen.failed.append(f"{request.url}: {request.failure}"))
    page.on("pageerror", lambda error: seen.errors.append(f"exception: {error}"))
    page.on("console", lambda said: _keep_complaint(seen, said.type, said.text))
    return seen


def _keep_complaint(seen: Watch, kind: str, text: str) -> None:
    if kind in ("error", "warning"):
        seen.errors.append(f"{kind}: {text[:500]}")


def wait_until_idle(page: Page, seconds: float = IDLE_S) -> None:
    """Wait until the page's script has run to its end and nothing on the screen is stale."""
    page.wait_for_selector('[data-testid="stApp"]', timeout=seconds * 1000)
    page.evaluate("() => { window.__idleSince = undefined; }")
    page.wait_for_function(IS_IDLE.replace("SETTLED", str(SETTLED_MS)), timeout=seconds * 1000)


def open_page(page: Page, url: str, seconds: float = IDLE_S) -> None:
    """Go to an address of the server and wait until it is drawn; an error box on it fails the test with its text."""
    page.goto(url)
    wait_until_idle(page, seconds)
    no_error_box(page)


def no_error_box(page: Page) -> None:
    """Fail with the text of the first box that shows a defect of the program."""
    boxes = page.locator('[data-testid="stException"]')
    assert boxes.count() == 0, f"{page.url} shows a defect:\n{boxes.first.inner_text()}"


def tick_row(page: Page, table: Locator, number: int = 0) -> None:
    """Tick a row of a table, from 0, and wait for what follows: another address."""
    table.locator("canvas").first.wait_for()
    click_until_address_changes(page, table, (16, HEAD_PX + (number + 0.5) * ROW_PX))


def click_mark(page: Page, mark: Locator) -> None:
    """Click the middle of a mark of a picture, and wait for what follows: another address."""
    mark.wait_for()
    click_until_address_changes(page, mark, None)


def click_until_address_changes(page: Page, target: Locator, offset: tuple[float, float] | None) -> None:
    """Click so far from a thing's upper left corner, in pixels (None: its middle), until the address is another one.

    Why more than once: tables and pictures that are being laid out take no click.
    """
    before = page.url
    for _ in range(4):
        target.scroll_into_view_if_needed()
        size = target.bounding_box()
        assert size is not None
        x, y = offset or (size["width"] / 2, size["height"] / 2)
        page.mouse.click(size["x"] + x, size["y"] + y, delay=50)
        with contextlib.suppress(TookTooLong):
            page.wait_for_url(lambda url: url != before, timeout=6_000)
            break
    assert page.url != before, f"no click changed the address {before}"
    wait_until_idle(page)


def screenshot(page: Page, name: str) -> Path:
    """Save what the page shows to tests/output/<name>.png, for a person to look at.

    Why: Streamlit scrolls inside the page, so the window grows to the content first; a plain full-page picture
    would end at the window's edge.
    """
    OUTPUT.mkdir(parents=True, exist_ok=True)
    size = page.viewport_size
    height = page.evaluate("() => (document.querySelector('[data-testid=\"stMain\"]') ?? document.body).scrollHeight")
    if size and height > size["height"]:
        page.set_viewport_size({"width": size["width"], "height": min(int(height), 8000)})
        wait_until_idle(page)
    path = OUTPUT / f"{name}.png"
    page.screenshot(path=path)
    if size:
        page.set_viewport_size(size)
    return path


if __name__ == "__main__":
    browser = find_browser()
    if browser is None:
        sys.exit(1)
    sys.stdout.write(f"{browser}\n")
