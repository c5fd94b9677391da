"""Two games at once on one server: twenty players, two facilitators, the log fed on, and the server killed in mid-game.

`python tests/bench/exercise_load.py` makes two games, starts a server of games, sits three real browsers and seventeen
tabs without one at their tables, and has all of them look at every screen, answer and call while the facilitators run
the clock. Then the server is killed and started again. Printed: seconds a screen, median, 95th and worst; what was told
to be kept and is lost; whether the clock went back. It ends with 1 where something was lost or a screen took too long.
Not here: how fast one person's screens are on a large case (screens.py).
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import itertools
import json
import os
import random
import re
import signal
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "pages"), str(ROOT / "tests")]

import exercise_players  # noqa: E402
from analysis.exercise import serving  # noqa: E402
from analysis.exercise.play.plays import FOLDER, Plays  # noqa: E402
from analysis.exercise.play.state import FINDINGS, LANES  # noqa: E402
from analysis.exercise.scenarios import document  # noqa: E402
from analysis.exercise.scenarios.questions import NAMES, WORDS  # noqa: E402
from browser import harness  # noqa: E402
from exercise_players import ConnectionClosed, Tab  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

AIM_S = 3.0
PLAYERS, BROWSERS = 20, 3
GAMES = (("backdoor-account", FINDINGS), ("two-administrators", LANES))
OF_LANES = ("exercise", "events", "hunt", "log", "reference", "session", "person", "network")
SCREENS = {LANES: OF_LANES, FINDINGS: (*OF_LANES, "overview", "findings", "changes")}
TITLES = {"log": "Case log"}
READS_S = (3.0, 7.0)
"""How long somebody looks at a screen before the next; quicker than people are."""
LEADS_S = (4.0, 8.0)
MINUTE = re.compile(r"minute ([\d.]+) of")


@dataclass
class Table:
    """One game and its table."""

    id: str
    code: str
    level: str
    folder: Path
    asks: tuple[str, ...]
    """Questions that take words of one's own."""
    session: str
    """One that is in the log from the beginning."""

    def journal(self) -> list[dict[str, Any]]:
        """What is on the disk; a line that is being written is left out."""
        text = (self.folder / "journal.jsonl").read_bytes()
        return [json.loads(line) for line in text[: text.rfind(b"\n") + 1].splitlines()]


@dataclass
class Measured:
    """What came of it. Lists are added to by many threads."""

    seconds: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    """By who and screen."""
    kept: list[tuple[str, str, str]] = field(default_factory=list)
    """(game, player, words): answers that a screen showed as kept."""
    calls: list[tuple[str, str, str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    backwards: list[str] = field(default_factory=list)
    back_after_s: list[float] = field(default_factory=list)
    """From the kill to a drawn screen, for each tab."""
    late: list[str] = field(default_factory=list)
    """What took too long, with how long after a start of the server it was."""
    started_at: float = 0.0
    server_cpu_s: float = 0.0
    """Seconds of a core that the server used a second, until it was killed; 0 where the system does not tell."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, who: str, screen: str, seconds: float) -> None:
        with self.lock:
            self.seconds.setdefault((who, screen), []).append(seconds)
            if seconds > AIM_S:
                since = time.monotonic() - self.started_at
                self.late.append(f"{who} {screen} {seconds:.1f} s, {since:.0f} s after a start")


class Person(threading.Thread):
    """Somebody with a tab, until the game is over."""

    def __init__(self, url: str, table: Table, cookies: dict[str, str], name: str, told: Measured) -> None:
        super().__init__(daemon=True, name=name)
        self.table, self.told = table, told
        self.tab = Tab(url, cookies, keeps=False)
        self.is_over = threading.Event()
        self.chance = random.Random(name)
        self.killed_at = 0.0

    def run(self) -> None:
        self.tab.connect()
        for number in itertools.count():
            if self.is_over.is_set():
                break
            try:
                self.act(number)
            except (ConnectionClosed, OSError):
                begun = self.killed_at or time.monotonic()
                with contextlib.suppress(ConnectionClosed, OSError):
                    self.tab.connect()
                    self.open("exercise", is_measured=False)
                    self.told.back_after_s.append(time.monotonic() - begun)
            except Exception as error:  # noqa: BLE001 - a thread has nobody above it; the report tells it
                self.told.wrong.append(f"{self.name}: {type(error).__name__} {str(error)[:300]}")
        self.told.wrong += [f"{self.name}: {one}" for one in self.tab.errors]
        self.tab.close()

    def act(self, number: int) -> None:
        """One thing that somebody does."""
        raise NotImplementedError

    def open(self, screen: str, *, is_measured: bool = True) -> None:
        seconds = self.tab.open(screen, case=f"~{self.table.id}")
        if is_measured:
            self.told.add("tab", screen, seconds)

    def look(self, between: tuple[float, float]) -> None:
        begun = len(self.tab.looked)
        self.tab.idle(self.chance.uniform(*between))
        for seconds in self.tab.looked[begun:]:
            self.told.add("tab", "(a part looks again)", seconds)


class Player(Person):
    """Looks at screens one after the other, answers and calls."""

    def act(self, number: int) -> None:
        shown = SCREENS[self.table.level]
        screen = shown[(number + self.chance.randrange(len(shown))) % len(shown)]
        self.open(screen)
        self.look(READS_S)
        if number % 3 == 1:
            self.open("exercise")
            self.answer(f"{self.name} says {number} {self.chance.random():.6f}")
        if number % 6 == 4:
            self.open("exercise")
            self.call(f"{self.name} calls {number} {self.chance.random():.6f}")

    def answer(self, words: str) -> None:
        """Answer where words or names are asked for, as the screen lets one."""
        shown = [name for name in self.table.asks if self.tab.has(f"{name}-keep") or self.tab.has(f"{name}-change")]
        if not shown:
            return
        name = self.chance.choice(shown)
        if self.tab.has(f"{name}-change"):
            self.tab.press(f"{name}-change")
        if not self.tab.has(f"{name}-field"):
            return
        self.tab.fill(f"{name}-field", [words] if self.tab.kind(f"{name}-field") == "multiselect" else words)
        self.told.add("tab", "(keep an answer)", self.tab.press(f"{name}-keep"))
        if any(words in one for one in self.tab.words):
            self.told.kept.append((self.table.id, self.name, words))

    def call(self, words: str) -> None:
        """Call some session stolen."""
        if not self.tab.has("call-begin"):
            return
        self.tab.press("call-begin")
        if not self.tab.has("call-sessions"):
            return
        self.tab.fill("call-sessions", [self.table.session])
        self.tab.fill("call-words", words)
        self.tab.press("call-now")
        if self.tab.has("call-yes"):
            self.told.add("tab", "(call it now)", self.tab.press("call-yes"))
            if any(words in one for one in self.tab.words):
                self.told.calls.append((self.table.id, self.name, words))


class Facilitator(Person):
    """Starts the clock, runs it quickly, holds it, sends messages, and watches that it never goes back."""

    def act(self, number: int) -> None:
        self.open("exercise", is_measured=False)
        self.see_clock()
        begun = time.monotonic()
        if self.tab.has("lead_start"):
            self.tab.press("lead_start")
        elif number % 5 == 3:
            self.tab.press("lead_hold")
        elif number % 5 == 1:
            sent = [key for key in self.tab.widgets if key.startswith("lead_send_")]
            if sent:
                self.tab.press(self.chance.choice(sent))
        elif number == 7 and self.tab.has("lead_hint_0"):
            self.tab.press("lead_hint_0")
        elif number % 5 == 2 and self.minute < 45:
            self.tab.fill("lead_jump_minute", self.minute + 2)
            self.tab.press("lead_jump")
        self.told.add("facilitator", "exercise", time.monotonic() - begun)
        self.look(LEADS_S)
        self.see_clock()

    minute = 0.0

    def see_clock(self) -> None:
        found = [float(one[1]) for one in map(MINUTE.search, self.tab.words) if one]
        for minute in found:
            if minute < self.minute:
                self.told.backwards.append(f"{self.name}: {self.minute} then {minute}")
            self.minute = max(self.minute, minute)


def made_games(folder: Path) -> list[Table]:
    """Two games, fed for their beginning."""
    plays, tables = Plays(folder / "cases"), []
    for scenario, level in GAMES:
        play = plays.new(document.find(scenario), seed=1, level=level, title=f"Load at {level}")
        assert plays.wait_until_fed(play, 120)
        sessions = (one["authenticationContext"]["externalSessionId"] for one in play.made.events_until(0.0))
        session = next(one for one in sessions if one and len(one) > 12)
        asks = tuple(one.question.id for one in play.game.asked if one.question.kind in (NAMES, WORDS))
        tables.append(Table(play.facts.id, play.facts.code, level, play.folder, asks, session))
    plays.close()
    return tables


class Seat:
    """A player in a real browser, who goes through the menu."""

    def __init__(self, browser: Browser, url: str, table: Table, name: str, told: Measured) -> None:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=url)
        self.page: Page = context.new_page()
        self.table, self.told = table, told
        self.screens = itertools.cycle(SCREENS[table.level])
        self.page.goto(f"/join/{table.code}")
        self.page.get_by_label("Your name").fill(name)
        self.page.get_by_role("button", name="Join").click()
        harness.wait_until_idle(self.page)

    def step(self) -> None:
        """The next screen of the menu."""
        screen = next(self.screens)
        title = TITLES.get(screen, screen.capitalize())
        link = self.page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True)
        begun = time.monotonic()
        try:
            link.click(timeout=10_000)
            harness.wait_until_idle(self.page)
            self.told.add("browser", screen, time.monotonic() - begun - harness.SETTLED_MS / 1000)
            harness.no_error_box(self.page)
        except Exception as error:  # noqa: BLE001 - the report tells it
            self.told.wrong.append(f"browser at {screen}: {type(error).__name__} {str(error)[:300]}")


@contextlib.contextmanager
def _browser(count: int) -> Iterator[Browser | None]:
    if not count:
        yield None
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        program = harness.find_browser()
        assert program is not None, harness.NO_BROWSER
        chromium = playwright.chromium.launch(executable_path=program, args=harness.browser_flags())
        yield chromium
        chromium.close()


def play(folder: Path, *, players: int, browsers: int, before_s: float, after_s: float) -> tuple[Measured, list[str]]:
    """The whole evening; gives what was measured, and what was lost."""
    told, tables = Measured(), made_games(folder)

    serve = functools.partial(
        harness.serve, folder, environment=serving.environment("127.0.0.1"), arguments=[serving.FLAG]
    )
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(serve())
        port = int(server.url.rpartition(":")[2])
        chromium = stack.enter_context(_browser(browsers))
        cookies = exercise_players.lead(server.url, (folder / "cases" / FOLDER / serving.KEY_FILE).read_text().strip())
        people: list[Person] = [
            Facilitator(server.url, one, cookies, f"Facilitator {n}", told) for n, one in enumerate(tables)
        ]
        for number in range(players - browsers):
            table = tables[number % len(tables)]
            name = f"Player {number}"
            people.append(Player(server.url, table, exercise_players.join(server.url, table.code, name), name, told))
        seats = [
            Seat(chromium, server.url, tables[(number + 1) % len(tables)], f"Browser {number}", told)
            for number in range(browsers)
            if chromium
        ]
        told.started_at = time.monotonic()
        for one in people:
            one.start()
        _go_on(seats, before_s)
        told.server_cpu_s = _cpu_s(server.pid) / (time.monotonic() - told.started_at)
        before = [one.journal() for one in tables]
        for one in people:
            one.killed_at = time.monotonic()
        os.kill(server.pid, signal.SIGKILL)
        killed = [one.journal() for one in tables]
        stack.enter_context(serve(port=port))
        told.started_at = time.monotonic()
        for seat in seats:
            with contextlib.suppress(Exception):
                harness.wait_until_idle(seat.page)
        _go_on(seats, after_s)
        for one in people:
            one.is_over.set()
        for one in people:
            one.join(60)
        after = [one.journal() for one in tables]
    lost = _lost(told, tables, after) + told.backwards
    for table, at_first, then, now in zip(tables, before, killed, after, strict=True):
        joined = {one["who"] for one in now if one["what"] == "joined"}
        if now[: len(then)] != then or len(then) < len(at_first):
            lost.append(f"the journal of {table.id} is not what it was before the kill")
        if joined != {one["who"] for one in at_first if one["what"] == "joined"}:
            lost.append(f"{len(joined)} sit at {table.id}")
        if [one["minute"] for one in now] != sorted(one["minute"] for one in now):
            lost.append(f"the clock of {table.id} went back")
    return told, lost


def _go_on(seats: list[Seat], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for one in seats:
            one.step()
        time.sleep(1.0)


def _cpu_s(pid: int) -> float:
    """Seconds of a core that a process has used."""
    with contextlib.suppress(OSError):
        told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def _lost(told: Measured, tables: list[Table], journals: list[list[dict[str, Any]]]) -> list[str]:
    """What a screen showed as kept, and the journal does not know."""
    known = {
        (table.id, one["who"], "".join(one["value"]) if one["what"] == "answered" else one["words"])
        for table, entries in zip(tables, journals, strict=True)
        for one in entries
        if one["what"] in ("answered", "called")
    }
    return [f"lost: {one}" for one in (*told.kept, *told.calls) if one not in known]


def report(told: Measured, lost: list[str]) -> bool:
    """Print the table; gives whether all is as it must be."""
    print(f"{'who':<12} {'screen':<22} {'times':>5} {'median':>7} {'95th':>7} {'worst':>7}   seconds")
    slow = []
    for (who, screen), seconds in sorted(told.seconds.items()):
        ordered = sorted(seconds)
        late = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
        mark = "  too slow" if late > AIM_S else ""
        slow += [screen] if mark else []
        print(
            f"{who:<12} {screen:<22} {len(ordered):>5} {statistics.median(ordered):>7.2f} {late:>7.2f} "
            f"{ordered[-1]:>7.2f}{mark}"
        )
    all_of_them = sorted(one for seconds in told.seconds.values() for one in seconds)
    over = sum(one > AIM_S for one in all_of_them)
    print(f"{len(all_of_them)} in all, {over} took more than {AIM_S:g} s.")
    for one in told.late:
        print(f"  {one}")
    print(f"The server used {told.server_cpu_s:.2f} cores; the machine's load is {os.getloadavg()[0]:.1f}.")
    if told.back_after_s:
        print(f"After the kill all {len(told.back_after_s)} tabs were back within {max(told.back_after_s):.1f} s.")
    print(f"{len(told.kept)} answers and {len(told.calls)} calls were shown as kept; lost: {len(lost)}.")
    for one in [*lost, *told.wrong[:20]]:
        print(f"  {one}")
    return not slow and not lost and not told.wrong and bool(told.kept) and bool(told.calls)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--players", type=int, default=PLAYERS)
    parser.add_argument("--browsers", type=int, default=BROWSERS)
    parser.add_argument("--before", type=float, default=90.0, help="seconds until the server is killed")
    parser.add_argument("--after", type=float, default=45.0, help="seconds from then on")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="crumbline-load-", ignore_cleanup_errors=True) as folder:
        told, lost = play(
            Path(folder), players=asked.players, browsers=asked.browsers, before_s=asked.before, after_s=asked.after
        )
    return 0 if report(told, lost) else 1


if __name__ == "__main__":
    sys.exit(main())
