"""Each test of a screen has a folder of cases of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from parts import cases
from screens import ROOT


@pytest.fixture(autouse=True)
def own_cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder; what was opened in it is let go afterwards."""
    monkeypatch.setenv("CRUMBLINE_CASES", str(tmp_path / "cases"))
    yield tmp_path / "cases"
    cases.open_cases().close()


@pytest.fixture
def open_screen(own_cases: Path):
    """Open one screen by its file, on a case of this folder that `make` makes, at an address."""

    def opened(file: str, /, make=None, name: str = "mine", **query: str) -> AppTest:
        if make is not None and not (own_cases / name).exists():
            make(own_cases / name)
        test = AppTest.from_file(str(ROOT / "pages" / file), default_timeout=60)
        test.session_state["case"] = name
        for key, value in query.items():
            test.query_params[key] = value
        test.run()
        assert not test.exception, test.exception
        return test

    return opened
