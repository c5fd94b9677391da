"""Each test of a screen has a folder of cases of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from parts import cases


@pytest.fixture(autouse=True)
def own_cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder; what was opened in it is let go afterwards."""
    monkeypatch.setenv("CRUMBLINE_CASES", str(tmp_path / "cases"))
    yield tmp_path / "cases"
    cases.open_cases().close()
