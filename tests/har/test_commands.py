"""`python -m analysis har`: what it prints, what it writes, and that no value is in either."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import har_corpus
from analysis.__main__ import main


@pytest.fixture
def planted() -> list[har_corpus.Plant]:
    return list(har_corpus.plants(21))


@pytest.fixture
def har(tmp_path: Path, planted: list[har_corpus.Plant]) -> Path:
    path = tmp_path / "in" / "a.har"
    path.parent.mkdir()
    path.write_text(json.dumps(har_corpus.document([plant.entry for plant in planted])), encoding="utf-8")
    return path


def told(capsys: Any) -> str:
    captured = capsys.readouterr()
    return str(captured.out + captured.err)


def without_values(text: str, planted: list[har_corpus.Plant]) -> None:
    assert [plant.place for plant in planted if any(value in text for value in plant.values)] == []


def test_inspect_tells_without_values(har: Path, planted: list[har_corpus.Plant], capsys: Any) -> None:
    assert main(["har", "inspect", str(har), "--json"]) == 0
    captured = capsys.readouterr()
    document = json.loads(captured.out)
    assert document["host"] == "corp.okta.com"
    assert document["credentials"][0]["severity"] == "critical"
    without_values(captured.out + captured.err, planted)
    assert main(["har", "inspect", str(har)]) == 0
    text = told(capsys)
    assert "Okta session cookie" in text and "What a HAR cannot tell" in text
    without_values(text, planted)


def test_sanitise_writes_out_and_nothing_else(
    har: Path, planted: list[har_corpus.Plant], capsys: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(temporary))
    monkeypatch.setattr("tempfile.tempdir", None)
    out = tmp_path / "out.har"
    assert main(["har", "sanitise", str(har), str(out)]) == 0
    assert har_corpus.leaks(planted, out.read_bytes()) == []
    without_values(told(capsys), planted)
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["a.har", "out.har"]


def test_what_cannot_be_done_is_a_sentence_and_leaves_no_file(har: Path, tmp_path: Path, capsys: Any) -> None:
    other = tmp_path / "log.json"
    other.write_text('{"secret-value-9": 1}', encoding="utf-8")
    out = tmp_path / "out.har"
    assert main(["har", "sanitise", str(other), str(out)]) == 2
    assert not out.exists()
    assert main(["har", "sanitise", str(har), str(har)]) == 2
    assert main(["har", "sanitise", str(tmp_path / "none.har"), str(out)]) == 2
    assert main(["har", "inspect", str(other)]) == 2
    text = told(capsys)
    assert "without entries" in text and "same file" in text and "cannot be opened" in text
    assert "secret-value" not in text
    assert json.loads(har.read_text(encoding="utf-8"))
