"""How long each screen takes to answer a click on a large case, in a real Chromium, and how much it sends.

`python tests/bench/screens.py --events 5000000` makes a made-up case of that size (or takes `--case DIR`), starts
Crumbline on it, opens each screen cold, then clicks through all screens several rounds long. A screen has answered
when its script has run to its end and nothing on it is stale. Printed: cold, median and worst of the warm clicks, and
the most that one click sent besides Streamlit's own static files. Not here: how fast evidence is read (ingest.py).
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "pages"), str(ROOT / "tests")]

from browser import harness  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Page

PEOPLE, DAYS, START = 10_000, 365, datetime(2024, 3, 4, tzinfo=UTC)
AIM_S, AIM_MB = 2.0, 5.0
# without Exercise: what it shows is games, nothing of the open case
MENU = (
    "Overview", "Findings", "Session", "Person", "Network", "Changes", "Hunt", "HAR", "Controls", "Briefing",
    "Case log", "Take-away", "Settings", "Reference", "Evidence",
)  # fmt: skip


@dataclass
class Told:
    """What was measured of one click."""

    cold_s: float | None = None
    warm_s: list[float] = field(default_factory=list)
    most_bytes: int = 0
    failures: list[str] = field(default_factory=list)
    """Why the click found nothing, or its screen did not come to rest; a line each time."""


@dataclass
class Meter:
    """Bytes that came to the page since it was last asked."""

    received: int = 0

    def watch(self, page: Page) -> None:
        page.on("websocket", lambda socket: socket.on("framereceived", self._frame))
        page.on("response", lambda answer: self._answer(answer.url, answer.headers.get("content-length", "0")))

    def taken(self) -> int:
        count, self.received = self.received, 0
        return count

    def _frame(self, payload: str | bytes) -> None:
        self.received += len(payload)

    def _answer(self, url: str, length: str) -> None:
        if "/static/" not in urlsplit(url).path:
            self.received += int(length)


def make_case(folder: Path, events: int) -> None:
    """A judged case of about this many made-up events in `folder`."""
    from analysis import pipeline
    from analysis.case import Case
    from analysis.exercise import tenant

    log = folder.parent / "log.jsonl"
    made = 0
    began = time.perf_counter()
    with log.open("wb") as file:
        for chunk in tenant.json_lines(tenant.make(5, PEOPLE, DAYS, start=START).events):
            file.write(chunk)
            made += chunk.count(b"\n")
            if made >= events:
                break
    print(f"made {made:,} events in {time.perf_counter() - began:.0f} s", flush=True)
    began = time.perf_counter()
    with Case.open(folder) as case:
        pipeline.add_evidence(case, [log])
        read_s = time.perf_counter() - began
        pipeline.judge(case)
    print(f"read in {read_s:.0f} s, judged in {time.perf_counter() - began - read_s:.0f} s", flush=True)
    log.unlink()


def answered(page: Page, click: Callable[[], None]) -> float:
    """Seconds from a click until the screen rests."""
    page.evaluate("() => { window.__idleSince = undefined; }")
    before = page.evaluate("() => performance.now()")
    click()
    page.wait_for_timeout(60)
    harness.wait_until_idle(page, 120)
    harness.no_error_box(page)
    return (page.evaluate("() => window.__idleSince") - before) / 1000


@dataclass(frozen=True)
class Busy:
    """What the case has most of: addresses of screens that have much to show."""

    person: str
    network: str
    address: str
    session: str
    domain: str
    """Of most logins with a finding: a search that finds many."""


def busiest(folder: Path) -> Busy:
    """Asked of the case before the server holds it."""
    from analysis.case import Case

    with Case.open(folder) as case, case.cursor() as cursor:

        def first(query: str) -> str:
            row = cursor.execute(query).fetchone()
            return str(row[0]) if row else ""

        return Busy(
            first("select actor_id from sessions group by 1 order by sum(event_count) desc, 1 limit 1"),
            first("select network from session_clients group by 1 order by sum(event_count) desc, 1 limit 1"),
            first("select address from session_clients group by 1 order by sum(event_count) desc, 1 limit 1"),
            first("select session_key from sessions order by event_count desc, 1 limit 1"),
            first(
                "select split_part(actor_login, '@', -1) from findings"
                " where band <> 'clean' group by 1 order by count(*) desc, 1 limit 1"
            ),
        )


def clicks(page: Page, busy: Busy) -> dict[str, Callable[[], None]]:
    """Every click that is measured: each screen of the menu, and what people do most on them."""

    def menu(title: str) -> Callable[[], None]:
        # by the node itself: a screen may fold the menu away, and its links then lie outside of the view
        link = page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True)
        return lambda: link.evaluate("node => node.click()")

    def press(key: str) -> Callable[[], None]:
        return lambda: page.keyboard.press(key)

    def go(path: str, **query: str) -> Callable[[], None]:
        """As a link within the program: the page stays, so that the browser does not load Streamlit anew."""
        address = f"/{path}?{urlencode({'case': 'large'} | query)}"
        return lambda: page.evaluate(
            "to => { history.pushState({}, '', to); dispatchEvent(new PopStateEvent('popstate', {state: {}})); }",
            address,
        )

    def search(word: str) -> Callable[[], None]:
        def typed() -> None:
            field = page.get_by_label("Search", exact=True).first
            field.fill(word)
            field.press("Enter")

        return typed

    more: dict[str, dict[str, Callable[[], None]]] = {
        "Findings": {
            "Findings: a band": lambda: page.get_by_test_id("stButtonGroup").first.get_by_text("likely honest").click(),
            "Findings: next row (J)": press("j"),
            "Findings: search": search(busy.domain),
            "Findings: open (Enter)": lambda: page.get_by_role("button", name="Open session").first.click(),
            "Session: next (J)": press("j"),
            "Session: fold": lambda: page.get_by_text("Fold idle gaps").click(),
        },
        "Session": {"Session: the longest": go("session", session=busy.session)},
        "Person": {"Person: the busiest": go("person", person=busy.person)},
        "Network": {
            "Network: the busiest": go("network", network=busy.network),
            "Network: an address": go("network", network=busy.address),
        },
        "Changes": {
            "Changes: by object": lambda: page.get_by_text("By object", exact=True).click(),
        },
    }
    found: dict[str, Callable[[], None]] = {}
    for title in MENU:
        found[title] = menu(title)
        found |= more.get(title, {})
    return found


def memory_mb(pid: int) -> float:
    """The most that the server ever held, MB; 0 where this system does not say."""
    status = Path(f"/proc/{pid}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def measure(page: Page, meter: Meter, rounds: int, busy: Busy) -> dict[str, Told]:
    """Go through all clicks, the first time cold."""
    told: dict[str, Told] = {}
    for number in range(rounds + 1):
        for name, click in clicks(page, busy).items():
            one = told.setdefault(name, Told())
            meter.taken()
            try:
                seconds = answered(page, click)
                received = meter.taken()
                assert received, "the server sent nothing, so the click reached nothing"
            except Exception as problem:  # noqa: BLE001 - one click that fails must not lose the other figures
                one.failures.append(str(problem).splitlines()[0])
                print(f"{name}: {one.failures[-1]}", flush=True)
                continue
            one.most_bytes = max(one.most_bytes, received)
            if number:
                one.warm_s.append(seconds)
            else:
                one.cold_s = seconds
    return told


def show(told: dict[str, Told]) -> bool:
    """The table; true where every click was answered each time, and every warm one met the aims."""
    print(f"\n{'click':26} {'cold s':>7} {'median s':>9} {'worst s':>8} {'MB':>6}")
    is_met = True
    for name, one in told.items():
        is_met &= not one.failures
        if not one.warm_s:
            print(f"{name:26} never answered")
            is_met = False
            continue
        worst, mb = max(one.warm_s), one.most_bytes / 1e6
        is_missed = worst > AIM_S or mb > AIM_MB
        is_met &= not is_missed
        cold = f"{one.cold_s:7.2f}" if one.cold_s is not None else "      -"
        print(f"{name:26} {cold} {statistics.median(one.warm_s):9.2f} {worst:8.2f} {mb:6.2f}{'  MISSED' * is_missed}")
    for name, one in told.items():
        for failure in one.failures:
            print(f"FAILED {name}: {failure}")
    print(f"\nAims: every click is answered; every warm one within {AIM_S:g} s, at most {AIM_MB:g} MB.")
    return is_met


def main(arguments: list[str]) -> int:
    """Make the case, click, print; 0 where the aims are met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--events", type=int, default=5_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--case", type=Path, help="a folder with the case `large`; made there where it is missing")
    given = parser.parse_args(arguments)
    from playwright.sync_api import sync_playwright

    folder = given.case or Path(tempfile.mkdtemp(prefix="crumbline-bench-"))
    try:
        large = folder / "cases" / "large"
        if not large.exists():
            large.parent.mkdir(parents=True, exist_ok=True)
            make_case(large, given.events)
        busy = busiest(large)
        with harness.serve(folder) as server, sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=harness.find_browser(), args=harness.browser_flags())
            page = chromium.new_page(viewport={"width": 1440, "height": 900}, base_url=server.url)
            page.set_default_timeout(10_000)
            meter = Meter()
            meter.watch(page)
            began = time.perf_counter()
            harness.open_page(page, "/?case=large", 300)
            print(f"first visit, case opened: {time.perf_counter() - began:.1f} s", flush=True)
            is_met = show(measure(page, meter, given.rounds, busy))
            print(f"server: at most {memory_mb(server.pid):,.0f} MB; load now {os.getloadavg()[0]:.1f}")
            chromium.close()
        return 0 if is_met else 1
    finally:
        if given.case is None:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
