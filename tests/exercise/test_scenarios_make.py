"""What is made of a scenario: the same bytes each time, a truth that is true of the log, and kept apart from it."""

from __future__ import annotations

import csv
import hashlib
import io
import ipaddress
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.__main__ import main
from analysis.errors import CrumblineError
from analysis.exercise.networks import ALLOWED_RANGES
from analysis.exercise.scenarios import document, make
from analysis.exercise.scenarios.make import Made
from analysis.exercise.scenarios.moments import milliseconds
from analysis.har import register_csv

SHIPPED = document.all_documents()
RANGES = [ipaddress.ip_network(prefix) for prefix in ALLOWED_RANGES]
HASHES = """
import hashlib, sys
from analysis.exercise.scenarios import document, make
for name in sys.argv[1:]:
    for file, pieces in make.files(make.made(document.find(name), 2)):
        print(name, file, hashlib.sha256(b"".join(pieces)).hexdigest())
"""


@pytest.fixture(scope="module", params=[one.id for one in SHIPPED])
def made(request: pytest.FixtureRequest) -> Made:
    return make.made(document.find(request.param), 1)


def content(made: Made, wanted: str) -> bytes:
    return next(b"".join(pieces) for name, pieces in make.files(made) if name == wanted)


def test_the_same_seed_gives_the_same_bytes_in_every_process():
    names = ["identity-provider", "two-administrators", "helpdesk-reset", "support-access"]
    told = [
        subprocess.run(
            [sys.executable, "-c", HASHES, *names],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("0", "4242")
    ]  # fmt: skip
    assert told[0] == told[1]
    assert len(set(told[0].split())) > 4 * 7


def test_another_seed_or_size_is_another_log():
    one = document.find("ten-minutes")
    hashes = {
        hashlib.sha256(content(make.made(one, seed, size), make.LOG)).hexdigest()
        for seed, size in ((1, "small"), (2, "small"), (1, "medium"))
    }
    assert len(hashes) == 3


def test_the_truth_is_true_of_the_log(made: Made):
    truth, records = made.game.truth, {event["uuid"]: event for event in made.events}
    assert truth.is_replay == made.game.document.is_replay == bool(truth.stolen)
    for one in truth.stolen:
        session = [
            event for event in made.events if event["authenticationContext"]["externalSessionId"] == one.session_id
        ]
        foreign = [
            event
            for event in session
            if event["client"]["ipAddress"] in one.addresses and event["uuid"] in one.event_ids
        ]
        assert foreign[0]["uuid"] == one.divergence_event_id
        assert one.divergence_event_id in one.accepted_event_ids
        assert {event["actor"]["alternateId"] for event in foreign} == {one.login}
        if one.first_act_id:
            assert records[one.first_act_id]["outcome"]["result"] == "SUCCESS"
    for step in truth.steps.values():
        assert all(uuid in records for uuid in step.event_ids)


def test_what_the_thief_does_is_seen_while_it_is_played(made: Made):
    for one in made.game.truth.stolen:
        minute = made.game.minute_of(one.divergence_at)
        assert 0 < minute < 0.6 * made.game.document.minutes, made.game.document.id


def test_every_step_of_the_log_writes_something(made: Made):
    silent = {"har_upload", "note", "moves", "returns"}
    for step in made.game.document.steps:
        assert bool(made.game.truth.steps[step.id].event_ids) == (step.does not in silent), step.id


def test_addresses_are_for_documentation_and_names_are_nobodys(made: Made):
    for event in made.events:
        address = event["client"]["ipAddress"]
        assert address is None or any(ipaddress.ip_address(address) in network for network in RANGES)
        login = event["actor"]["alternateId"] or ""
        assert login.endswith(("@example.com", "@example-corp.com", "@okta.com"))


def test_messages_fall_within_play_and_have_their_texts_filled_in(made: Made):
    for one in made.game.messages:
        assert 0 <= one.minute <= made.game.document.minutes, one.id
        assert "{" not in one.text + one.title + one.sender, one.text
    assert "{" not in made.game.situation + made.game.ending
    for asked in made.game.asked:
        assert "{" not in asked.asks + asked.debrief
        assert asked.answer is not None and asked.answer != [], asked.question.id


def test_what_players_may_see_holds_nothing_of_the_truth(made: Made):
    game = made.game
    shown = json.dumps([game.for_players(), game.questions_until(99), game.messages_until(99)])
    for name, pieces in make.files(made):
        if not name.startswith(("truth/", "log/")):
            shown += b"".join(pieces).decode()
    for one in game.truth.stolen:
        assert one.session_id not in shown
        assert one.divergence_event_id not in shown
    for asked in game.asked:
        assert asked.debrief not in shown
    for message in game.messages:
        assert not message.expects or message.expects not in shown
    assert game.document.about not in shown
    assert game.ending not in shown


def test_the_log_up_to_a_minute_holds_nothing_later_and_the_parts_make_the_whole(made: Made):
    end = made.game.document.minutes
    parts, before = [], -1.0
    for minute in (0.0, end / 3, end / 2, end):
        part = list(made.events_until(minute, before))
        last = made.game.log_at(minute).timestamp() * 1000
        assert all(milliseconds(event["published"]) <= last for event in part)
        parts += part
        before = minute
    assert [one["uuid"] for one in parts] == [one["uuid"] for one in made.events_until(end)]


def test_the_register_is_one_that_the_program_reads(made: Made):
    read = register_csv.read(content(made, make.REGISTER).decode())
    assert not read.refused
    assert [one.person for one in read.uploads] == [one.login for one in made.game.truth.handed]


def test_the_events_list_is_in_order_and_names_every_step_and_message(made: Made):
    told = made.game.events()
    assert [one.minute for one in told] == sorted(one.minute for one in told)
    assert len(told) == len(made.game.document.steps) + len(made.game.document.injects)


def test_the_folder_keeps_the_truth_apart_and_its_manifest_is_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    out = tmp_path / "out"
    assert main(["exercise", "make", "ten-minutes", "--seed", "3", str(out)]) == 0
    manifest = json.loads((out / make.MANIFEST).read_text())
    for file in manifest["files"]:
        assert hashlib.sha256((out / file["name"]).read_bytes()).hexdigest() == file["sha256"]
        assert (file["for"] == "facilitator") == file["name"].startswith("truth/")
    rows = list(csv.reader(io.StringIO((out / make.CSV).read_text())))
    assert len(rows) == manifest["event_count"] + 1 == len((out / make.LOG).read_bytes().splitlines()) + 1
    truth = json.loads((out / make.TRUTH).read_text())
    session = truth["stolen"][0]["session_id"]
    assert session not in (out / make.MANIFEST).read_text() + (out / make.BRIEFING).read_text()
    assert str(out / make.LOG) in capsys.readouterr().out


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(CrumblineError, match="other things"):
        make.write(make.made(document.find("ten-minutes"), 1), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_command_line_lists_and_checks(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["exercise", "list"]) == 0
    assert "consumer-vpn" in capsys.readouterr().out
    mine = tmp_path / "mine.toml"
    mine.write_text((document.FOLDER / "ten-minutes.toml").read_text().replace('does = "console"', 'does = "konsole"'))
    assert main(["exercise", "check", str(mine)]) == 2
    assert capsys.readouterr().out.startswith("mine.toml:")
    assert main(["exercise", "make", str(mine), str(tmp_path / "out")]) == 2
    assert "mine.toml, line" in capsys.readouterr().err
