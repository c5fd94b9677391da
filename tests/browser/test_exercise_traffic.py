"""Nothing of the truth reaches a player's browser before the end: every byte that two players are sent is read."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import exercise_players
import exercise_truth
from analysis.exercise import serving
from analysis.exercise.play.play import LONGEST_NAME
from analysis.exercise.play.plays import FOLDER, Plays
from analysis.exercise.play.state import FINDINGS, RAW
from analysis.exercise.scenarios import document, make
from browser import harness
from browser.conftest import DESKTOP
from exercise_players import Tab
from parts import levels

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Response, WebSocket

SCENARIO, SEED = "backdoor-account", 1
SCREENS = sorted(path.stem for path in (harness.ROOT / "pages").glob("*.py") if path.stem != "frame")
OF_LEVEL = sorted(levels.SCREENS[FINDINGS])
WAIT_S = 90
LAG = 0.2
"""Minutes that a held clock may be ahead of the log that players have: the rest comes with the next feeding."""


@dataclass
class Server:
    """A server of games, and how it is led."""

    url: str
    games: Path
    key: str
    lead: dict[str, str]
    ids: dict[str, str]
    codes: dict[str, str]

    def journal(self, game: str) -> list[dict[str, Any]]:
        path = self.games / self.ids[game] / "journal.jsonl"
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

    def go(self, game: str, minute: float) -> None:
        """Start, or jump; then hold the clock and wait until players have the log."""
        with Tab(self.url, self.lead) as tab:
            tab.open("exercise", case=f"~{self.ids[game]}")
            if tab.has("lead_start"):
                tab.press("lead_start")
            if minute:
                tab.open("exercise", case=f"~{self.ids[game]}")
                tab.fill("lead_jump_minute", float(minute))
                tab.press("lead_jump")
            tab.open("exercise", case=f"~{self.ids[game]}")
            tab.press("lead_hold")
            assert tab.errors == []
        deadline = time.monotonic() + WAIT_S
        while self._lags(game, minute):
            assert time.monotonic() < deadline, self.journal(game)[-5:]
            time.sleep(0.2)

    def _lags(self, game: str, minute: float) -> bool:
        entries = self.journal(game)
        fed = [one["until"] for one in entries if one["what"] == "fed"]
        held = [one["minute"] for one in entries if one["what"] == "paused"]
        return not held or held[-1] < minute or not fed or fed[-1] < held[-1] - LAG

    def held_at(self, game: str) -> float:
        return max(one["minute"] for one in self.journal(game))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Three games: the one that is played, another of its server, and one into which truth is planted."""
    folder = tmp_path_factory.mktemp("traffic")
    plays, made = Plays(folder / "cases"), {}
    for name, scenario in (("played", SCENARIO), ("long", SCENARIO), ("other", "ten-minutes"), ("planted", SCENARIO)):
        level = FINDINGS if name in ("played", "long") else RAW
        made[name] = plays.new(document.find(scenario), seed=SEED, level=level, title=f"Exercise of the {name} table")
        assert plays.wait_until_fed(made[name])
    plays.close()
    with harness.serve(folder, environment=serving.environment("127.0.0.1"), arguments=[serving.FLAG]) as running:
        games = folder / "cases" / FOLDER
        key = (games / serving.KEY_FILE).read_text().strip()
        yield Server(
            running.url, games, key, exercise_players.lead(running.url, key),
            {name: play.facts.id for name, play in made.items()},
            {name: play.facts.code for name, play in made.items()},
        )  # fmt: skip


@dataclass
class Kept:
    """All that a browser was sent."""

    frames: list[bytes] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    def clear(self) -> None:
        self.frames.clear()
        self.bodies.clear()

    def all_bytes(self) -> bytes:
        return b"\n".join([*self.frames, *self.bodies])


def _watch(page: Page, kept: Kept) -> None:
    def web_socket(socket: WebSocket) -> None:
        socket.on(
            "framereceived", lambda data: kept.frames.append(data.encode() if isinstance(data, str) else bytes(data))
        )

    def finished(request: Any) -> None:
        answer: Response | None = request.response()
        if answer is not None and not 300 <= answer.status < 400 and "/static/" not in answer.url:
            kept.bodies.append(answer.body())

    page.on("websocket", web_socket)
    page.on("requestfinished", finished)


def _seated(browser: Browser, server: Server, game: str, name: str) -> tuple[BrowserContext, Page, Kept]:
    """A browser that sits down by the form."""
    context = browser.new_context(viewport={"width": DESKTOP[0], "height": DESKTOP[1]}, base_url=server.url)
    page, kept = context.new_page(), Kept()
    _watch(page, kept)
    page.goto(f"/join/{server.codes[game]}")
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Join").click()
    harness.wait_until_idle(page)
    return context, page, kept


def _visit(page: Page, addresses: list[str]) -> None:
    """Open screens by their addresses."""
    for address in addresses:
        page.goto(address)
        harness.wait_until_idle(page)
        harness.no_error_box(page)


def _walk(page: Page, kept: Kept) -> tuple[int, int]:
    """Go through all screens of the menu and take every file that they offer; gives how many screens and files."""
    links, count = page.get_by_test_id("stSidebarNav").get_by_role("link"), 0
    for number in range(links.count()):
        links.nth(number).click()
        harness.wait_until_idle(page)
        harness.no_error_box(page)
        for offered in page.get_by_test_id("stDownloadButton").get_by_role("button").all():
            if offered.is_visible() and offered.is_enabled():
                with page.expect_download() as taken:
                    offered.click()
                kept.bodies.append(Path(taken.value.path()).read_bytes())
                count += 1
    return links.count(), count


@pytest.mark.parametrize(
    ("game", "walks"),
    [
        pytest.param("played", set(), id="by socket"),
        pytest.param("long", {0.0, 30.0, 58.0}, id="in a browser too", marks=pytest.mark.slow),
    ],
)
def test_until_the_end_no_byte_of_the_truth_is_sent_to_a_player(
    browser: Browser, served: Server, game: str, walks: set[float]
):
    """A player without a browser looks at every screen at three moments; as a slow test one with a browser too."""
    made = make.made(document.find(SCENARIO), SEED)
    ours, theirs = f"~{served.ids[game]}", f"~{served.ids['other']}"
    other_seat = exercise_players.join(served.url, served.codes["other"], "Zacharias")
    ben_seat = exercise_players.join(served.url, served.codes[game], "Ben")
    context, page, kept = _seated(browser, served, game, "Ada")
    end = made.game.document.minutes
    secrets_ = {
        served.key: "the facilitator's key",
        served.key.replace("-", ""): "the facilitator's key",
        next(iter(served.lead.values())): "the facilitator's cookie",
        next(iter(ben_seat.values())): "another player's seat",
        next(iter(other_seat.values())): "a seat of another game",
        served.codes["other"]: "another game's join code",
        "Exercise of the other table": "another game's title",
        "Zacharias": "a player of another game",
        "Example Quill": "another game's company",
        str(served.games): "a folder of the server",
    }
    stolen = made.game.truth.stolen[0].session_id
    came: list[int] = []
    what = exercise_truth.hidden(made, 0.0)
    for minute in (0.0, end / 2, end - 2):
        served.go(game, minute)
        now = served.held_at(game)
        told = [one["message"] for one in served.journal(game) if one["what"] == "released"]
        what = exercise_truth.hidden(made, now, told)
        kept.clear()
        sent_to: list[bytes] = []
        addresses = [f"/exercise?case={ours}"]
        if now >= made.game.detectable_minute():
            addresses.append(f"/session?case={ours}&session={stolen}")
        if minute == 0:
            addresses += [f"/{screen}?case={ours}" for screen in SCREENS]
            addresses += [f"/exercise?case={theirs}", f"/overview?case={theirs}", f"/exercise?case={ours}&view=lead"]
            addresses += ["/exercise", "/"]
        if minute in walks:
            _visit(page, addresses)
            screens, files = _walk(page, kept)
            assert screens >= len(OF_LEVEL)
            assert files >= 4
            assert kept.frames and kept.bodies
            sent_to.append(kept.all_bytes())
        with Tab(served.url, ben_seat) as ben:
            for screen in SCREENS:
                ben.open(screen, case=ours)
            ben.open("exercise", case=ours)
            ben.idle(5)
            assert ben.errors == []
        for sent in (*sent_to, ben.all_bytes()):
            assert exercise_truth.found(sent, what) == [], f"at minute {now:.1f}"
            assert [name for word, name in secrets_.items() if word.encode() in sent] == []
            came.append(exercise_truth.shown(sent, made, now))
            for message in (one for one in made.game.messages if one.id in told):
                assert all(run in sent for run in exercise_truth._runs(message.text)), "the search finds what came"
        assert len(told) < len(made.game.messages) or minute > end / 2
    assert min(came) > 50, "the search finds the events that came"
    with Tab(served.url, served.lead) as facilitator, Tab(served.url, ben_seat) as ben:
        facilitator.open("exercise", case=ours)
        facilitator.press("lead_end")
        ben.open("exercise", case=ours)
        told_at_the_end = {one.split(":")[0] for one in exercise_truth.found(ben.all_bytes(), what)}
        assert "the ending" in told_at_the_end, "the search finds the truth once it is told"
    context.close()


def test_the_search_finds_truth_that_is_planted_in_a_players_screen(browser: Browser, served: Server):
    made = make.made(document.find(SCENARIO), SEED)
    what = exercise_truth.hidden(made, 0.0)
    # Some words of the truth sit down as a player at a table of their own, and so come to be sent.
    planted = next(words.decode() for words in what.words if LONGEST_NAME // 2 < len(words) <= LONGEST_NAME)
    exercise_players.join(served.url, served.codes["planted"], planted)
    context, page, kept = _seated(browser, served, "planted", "Ada")
    served.go("planted", 0)
    _visit(page, [f"/exercise?case=~{served.ids['planted']}"])
    assert [one.partition(": ")[2] for one in exercise_truth.found(kept.all_bytes(), what)] == [planted]
    context.close()


def test_who_has_no_seat_is_sent_nothing_of_any_game(served: Server):
    made = make.made(document.find(SCENARIO), SEED)
    other = exercise_players.join(served.url, served.codes["other"], "Mallory")
    with Tab(served.url, other) as tab:
        for screen in SCREENS:
            tab.open(screen, case=f"~{served.ids['played']}")
        sent = tab.all_bytes()
    assert exercise_truth.shown(sent, made, made.game.document.minutes) == 0
    assert b"Exercise of the played table" not in sent
    with pytest.raises(Exception, match="403"), Tab(served.url, {}):
        pass
