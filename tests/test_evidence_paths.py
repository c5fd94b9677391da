"""Paths that a person names."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis import evidence_paths
from analysis.errors import UnreadableFile


def test_a_file_is_itself_with_or_without_quotes(tmp_path: Path):
    path = tmp_path / "my log.json"
    path.touch()
    assert evidence_paths.named(str(path)) == evidence_paths.named(f" '{path}' ") == [path]


def test_a_folder_is_its_files_in_order_without_hidden_ones(tmp_path: Path):
    (tmp_path / "b").mkdir()
    for name in ("b/2.json", "a.json", ".DS_Store"):
        (tmp_path / name).touch()
    assert evidence_paths.named(str(tmp_path)) == [tmp_path / "a.json", tmp_path / "b" / "2.json"]


@pytest.mark.parametrize("text", ["", "  ", "/nowhere/at/all"])
def test_nothing_there_is_said_in_words(text):
    with pytest.raises(UnreadableFile):
        evidence_paths.named(text)


def test_an_empty_folder_is_said_in_words(tmp_path: Path):
    with pytest.raises(UnreadableFile, match="holds no file"):
        evidence_paths.named(str(tmp_path))
