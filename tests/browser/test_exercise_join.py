"""A server of games in a real browser: joining, what a seat survives, and what nobody reaches."""

from __future__ import annotations

import os
import re
import signal
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

import played
from analysis.exercise import serving
from browser import harness

CODE, OTHER_CODE = "K3M9X2", "QQQQQQ"
SMALL = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Two games, and a case that nobody of them may see."""
    folder = tmp_path_factory.mktemp("exercise")
    games = folder / "cases" / ".games"
    played.game_folder(games, code=CODE)
    played.game_folder(games, "consumer-vpn", name="0f0f0f", code=OTHER_CODE)
    (folder / "cases" / "secret").mkdir()
    return folder


@contextmanager
def started(folder: Path, port: int | None = None) -> Iterator[harness.Server]:
    """As `python -m analysis exercise serve` starts it; without these settings it would start itself once more."""
    settings = serving.environment("127.0.0.1")
    with harness.serve(folder, arguments=["--exercise"], port=port, environment=settings) as running:
        yield running


@pytest.fixture(scope="module")
def exercise(folder) -> Iterator[harness.Server]:
    with harness.serve(folder, arguments=["--exercise"]) as running:
        yield running


@pytest.fixture
def person(browser, exercise):
    """Makes the browser of one more person; nobody's asks anybody but the server."""
    contexts, watched = [], []

    def another(**options):
        contexts.append(browser.new_context(base_url=exercise.url, **options))
        page = contexts[-1].new_page()
        watched.append(harness.watch(page))
        return page

    yield another
    for context in contexts:
        context.close()
    assert not [stranger for seen in watched for stranger in seen.strangers(exercise.url)]


def join(page, name, code=CODE, at=""):
    page.goto(f"{at}/join/{code}")
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Join").click()
    harness.wait_until_idle(page)


def status(server, path, method="GET", **headers):
    body = b"" if method != "GET" else None
    asked = urllib.request.Request(server.url + path, method=method, headers=headers, data=body)
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code


def test_what_the_window_of_the_server_shows(exercise):
    told = exercise.log.read_text()
    key = serving.key(exercise.cases).words
    assert f"Players:     {exercise.url}/join" in told
    assert f"Facilitator: {exercise.url}/lead" in told and key in told


@pytest.mark.slow
def test_two_people_join_by_code_and_see_the_same_game(person):
    ana, ben = person(), person(viewport=SMALL, color_scheme="dark")
    ana.goto("/")
    expect(ana).to_have_url(re.compile("/join$"))
    ana.get_by_label("Join code").fill("k3m-9x2")
    ana.get_by_role("button", name="Go on").click()
    ana.get_by_label("Your name").fill("Ana")
    harness.screenshot(ana, "exercise-join-name")
    ana.get_by_role("button", name="Join").click()
    harness.wait_until_idle(ana)
    expect(ana).to_have_url(re.compile(rf"/exercise\?case=~{played.GAME}$"))
    expect(ana.get_by_text(played.TITLE).first).to_be_visible()
    join(ben, "Ben")
    expect(ben.get_by_text("Ana").first).to_be_visible()
    assert "crumbline_seat" not in ana.evaluate("document.cookie")


@pytest.mark.slow
def test_what_is_wrong_stands_beside_the_field_and_what_was_typed_stays(person):
    cem, thief = person(viewport=SMALL), person(viewport=SMALL)
    cem.goto("/join")
    cem.get_by_label("Join code").fill("WRONG1")
    cem.get_by_role("button", name="Go on").click()
    expect(cem.get_by_label("Join code")).to_have_value("WRONG1")
    expect(cem.get_by_label("Join code")).to_have_accessible_description(re.compile("No game has this code"))
    harness.screenshot(cem, "exercise-join-wrong-390")
    assert cem.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]
    join(cem, "Cem", OTHER_CODE)
    thief.goto(f"/join/{OTHER_CODE}")
    thief.get_by_label("Your name").fill("cem")
    thief.get_by_label("Your role").select_option("analyst")
    thief.get_by_role("button", name="Join").click()
    expect(thief.get_by_label("Your name")).to_have_value("cem")
    expect(thief.get_by_label("Your role")).to_have_value("analyst")
    expect(thief.get_by_label("Your name")).to_have_accessible_description(re.compile("sits at the table under this"))


def test_a_seat_is_for_its_own_game_and_no_case_is_reached(person, exercise):
    dora = person()
    join(dora, "Dora")
    harness.open_page(dora, "/exercise?case=~0f0f0f")
    expect(dora.get_by_role("heading", name="no seat")).to_be_visible()
    for address in ("/events?case=~0f0f0f", "/findings?case=~0f0f0f"):
        harness.open_page(dora, address)
        assert dora.get_by_test_id("stDataFrame").count() == 0
    for case in ("demo", "secret"):
        harness.open_page(dora, f"/overview?case={case}")
        expect(dora.get_by_text("You have a seat at these games.")).to_be_visible()
        assert dora.get_by_text("Evidence").count() == 0
    assert not (exercise.cases / "demo").exists()
    assert not list((exercise.cases / "secret").iterdir())


@pytest.mark.slow
def test_the_facilitator_gives_the_key_once(person, exercise):
    lead = person()
    lead.goto("/lead")
    lead.get_by_label("Facilitator's key").fill("AAAAA-AAAAA-AAAAA-AAAAA")
    lead.get_by_role("button", name="Lead").click()
    expect(lead.get_by_label("Facilitator's key")).to_have_accessible_description(re.compile("not the key"))
    lead.get_by_label("Facilitator's key").fill(serving.key(exercise.cases).words.lower())
    lead.get_by_role("button", name="Lead").click()
    harness.wait_until_idle(lead)
    expect(lead.get_by_text("2 games")).to_be_visible()
    harness.open_page(lead, f"/exercise?case=~{played.GAME}")
    expect(lead.get_by_text(f"/join/{CODE}").first).to_be_visible()
    lead.get_by_role("button", name="All games").click()
    expect(lead.get_by_text("2 games")).to_be_visible()


def test_routes_that_no_exercise_needs_are_not_there(exercise):
    origin = {"Origin": exercise.url}
    for path in ("/evidence-upload/demo/x", "/har-upload/x", "/_stcore/agent/interact"):
        assert status(exercise, path, "POST", **origin) == 404
    for path in ("/_stcore/metrics", "/bundle/demo", "/har-clean/x", "/component/x/y"):
        assert status(exercise, path) == 404
    assert status(exercise, "/_stcore/upload_file/a/b", "PUT", **origin) == 403
    assert status(exercise, "/_stcore/health") == 200
    assert status(exercise, "/join", Host="elsewhere.example") == 403
    assert status(exercise, "/join", "POST", Origin="http://elsewhere.example") == 403


def test_a_seat_and_the_key_survive_a_server_that_is_killed(browser, tmp_path):
    played.game_folder(tmp_path / "cases" / ".games")
    player, lead = browser.new_context().new_page(), browser.new_context().new_page()
    port = harness.free_port()
    address = f"http://127.0.0.1:{port}/exercise?case=~{played.GAME}"
    with started(tmp_path, port) as first:
        join(player, "Eva", at=first.url)
        player.reload()
        harness.wait_until_idle(player)
        expect(player.get_by_text("Eva").first).to_be_visible()
        lead.goto(f"{first.url}/lead")
        lead.get_by_label("Facilitator's key").fill(serving.key(first.cases).words)
        lead.get_by_role("button", name="Lead").click()
        harness.wait_until_idle(lead)
        os.kill(first.pid, signal.SIGKILL)
    with started(tmp_path, port):
        harness.open_page(player, address)
        assert player.url == address
        expect(player.get_by_text("Eva").first).to_be_visible()
        harness.open_page(lead, address)
        expect(lead.get_by_text(f"/join/{CODE}").first).to_be_visible()
    player.context.close()
    lead.context.close()
