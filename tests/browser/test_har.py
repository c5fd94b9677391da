"""HAR in a real browser: nothing of a file reaches a disk, a log, the case or the page; it goes with the person."""

from __future__ import annotations

import base64
import json
import re
import time
from pathlib import Path
from urllib.parse import quote

import pytest

import har_corpus
import judged
from analysis.__main__ import main
from browser import harness
from browser.harness import open_page, wait_until_idle

SEED = 11


@pytest.fixture(scope="module")
def own_server(tmp_path_factory):
    """A server whose temporary files, cases and logs lie in folders of this test."""
    folder = tmp_path_factory.mktemp("har")
    (folder / "tmp").mkdir()
    judged.quiet(folder / "cases" / "quiet")
    names = {"TMPDIR": str(folder / "tmp"), "CRUMBLINE_LOGS": str(folder / "logs"), "CRUMBLINE_HAR_MB": "40"}
    with harness.serve(folder, environment=names) as server:
        yield server


@pytest.fixture
def tab(browser, own_server):
    """A page of that server; `heard` is all that passed between the two, apart from the file and its clean copy."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=own_server.url)
    page = context.new_page()
    page.watch = harness.watch(page)
    page.heard = listened(page)
    yield page
    context.close()
    assert not page.watch.strangers(own_server.url)


def listened(page) -> list[bytes]:
    heard: list[bytes] = []

    def keep(payload) -> None:
        heard.append(payload if isinstance(payload, bytes) else payload.encode())

    def answered(response) -> None:
        heard.append(json.dumps(dict(response.headers)).encode() + response.url.encode())
        if re.search(r"/har-upload/|/media/|\.json", response.url):
            try:
                heard.append(response.body())
            except Exception:  # noqa: BLE001 - an answer that the browser has let go of has no body to look into
                heard.append(b"")

    def opened(socket) -> None:
        socket.on("framereceived", keep)
        socket.on("framesent", keep)

    page.on("websocket", opened)
    page.on("response", answered)
    return heard


def planted() -> tuple[bytes, dict[str, str]]:
    """A HAR with a value in every kind of place, and the values by place."""
    plants = list(har_corpus.plants(SEED))
    values = {value: plant.place for plant in plants for value in plant.values}
    return json.dumps({"log": {"version": "1.2", "entries": [plant.entry for plant in plants]}}).encode(), values


def traces(texts: list[bytes], values: dict[str, str]) -> list[str]:
    """Places whose values stand in one of the texts: raw, URL-encoded, in base64, in JSON."""
    whole = b"\n".join(texts)
    found = []
    for value, place in values.items():
        ways = {value, quote(value, safe=""), json.dumps(value)[1:-1], base64.b64encode(value.encode()).decode()}
        ways |= {base64.urlsafe_b64encode(value.encode()).decode().rstrip("=")}
        if any(len(way) > 6 and way.encode() in whole for way in ways):
            found.append(place)
    return sorted(set(found))


def on_disk(*folders: Path) -> list[bytes]:
    return [path.read_bytes() for folder in folders if folder.is_dir() for path in folder.rglob("*") if path.is_file()]


def choose(page, path: Path) -> None:
    page.locator(".field input[type=file]").set_input_files(str(path))


def look_into(page, path: Path, case: str = "quiet") -> None:
    """Drop a file on the screen and wait for what it gives away."""
    open_page(page, f"/har?case={case}")
    choose(page, path)
    page.get_by_role("heading", level=1).filter(has_text="This file").wait_for(timeout=60_000)
    wait_until_idle(page)
    harness.no_error_box(page)


def test_no_value_reaches_disk_log_case_or_page(tab, own_server, tmp_path):
    content, values = planted()
    assert len(values) > 60
    path = tmp_path / "support.har"
    path.write_bytes(content)
    look_into(tab, path)
    tab.get_by_role("button", name="Make the clean copy").click()
    link = tab.get_by_role("link", name=re.compile("Download the clean copy"))
    link.wait_for(timeout=60_000)
    tab.get_by_text("What was replaced").click()
    wait_until_idle(tab)
    address = link.get_attribute("href")
    tab.get_by_role("button", name="Add to the register").click()
    wait_until_idle(tab)
    tab.get_by_label("Whose browser it was (login)").fill("ada@example.com")
    tab.get_by_label("Your name or initials").last.fill("kim")
    tab.get_by_role("button", name="Enter it").click()
    tab.get_by_text("The upload of").wait_for(timeout=60_000)
    wait_until_idle(tab)
    harness.no_error_box(tab)
    shown = tab.evaluate("() => document.documentElement.outerHTML")
    copy = tab.request.get(address, headers={"Sec-Fetch-Site": "same-origin"})
    assert (
        copy.ok and "no-store" in copy.headers["cache-control"] and "attachment" in copy.headers["content-disposition"]
    )
    assert json.loads(copy.body())["log"]["entries"]
    root = own_server.cases.parent
    assert traces([copy.body()], values) == []
    assert len(tab.heard) > 20 and traces([*tab.heard, shown.encode()], values) == []
    assert traces(on_disk(root), values) == []
    tab.get_by_role("button", name="Forget this file").click()
    tab.get_by_text("The file was forgotten").wait_for(timeout=60_000)
    assert tab.request.get(address, headers={"Sec-Fetch-Site": "same-origin"}).status == 404
    assert traces(on_disk(root), values) == []
    assert [row for row in tab.watch.errors if "404" not in row] == []


def test_the_command_line_leaves_nothing_behind(own_server, tmp_path, monkeypatch, capsys):
    content, values = planted()
    folder, temporary = tmp_path / "work", tmp_path / "tmp"
    folder.mkdir()
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr("tempfile.tempdir", None)
    given = tmp_path / "given" / "support.har"
    given.parent.mkdir()
    given.write_bytes(content)
    judged.quiet(folder / "case")
    export = folder / "log.jsonl"
    export.write_text(json.dumps(judged._record(0, first=True)))
    for more in (["--json"], ["--case", str(folder / "case")], ["--log", str(export), "--json"]):
        assert main(["har", "inspect", str(given), *more]) == 0
    assert main(["har", "sanitise", str(given), str(folder / "clean.har")]) == 0
    said = capsys.readouterr()
    # the answer names sessions; one that the log has not is named as the file does, for a person to look it up
    assert set(traces([said.out.encode(), said.err.encode()], values)) <= {"session id of sessions/me"}
    assert traces(on_disk(folder, temporary), values) == []


def test_the_file_is_gone_when_the_person_leaves(tab, own_server, tmp_path):
    path = tmp_path / "support.har"
    path.write_bytes(planted()[0])
    look_into(tab, path)
    tab.get_by_role("link", name="Evidence").click()
    tab.get_by_role("heading", level=1).filter(has_text="One file").wait_for(timeout=60_000)
    wait_until_idle(tab)
    tab.get_by_role("link", name="HAR").click()
    tab.get_by_role("heading", level=1).filter(has_text="Was a session in a HAR").wait_for(timeout=60_000)


@pytest.mark.slow
def test_a_closed_tab_lets_go_of_its_file(browser, own_server, tmp_path):
    path = tmp_path / "support.har"
    path.write_bytes(planted()[0])
    context = browser.new_context(base_url=own_server.url)
    page = context.new_page()
    look_into(page, path)
    page.get_by_role("button", name="Make the clean copy").click()
    link = page.get_by_role("link", name=re.compile("Download the clean copy"))
    link.wait_for(timeout=60_000)
    address = own_server.url + (link.get_attribute("href") or "")
    page.close()
    other = context.new_page()
    deadline = time.monotonic() + 60
    while other.request.get(address).ok and time.monotonic() < deadline:
        time.sleep(1)
    assert other.request.get(address).status == 404
    context.close()


def test_a_file_over_the_cap_is_refused_in_words(tab, tmp_path):
    path = tmp_path / "large.har"
    with path.open("wb") as file:
        file.truncate(41_000_000)
    open_page(tab, "/har?case=quiet")
    choose(tab, path)
    tab.get_by_text("this program holds 40 MB of a HAR in memory").wait_for()


def test_a_strange_page_cannot_put_or_fetch_a_file(tab, own_server):
    open_page(tab, "/har?case=quiet")
    url = f"{own_server.url}/har-upload/not-a-token"
    about = json.dumps({"name": "x", "size": 10})
    assert tab.request.post(url, data=about, headers={"Origin": own_server.url}).status == 403
    assert tab.request.post(url, data=about, headers={"Origin": "http://stranger.example"}).status == 403
    assert tab.request.get(f"{own_server.url}/har-clean/not-a-token").status == 404


@pytest.mark.slow
def test_the_keyboard_reaches_the_field_and_the_phone_form_fits(browser, own_server):
    context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=own_server.url)
    page = context.new_page()
    open_page(page, "/har?case=quiet")
    page.locator(".field input[type=file]").focus()
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    context.close()
