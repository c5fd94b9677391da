"""Two games, twenty players, a server that is killed in mid-game: nothing is lost. How fast it is: tests/bench."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import exercise_load


@pytest.mark.slow
def test_nothing_is_lost_of_two_games_with_twenty_players_when_the_server_is_killed(tmp_path: Path):
    told, lost = exercise_load.play(tmp_path, players=20, browsers=0, before_s=40, after_s=25)
    assert lost == []
    assert told.wrong == []
    assert told.kept and told.calls, "they answered and called; how often depends on the machine"
    assert len(told.back_after_s) >= 22, "every tab came back"
    assert ("tab", "hunt") in told.seconds
