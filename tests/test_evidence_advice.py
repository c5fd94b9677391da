"""Words about evidence: the sum, the span, what Okta still has, and a script that really fetches all pages."""

from __future__ import annotations

import http.server
import json
import os
import shutil
import subprocess
import threading
from datetime import datetime
from pathlib import Path

import pytest

from analysis import evidence_advice as advice

NOW = datetime(2026, 11, 21, 12)


def file(**changed: object) -> dict[str, object]:
    row = {"rows": 3214, "read": 3214, "duplicate": 0, "refused": 0, "error": None}
    return row | {"first_at": datetime(2023, 10, 9), "last_at": datetime(2023, 10, 16)} | changed


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([], "No evidence yet"),
        ([file()], "One file, 3,214 events, nothing refused"),
        ([file(), file(read=1, refused=12)], "Two files, 3,215 events, 12 rows refused"),
        ([file(), file(read=0, rows=0, error="no log")], "Two files, 3,214 events, one file not read"),
        ([file(read=1, rows=1)] * 13, "13 files, 13 events, nothing refused"),
    ],
)
def test_the_title_is_what_was_found(files, said):
    assert advice.headline(files) == said


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((3214, 3214, 0, 0), "3,214 rows, all of them read as events."),
        ((1, 1, 0, 0), "1 row, which is read as an event."),
        ((9, 5, 3, 1), "9 rows = 5 read as events + 3 said before by another row + 1 refused."),
        ((0, 0, 0, 0), "No rows were found."),
    ],
)
def test_the_rows_add_up_in_words(numbers, said):
    assert advice.sum_in_words(*numbers) == said


def test_rows_that_do_not_add_up_are_called_a_defect():
    assert "defect" in advice.sum_in_words(10, 5, 3, 1)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (datetime(2023, 10, 9), datetime(2023, 10, 16), "9 to 16 October 2023, UTC"),
        (datetime(2023, 9, 29), datetime(2023, 10, 16), "29 September to 16 October 2023, UTC"),
        (datetime(2022, 12, 30), datetime(2023, 1, 2), "30 December 2022 to 2 January 2023, UTC"),
        (datetime(2023, 10, 9, 1), datetime(2023, 10, 9, 2), "9 October 2023, UTC"),
        (None, None, ""),
    ],
)
def test_the_span_is_said_once(first, last, said):
    assert advice.span([file(first_at=first, last_at=last)]) == said


def test_without_events_nothing_can_be_deleted():
    assert advice.retention([file(first_at=None, last_at=None)], NOW) is None


def test_the_day_on_which_the_oldest_event_goes_is_named():
    known = advice.retention([file(first_at=datetime(2026, 9, 1), last_at=datetime(2026, 11, 20))], NOW)
    assert (known.title, known.has_oldest) == ("Okta deletes the oldest event here on 30 November 2026", True)
    assert "8 days left" in known.sentence


def test_a_case_that_reaches_beyond_the_retention_says_what_is_left():
    known = advice.retention([file(first_at=datetime(2026, 1, 1), last_at=datetime(2026, 11, 20))], NOW)
    assert (known.has_oldest, known.has_any) == (False, True)
    assert "since 23 August 2026" in known.sentence


def test_an_old_case_says_that_these_files_are_all_there_is():
    known = advice.retention([file()], NOW)
    assert known.title == "Okta no longer has any event of this case"


def test_every_state_has_paths_below_the_organisation():
    states = advice.state_to_record()
    assert len(states) >= 7
    assert all(path.startswith("/") for state in states for path in state.paths)


class Okta(http.server.BaseHTTPRequestHandler):
    """Three pages; the first is refused once, as a rate limit does."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        at = len(self.asked)
        if at == 1:
            self.send_response(429)
            self.send_header("Retry-After", "0")
            self.end_headers()
            return
        body = json.dumps([{"uuid": f"{at}"}]).encode()
        host = self.headers["Host"]
        self.send_response(200)
        self.send_header("Link", f'<http://{host}{self.path}>; rel="self"')
        if at < 4:
            self.send_header("Link", f'<http://{host}/api/v1/logs?after={at}&limit=1000>; rel="next"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""


def test_the_script_follows_next_to_the_last_page(tmp_path: Path):
    if not shutil.which("curl"):
        pytest.skip("curl is not installed")
    Okta.asked = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Okta)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    script = advice.pull(NOW).replace("https://YOUR-ORG.okta.com", f"http://127.0.0.1:{server.server_port}")
    done = subprocess.run(
        ["sh", "-c", script],
        cwd=tmp_path,
        env=os.environ | {"OKTA_TOKEN": "t"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    server.shutdown()
    server.server_close()
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in tmp_path.glob("okta-*.json")) == [f"okta-0000{n}.json" for n in (1, 2, 3)]
    assert "since=2026-08-23T12:00:00Z" in Okta.asked[0]
    assert "after=3" in Okta.asked[-1]
