"""`python -m analysis exercise report` on games that are over, that are not, and that are none."""

from __future__ import annotations

import json
import shutil

import debriefed
from analysis.__main__ import main


def test_all_forms_are_written(tmp_path, capsys):
    folder = tmp_path / "game"
    shutil.copytree(debriefed.game_folder(debriefed.games()), folder)
    files = {name: tmp_path / f"report.{name}" for name in ("pdf", "pptx", "md")}
    wanted = [word for name, path in files.items() for word in (f"--{name}", str(path))]
    assert main(["exercise", "report", str(folder), *wanted, "--author", "A. Writer", "--mark", "TLP:RED"]) == 0
    assert files["pdf"].read_bytes().startswith(b"%PDF") and files["pptx"].read_bytes().startswith(b"PK")
    assert "TLP\\:RED" in files["md"].read_text() and "by A. Writer" in files["md"].read_text()
    assert capsys.readouterr().err.count("Written: ") == 3


def test_without_a_file_it_prints_and_a_game_that_was_not_fed_is_fed(tmp_path, capsys):
    folder = tmp_path / "game"
    shutil.copytree(debriefed.game_folder(debriefed.games()), folder)
    shutil.rmtree(folder / "case")
    lines = (folder / "journal.jsonl").read_text().splitlines()
    kept = [line for line in lines if json.loads(line)["what"] != "fed"]
    (folder / "journal.jsonl").write_text("\n".join(kept) + "\n")
    assert main(["exercise", "report", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "# The team called the stolen session" in said and "would have interrupted the stolen session" in said


def test_a_game_that_runs_is_left_alone(tmp_path, capsys):
    folder = tmp_path / "game"
    shutil.copytree(debriefed.game_folder(debriefed.games()), folder)
    journal = folder / "journal.jsonl"
    lines = journal.read_text().splitlines()
    running = "\n".join(line for line in lines if json.loads(line)["what"] not in ("ended", "replied")) + "\n"
    journal.write_text(running)
    assert main(["exercise", "report", str(folder)]) == 2
    assert "not over" in capsys.readouterr().err and journal.read_text() == running, "no clock was held"
    assert main(["exercise", "report", str(tmp_path)]) == 2
    assert "no game" in capsys.readouterr().err
