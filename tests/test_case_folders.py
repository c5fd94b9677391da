"""Names of cases, and where they lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis import case_folders


@pytest.mark.parametrize("name", ["demo", "October 2023", "Fall_7-b", "Überprüfung", "a" * 64])
def test_a_plain_name_is_taken(name):
    assert case_folders.checked(f" {name} ") == name


@pytest.mark.parametrize(
    "name",
    ["", " ", ".", "..", "a/b", "a\\b", "../x", "-x", "x-", "_x_", "www.evil.test", "a`b", "a\nb", "[a](b)", "a" * 65],
)
def test_a_name_that_could_climb_or_carry_markup_is_refused(name):
    with pytest.raises(case_folders.CaseNameRefused):
        case_folders.checked(name)


def test_the_same_name_in_other_letters_is_refused(tmp_path: Path):
    (tmp_path / "Demo").mkdir()
    with pytest.raises(case_folders.CaseNameRefused, match="already"):
        case_folders.new(tmp_path, "demo")


def test_the_demo_stands_first_and_foreign_folders_are_left_out(tmp_path: Path):
    for name in ("b", "A", "demo", ".hidden", "x.y"):
        (tmp_path / name).mkdir()
    assert case_folders.names(tmp_path) == ["demo", "A", "b"]
    assert case_folders.names(tmp_path / "nowhere") == []


def test_an_argument_comes_before_the_environment(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("CRUMBLINE_CASES", str(tmp_path / "environment"))
    assert case_folders.root(["--other", "--cases", str(tmp_path / "argument")]) == tmp_path / "argument"
    assert case_folders.root([]) == tmp_path / "environment"
    monkeypatch.delenv("CRUMBLINE_CASES")
    assert case_folders.root([]).name == "cases"
