"""Scenarios of one's own: kept under a name that no other has, refused in words, and taken away again."""

from __future__ import annotations

import pytest

from analysis.errors import CrumblineError
from analysis.exercise.scenarios import document, own
from analysis.exercise.scenarios.reading import ScenarioWrong

SHIPPED = (document.FOLDER / "ten-minutes.toml").read_bytes()


def test_a_scenario_is_kept_under_its_own_name_and_found_again(tmp_path):
    kept = own.keep(tmp_path, "../Our Drill (2).TOML", SHIPPED)
    assert kept.id == "our-drill-2" and own.is_own(kept)
    assert own.find(tmp_path, "our-drill-2") == kept and own.kept(tmp_path) == ([kept], {})
    assert {path.name for path in tmp_path.rglob("*.toml")} == {"our-drill-2.toml"}


def test_one_that_bears_the_name_of_a_shipped_one_hides_it_not(tmp_path):
    assert own.keep(tmp_path, "ten-minutes.toml", SHIPPED).id == "ten-minutes-own"
    assert not own.is_own(own.find(tmp_path, "ten-minutes"))


def test_lines_of_windows_are_read(tmp_path):
    assert own.keep(tmp_path, "a.toml", SHIPPED.replace(b"\n", b"\r\n")).title == "Ten minutes"
    assert own.find(tmp_path, "a") is not None


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"\xff\xfe\x00", "no UTF-8 text"), (b"#" * (document.MOST_BYTES + 1), "larger than 500 kB")],
)
def test_what_is_no_scenario_is_refused_in_words(tmp_path, content, said):
    with pytest.raises(CrumblineError, match=said):
        own.keep(tmp_path, "a.toml", content)
    assert own.kept(tmp_path) == ([], {})


def test_a_wrong_one_names_all_its_faults_and_replaces_nothing(tmp_path):
    own.keep(tmp_path, "a.toml", SHIPPED)
    with pytest.raises(ScenarioWrong) as wrong:
        own.keep(tmp_path, "a.toml", b'title = "Half"\n')
    assert len(wrong.value.faults) > 3
    assert own.find(tmp_path, "a").title == "Ten minutes"


def test_one_that_was_spoiled_afterwards_is_told_and_can_be_taken_away(tmp_path):
    own.keep(tmp_path, "a.toml", SHIPPED)
    (tmp_path / own.FOLDER / "a.toml").write_text("title = ", encoding="utf-8")
    found, broken = own.kept(tmp_path)
    assert not found and "line 1" in broken["a"] and own.find(tmp_path, "a") is None
    own.forget(tmp_path, "a")
    assert own.kept(tmp_path) == ([], {})


def test_names_that_climb_are_nothing(tmp_path):
    assert own.find(tmp_path, "../../etc/passwd") is None
    own.forget(tmp_path, "../../etc/passwd")


def test_a_file_of_this_machine_is_copied_or_refused(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_bytes(SHIPPED)
    assert own.keep_file(tmp_path / "cases", path).id == "mine"
    for other, said in ((tmp_path / "nothing.toml", "cannot be read"), (tmp_path / "x.txt", "ends with .toml")):
        with pytest.raises(CrumblineError, match=said):
            own.keep_file(tmp_path / "cases", other)
