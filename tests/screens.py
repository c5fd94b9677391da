"""What the tests of screens without a browser stand on: a screen opened, its words, and the end of its work."""

from __future__ import annotations

import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from parts import cases
from parts.jobs import jobs

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 60


def opened(**query: str) -> AppTest:
    """The program as a browser opens it at an address with this query."""
    test = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=SECONDS)
    for name, value in query.items():
        test.query_params[name] = value
    return test.run()


def texts(test: AppTest) -> str:
    """All words on the screen that are no table."""
    drawn = [*test.title, *test.subheader, *test.text, *test.caption, *test.markdown]
    return "\n".join(str(element.value) for element in drawn)


def wait_for_work(name: str = "demo") -> None:
    """Until the background work on the case has ended."""
    case = cases.open_cases().get(cases.root() / name)
    deadline = time.monotonic() + SECONDS
    while jobs().is_running(case):
        assert time.monotonic() < deadline, "the work does not end"
        time.sleep(0.05)
