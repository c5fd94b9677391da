"""Every exercise is winnable with what players see; Crumbline's own findings are right, false alarms included."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from analysis.exercise.scenarios import automatic, document, make, scoring
from analysis.exercise.scenarios.calls import Score

SHIPPED = [one.id for one in document.all_documents()]


def test_the_automatic_player_reads_nothing_of_the_truth():
    program = ast.parse(Path(automatic.__file__).read_text(encoding="utf-8"))
    named = {node.attr for node in ast.walk(program) if isinstance(node, ast.Attribute)}
    assert not named & {"truth", "stolen", "answer", "steps", "debrief", "containment", "accounts"}


def _play(name: str, seed: int, folder: Path, minutes: tuple[float, ...] = ()) -> Score:
    made = make.made(document.find(name), seed)
    played = automatic.play(made, folder, minutes)
    truth = made.game.truth
    stolen = {one.session_id for one in truth.stolen}
    shown = [one for one in played.findings if one["band"] in ("replay", "suspicious")]
    assert stolen <= {one["session_id"] for one in shown[: len(stolen)]}, [one["score"] for one in shown]
    called = {one["session_id"] for one in played.findings if one["band"] == "replay"}
    assert called <= stolen | set(truth.later_session_ids), "an honest session is called a likely replay"
    result = scoring.score(made.game, played.calls, played.answers)
    assert result.wrong_sessions == ()
    assert result.missed_sessions == ()
    if truth.is_replay:
        assert result.divergence_error_s == 0
    assert all(one.is_right for one in result.answers if one.question in {"stolen", "sessions", "from_when", "replay"})
    return result


def test_the_shortest_exercise_is_won_by_an_automatic_player_that_looks_now_and_then(tmp_path: Path):
    result = _play("ten-minutes", 1, tmp_path, (3.0,))
    assert result.detected_at == 3.0
    assert sum(part.points for part in result.parts) > 80


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("name", SHIPPED)
def test_every_exercise_is_won_with_every_seed(name: str, seed: int, tmp_path: Path):
    result = _play(name, seed, tmp_path)
    containment = next(part for part in result.parts if part.name == "containment")
    assert containment.points >= 0.5 * containment.of
