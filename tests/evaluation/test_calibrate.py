"""`calibrate` from the making of tenants to the table of weights, and the writing of headers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from analysis import signal_files, sql_files
from analysis.__main__ import main
from analysis.evaluation import calibrate
from analysis.evaluation.weights import Weighed, Weighing

SMALL = ["--seeds", "11", "12", "--sizes", "60", "--days", "1", "--processes", "1", "--held-out"]


def test_each_signal_with_its_weight(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    written: list[Weighing] = []

    def keep(weighing: Weighing) -> list[str]:
        written.append(weighing)
        return []

    monkeypatch.setattr(calibrate, "write", keep)
    assert main(["calibrate", *SMALL, "--forms", "JSON", "--write"]) == 0
    told = capsys.readouterr().out
    assert "plain JSON" in told
    assert "hard JSON" in told
    for signal in signal_files.signals().values():
        for grade, points in signal.points.items():
            if points:
                assert ".".join(part for part in (signal.name, grade) if part) in told
    assert "One nat of log odds is" in told
    assert len(written) == 1


def test_hard_tenants_are_spread_among_the_seeds():
    jobs = calibrate.jobs([11, 12, 13, 14], [300, 1500], 7, 0.5)
    assert [job.recipe.is_hard for job in jobs] == [False, True, False, True] * 2
    assert [job.recipe.people for job in jobs] == [1500] * 4 + [300] * 4
    assert {job.recipe.of_each for job in jobs if job.recipe.people == 300} == {1}
    assert not any(job.recipe.is_hard for job in calibrate.jobs([11, 12], [60], 7, 0))


def test_headers_get_points_and_reasons_and_can_be_read(tmp_path: Path):
    files = {}
    for name, signal in signal_files.signals().items():
        files[name] = tmp_path / signal.file.path.name
        shutil.copy(signal.file.path, files[name])
    weighing = Weighing(
        marks=tuple(
            Weighed((name, grade), signal.family, points, 61, 100, 2, 100, 2.3, 3.0, points * 2, False)
            for name, signal in signal_files.signals().items()
            for grade, points in signal.points.items()
            if points
        ),
        base=-9.0,
        points_per_nat=6.7,
        penalty=1.0,
        posterior=0.9,
        is_feasible=True,
        reached={},
        reached_today={},
    )
    changed = calibrate.write(weighing, files=files)
    assert set(changed) == {one.mark[0] for one in weighing.marks}
    for one in weighing.marks:
        header = sql_files.load(files[one.mark[0]]).header
        points = header["points"]
        assert (points[one.mark[1]] if isinstance(points, dict) else points) == 2 * one.today
        assert "weight of evidence 2.3: in 61 of 100 stolen lanes and 2.0 of 100 honest ones" in header["weighed"]
        assert f"fitted {one.points}" in header["weighed"]
    assert calibrate.write(weighing, files=files) == []


def test_an_unknown_signal_to_hold_is_a_sentence(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(calibrate, "PEOPLE_ALONE", 0)
    assert main(["calibrate", *SMALL, "--hold", "no_such"]) == 2
    assert "There is no signal or grade no_such." in capsys.readouterr().err


def test_the_scale_needs_tenants_as_json(capsys: pytest.CaptureFixture[str]):
    assert main(["calibrate", *SMALL, "--forms", "Admin CSV"]) == 2
    assert "Add JSON to --forms." in capsys.readouterr().err


def test_seeds_of_the_evaluation_are_not_those_of_the_calibration(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        main(["calibrate", "--help"])
    assert "Seeds 1 to 99 are for calibration" in " ".join(capsys.readouterr().out.split())
