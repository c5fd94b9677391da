"""Points and their reason are written into headers, and nothing else of a file changes."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from analysis import signal_files, sql_files
from analysis.evaluation import headers

PLAIN = """-- title = "told"
-- family = "acts"
-- points = 20
-- attack = ""
--
-- [params.points]
-- value = 20

select 20 as points
-- points = 20
"""
GRADED = """-- title = "told"
-- family = "acts"
-- attack = ""
--
-- [points]
-- high = 15
-- information = 0
--
-- [params.high]
-- high = 15

select 1
"""


def test_one_value_and_its_reason():
    written = headers.rewritten(PLAIN, {"": -7}, 'said "so"')
    assert written == PLAIN.replace("-- points = 20\n", '-- points = -7\n-- weighed = "said \\"so\\""\n', 1)
    assert header_of(written)["weighed"] == 'said "so"'


def test_points_by_grade():
    written = headers.rewritten(GRADED, {"high": 9}, "so")
    expected = GRADED.replace("-- high = 15\n", "-- high = 9\n", 1)
    assert written == expected.replace('-- family = "acts"\n', '-- family = "acts"\n-- weighed = "so"\n')


def test_writing_again_replaces_the_reason():
    once = headers.rewritten(PLAIN, {"": 3}, "first")
    assert headers.rewritten(once, {"": 20}, "second") == headers.rewritten(PLAIN, {"": 20}, "second")


@pytest.mark.parametrize(("text", "grade"), [(PLAIN, "high"), (GRADED, ""), (GRADED, "higher")])
def test_a_grade_that_is_not_there_is_said(text: str, grade: str):
    with pytest.raises(ValueError, match="no line"):
        headers.rewritten(text, {grade: 1}, "so")


def test_every_signal_can_be_rewritten_and_read_again(tmp_path: Path):
    for signal in signal_files.signals().values():
        copy = tmp_path / signal.file.path.name
        shutil.copy(signal.file.path, copy)
        points = {grade: value + 1 for grade, value in signal.points.items() if value}
        assert headers.write(copy, points, "weight of evidence 1.0") is True or not points
        found = sql_files.load(copy)
        before, after = dict(signal.file.header), dict(found.header)
        assert after.pop("weighed") == "weight of evidence 1.0"
        before.pop("weighed", None)
        told, had = after.pop("points"), before.pop("points")
        expected = {**signal.points, **points}
        assert told == (expected if isinstance(had, dict) else expected[""])
        assert after == before
        assert body(found.text) == body(signal.file.text)
        assert headers.write(copy, points, "weight of evidence 1.0") is False


def header_of(text: str) -> dict[str, object]:
    lines = text.split("\n\n")[0].splitlines()
    return tomllib.loads("\n".join(line[3:] for line in lines))


def body(text: str) -> str:
    return text.split("\n\n", 1)[1]
