"""`evaluate` from the making of a tenant to the tables, on tenants so small that it takes seconds."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.__main__ import main
from analysis.evaluation import demands, fit, lanes, measure, overrides, tenants
from analysis.evaluation.matrix import matrix
from analysis.evaluation.tenants import Recipe
from evaluation.told import Panel
from stories import ask

SMALL = ["--people", "60", "--days", "2", "--seeds", "201", "--processes", "1"]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


def test_the_figures_beside_what_was_demanded(kept: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["evaluate", *SMALL, "--plain", "--csv", "--keep", str(kept)]) == 0
    told = capsys.readouterr()
    assert "plain-seed201-60x2-replays1 done" in told.err
    for words in ("Plain: ", "Admin Console CSV: ", "average precision", "≥ 0.97", "Recall by kind", "beyondtrust"):
        assert words in told.out
    assert "demanded figures are reached" in told.out


def test_a_kept_tenant_is_neither_made_nor_read_again(kept: Path, capsys: pytest.CaptureFixture[str]):
    main(["evaluate", *SMALL, "--plain", "--keep", str(kept), "--json"])
    first = json.loads(capsys.readouterr().out)
    folder = kept / Recipe(201, 60, 2).name
    before = {path: path.stat().st_mtime_ns for path in (folder / "log.jsonl.zst", folder / "truth.json")}
    main(["evaluate", *SMALL, "--plain", "--keep", str(kept), "--json"])
    second = json.loads(capsys.readouterr().out)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert first["settings"] == second["settings"]


def test_the_document_has_every_figure(kept: Path, capsys: pytest.CaptureFixture[str]):
    main(["evaluate", *SMALL, "--plain", "--hard", "--keep", str(kept), "--json"])
    document = json.loads(capsys.readouterr().out)
    assert list(document["settings"]) == [demands.PLAIN, demands.HARD]
    plain = document["settings"][demands.PLAIN]
    figures = {row["name"]: row for row in plain["figures"]}
    assert figures.keys() >= {name for setting, name in (*demands.AT_LEAST, *demands.AT_MOST) if setting == "plain"}
    assert figures["recall"]["is_reached"] is (figures["recall"]["value"] >= 0.95)
    assert plain["honest_sessions"] > 50
    assert {row["what"] for row in plain["replays"]} >= {"beyondtrust", "cookie_jar"}


def test_rules_stand_beside_the_bands(kept: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("importlib.import_module", lambda name: Panel({"a published rule": []}))
    assert main(["evaluate", *SMALL, "--plain", "--rules", "--keep", str(kept)]) == 0
    told = capsys.readouterr().out
    assert "a published rule" in told
    assert "Crumbline: replay or suspicious" in told


def test_one_persons_export_holds_that_persons_sessions_alone(kept: Path):
    with tenants.made(Recipe(201, 60, 2), keep=kept) as made:
        victim = made.truth.replays[0].actor_id
        ((actor_id, case),) = (
            (actor_id, {row["actor_id"] for row in case.rows("evaluated_sessions")})
            for actor_id, case in made.one_person([victim])
        )
    assert (actor_id, case) == (victim, {victim})


def test_points_that_are_laid_over_count_and_are_taken_back(kept: Path):
    nothing = dict.fromkeys(overrides.header_points(), 0)

    def best(points: dict[str, int] | None) -> int:
        with tenants.made(Recipe(201, 60, 2), keep=kept) as made, made.case(points=points) as case:
            return max(one.score or 0 for one in measure.scores(case, made.truth).replays)

    before = best(None)
    assert before > 0
    assert best(nothing) == 0
    assert best(None) == before


def test_the_weighing_scores_lanes_as_the_pipeline_does(kept: Path):
    with tenants.made(Recipe(201, 60, 2), keep=kept) as made, made.case() as case:
        table = matrix(lanes.observed(case, made.truth, "plain JSON", 201))
        told = Counter(row["points"] for row in ask(case, "select points from lane_points where points <> 0"))
    found: Counter[int] = Counter()
    scores = fit.log_odds(replace(table.problem, caps=table.caps_points), table.today)
    for score, count in zip(scores, table.counts, strict=True):
        found[int(score)] += int(count)
    del found[0]
    assert found - told == Counter()
    assert sum((told - found).values()) <= 5, "only lanes of which nobody can say whose they are may be missing"


def test_points_of_no_signal_are_refused(kept: Path):
    with (
        tenants.made(Recipe(201, 60, 2), keep=kept) as made,
        pytest.raises(ValueError, match="no such points"),
        made.case(points={"points.nothing": 1}),
    ):
        pass


def test_a_tenant_that_cannot_be_made_is_a_sentence(capsys: pytest.CaptureFixture[str]):
    assert main(["evaluate", "--people", "3", "--days", "1", "--seeds", "201", "--plain"]) == 2
    assert "A tenant cannot be made" in capsys.readouterr().err
