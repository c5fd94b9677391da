"""Evidence in a real browser: uploads that are resumed, work that outlives a refresh, hostile names and rows."""

from __future__ import annotations

import hashlib
import json
import os
import time
from pathlib import Path

import pytest

from browser import harness
from browser.harness import open_page, wait_until_idle

PIECE = 8 * 1024 * 1024
HOSTILE = (
    '![x](http://evil.test/p.png) <img src="http://evil.test/q.png" onerror="window.pwned=1"> [a](http://evil.test)'
)


def record(number: int, **changed: object) -> dict[str, object]:
    event = {
        "uuid": f"event-{number}",
        "published": f"2023-10-13T12:{number // 60:02}:{number % 60:02}.000Z",
        "eventType": "user.session.start",
        "outcome": {"result": "SUCCESS"},
        "actor": {"id": "00u1", "type": "User", "alternateId": "ada@example.com", "displayName": "Ada"},
        "client": {"ipAddress": "203.0.113.7", "userAgent": {"rawUserAgent": "Mozilla/5.0"}},
        "authenticationContext": {"externalSessionId": "102abc"},
    }
    return event | changed


def write_log(path: Path, megabytes: int, letter: str = "x") -> Path:
    """A log of that many events of a megabyte each, so that its upload takes several pieces."""
    with path.open("w") as file:
        for number in range(megabytes):
            file.write(json.dumps(record(number, debugContext={"debugData": {"pad": letter * 2**20}})) + "\n")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    return path


@pytest.fixture
def case(server, page, request):
    """The folder of an empty case that the page shows."""
    name = f"{request.node.name[:40].strip('_').replace('[', ' ').replace(']', '')} 1"
    (server.cases / name).mkdir()
    open_page(page, f"/evidence?case={name}")
    page.on("dialog", lambda dialog: dialog.accept())
    return server.cases / name


def choose(page, *files) -> None:
    page.locator(".field input[type=file]").set_input_files(list(files))


def hold_second_piece(page, path: Path):
    """Choose the file and let its upload stand still with one piece at the server; the request that waits."""
    held = []

    def hold_the_first(route) -> None:
        held.append(route)
        if len(held) > 1:
            route.continue_()

    page.route(f"**/*offset={PIECE}", hold_the_first)
    choose(page, path)
    while not held:
        page.wait_for_timeout(50)
    return held[0]


def offsets(page) -> list[int]:
    """Where the pieces began that the page sent."""
    return [int(url.split("offset=")[1]) for url in page.watch.requests if "offset=" in url]


def choose_first_line(page) -> None:
    """Tick the first line of the table of evidence; its cells are painted, so there is only a place to click."""
    page.locator('[data-testid="stDataFrame"]').first.click(position={"x": 18, "y": 50})
    wait_until_idle(page)


def wait_for_title(page, text: str) -> None:
    page.get_by_role("heading", level=1).filter(has_text=text).wait_for(timeout=60_000)
    wait_until_idle(page)
    harness.no_error_box(page)


def test_files_are_uploaded_counted_and_gone_from_the_inbox(page, case, tmp_path):
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    first.write_text(json.dumps([record(1), record(2)]))
    second.write_text("\n".join([json.dumps(record(2)), json.dumps(record(3)), "{broken"]))
    choose(page, first, second)
    wait_for_title(page, "Two files, 3 events, 1 row refused")
    page.get_by_text("5 rows = 3 read as events + 1 said before by another row + 1 refused").wait_for()
    assert not list((case / "inbox").glob("*/about.json"))


def test_an_upload_goes_on_after_a_refresh_where_it_stood(page, case, tmp_path):
    path = write_log(tmp_path / "system.json", 20)
    hold_second_piece(page, path)
    page.get_by_text("8.4 of 21 MB").wait_for()
    page.reload()
    wait_until_idle(page)
    page.get_by_text("upload at 8.4 MB of 21 MB: choose it again to go on").wait_for()
    before = len(offsets(page))
    choose(page, path)
    wait_for_title(page, "One file, 20 events, nothing refused")
    assert offsets(page)[before:] == [PIECE, 2 * PIECE]
    page.get_by_text("choose it again").wait_for(state="detached")


@pytest.mark.slow
def test_another_file_of_the_same_name_size_and_date_starts_anew(page, case, tmp_path):
    path = write_log(tmp_path / "system.json", 12)
    hold_second_piece(page, path)
    page.reload()
    wait_until_idle(page)
    sha256 = hashlib.sha256(write_log(path, 12, "y").read_bytes()).hexdigest()
    before = len(offsets(page))
    choose(page, path)
    wait_for_title(page, "One file, 12 events")
    assert offsets(page)[before:] == [0, PIECE]
    choose_first_line(page)
    page.get_by_text(sha256).wait_for()


@pytest.mark.slow
def test_a_lost_connection_is_waited_for(page, case, tmp_path):
    refused = []

    def fail_twice(route):
        refused.append(1)
        route.abort() if len(refused) <= 2 else route.continue_()

    page.route("**/*offset=0", fail_twice)
    (tmp_path / "system.json").write_text(json.dumps([record(1)]))
    choose(page, tmp_path / "system.json")
    wait_for_title(page, "One file, 1 event, nothing refused")
    assert len(refused) == 3


@pytest.mark.slow
def test_an_upload_is_cancelled_by_keyboard_and_leaves_nothing(page, case, tmp_path):
    page.route("**/*offset=0", lambda _: None)
    choose(page, write_log(tmp_path / "system.json", 1))
    button = page.get_by_role("button", name="Cancel system.json")
    button.focus()
    page.keyboard.press("Enter")
    button.wait_for(state="detached")
    wait_until_idle(page)
    assert not list((case / "inbox").glob("*/about.json"))
    page.get_by_text("No evidence yet").wait_for()


@pytest.mark.slow
def test_an_upload_goes_on_while_the_person_looks_elsewhere(page, case, tmp_path):
    held = hold_second_piece(page, write_log(tmp_path / "system.json", 12))
    page.locator('[data-testid="stSidebarNavLink"]', has_text="Findings").click()
    page.wait_for_url("**/findings?*")
    wait_until_idle(page)
    held.continue_()
    deadline = time.monotonic() + 60
    while list((case / "inbox").glob("*/about.json")) and time.monotonic() < deadline:
        page.wait_for_timeout(100)
    page.locator('[data-testid="stSidebarNavLink"]', has_text="Evidence").click()
    wait_for_title(page, "One file, 12 events, nothing refused")


@pytest.mark.slow
def test_a_refresh_in_the_middle_of_the_work_finds_it_again(page, case, tmp_path):
    path = write_log(tmp_path / "system.json", 60)
    page.get_by_label("Or a file or folder on this machine").fill(str(path))
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_text("goes on when you leave this page").wait_for()
    page.reload()
    wait_for_title(page, "One file, 60 events, nothing refused")
    assert path.exists(), "a file named by its path stays where it is"


def test_work_is_stopped_and_nothing_of_the_file_is_kept(page, case, tmp_path):
    path = write_log(tmp_path / "system.json", 200)
    page.get_by_label("Or a file or folder on this machine").fill(str(path))
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Stop").click()
    page.get_by_text("Stopped after 0 of 1 files").wait_for(timeout=60_000)
    page.get_by_text("No evidence yet").wait_for()


def test_an_empty_file_is_refused_in_words(page, case, tmp_path):
    (tmp_path / "nothing.json").touch()
    choose(page, tmp_path / "nothing.json")
    page.get_by_text("This file is empty. Export it again").wait_for()


def test_hostile_names_and_rows_are_text(page, case):
    content = "\n".join([json.dumps(record(1, displayMessage=HOSTILE)), "=1+1 " + HOSTILE]).encode()
    name = HOSTILE.replace("/", "_").replace("\\", "_") + " ```` \u202egnp.nosj"
    choose(page, {"name": name, "mimeType": "application/json", "buffer": content})
    wait_for_title(page, "One file, 1 event, 1 row refused")
    choose_first_line(page)
    page.get_by_text("1 refused: line, reason and text").wait_for()
    wait_until_idle(page)
    harness.screenshot(page, "evidence-hostile")
    assert page.locator('[data-testid="stMain"] img').count() == 0
    assert page.locator('[data-testid="stMain"] a[href*="evil"]').count() == 0
    assert page.evaluate("() => window.pwned") is None
    with page.expect_download() as download:
        page.get_by_role("button", name="Refused rows as CSV").click()
    assert "\"'=1+1 ![x]" in download.value.path().read_text(encoding="utf-8-sig")
    with page.expect_download() as download:
        page.get_by_role("button", name="The exact bytes").click()
    assert download.value.path().read_bytes() == content
    assert "/" not in download.value.suggested_filename


@pytest.mark.slow
def test_the_screen_can_be_used_on_a_phone(server, phone):
    (server.cases / "phone").mkdir()
    open_page(phone, "/evidence?case=phone")
    width = phone.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth")
    assert width <= 390, "nothing is wider than the screen"
    harness.screenshot(phone, "evidence-phone")
