"""`python -m analysis controls`: the table, the document, and what is refused in words."""

from __future__ import annotations

import json

import judged
from analysis.__main__ import main

LOG = judged.SAMPLES / "demo-system-log.jsonl.gz"


def test_the_table_says_what_the_screen_says(tmp_path, capsys):
    judged.demo(tmp_path / "demo")
    assert main(["controls", "--case", str(tmp_path / "demo"), "--idle", "30", "--absolute", "480"]) == 0
    said = capsys.readouterr().out
    assert "would have interrupted all 4 replays." in said
    assert "Lifetimes 30 min / 8 h" in said and "* Session bound to device" in said
    assert "Not tried:" in said and "Sessions end at HAR upload" in said
    assert "What this log shows of settings today:" in said


def test_the_document_holds_what_the_table_shows(tmp_path, capsys):
    judged.demo(tmp_path / "demo")
    assert main(["controls", "--case", str(tmp_path / "demo"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert len(told["replays"]) == 4 and told["honest_sessions"] > 400
    best = next(one for one in told["controls"] if one["id"] == "bound_to_asn")
    assert best["replays_interrupted"] == len(best["stops"]) == 4 and best["acts_refused"] == best["acts"]
    assert {one["id"] for one in told["audit"]} >= {"network_binding", "privileged_lifetimes"}
    assert told["not_offered"][0]["id"] == "ended_at_upload"


def test_files_are_read_into_a_case_of_their_own(capsys):
    assert main(["controls", str(LOG), "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["replays"]) == 4


def test_what_cannot_be_done_is_said(tmp_path, capsys):
    assert main(["controls"]) == 2
    assert main(["controls", "--case", str(tmp_path / "new")]) == 2
    assert main(["controls", str(LOG), "--idle", "30"]) == 2
    assert main(["controls", str(LOG), "--minutes", "0"]) == 2
    said = capsys.readouterr().err
    assert "nothing to replay" in said and "No event was read" in said
    assert "two limits" in said and "no limit in minutes" in said
