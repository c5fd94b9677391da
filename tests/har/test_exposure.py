"""The join of a HAR to the log, on a made-up tenant whose thefts are known: stolen, honest, ended, unknown."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

import planted
import stories
from analysis import pipeline
from analysis.case import Case
from analysis.har import exposure, inventory
from recorded_har import moment, recorded


@pytest.fixture(scope="module")
def made():
    """A tenant of some days with all thefts of 2023 in it, each with its upload."""
    return planted.make(31, 60, 4, replays=["beyondtrust", "onepassword", "cloudflare"])


@pytest.fixture(scope="module")
def case(made, tmp_path_factory):
    folder = tmp_path_factory.mktemp("exposure")
    log = folder / "log.jsonl"
    log.write_text("\n".join(json.dumps(event) for event in made.events))
    with Case.open(folder / "case") as case:
        pipeline.add_evidence(case, [log])
        pipeline.judge(case)
        yield case


def told(case, har: bytes):
    return exposure.of(case, inventory.of(har))


def before_upload(one):
    """What the victim's own browser did up to the upload."""
    return [event for event in one.own if event["published"] <= str(one.replay.uploaded_at)]


def honest(made):
    """Sessions of one browser each, with some requests, that nobody stole."""
    stolen = {one.replay.session_id for one in made.planted}
    sessions = defaultdict(list)
    for event in made.events:
        name = planted.session_of(event)
        if name and name not in stolen and planted.agent(event).startswith("Mozilla/"):
            sessions[name].append(event)
    return {name: events for name, events in sessions.items() if len(events) >= 6 and one_client(events)}


def one_client(events):
    return len({(planted.agent(event), event["client"]["ipAddress"]) for event in events}) == 1


def ends_in_log(events, made):
    """Whether the log follows the session long enough to say that nobody else used it."""
    return moment(made.events[-1]) - moment(events[-1]) > timedelta(hours=13)


def test_a_stolen_session_is_told_with_its_divergence_and_minutes(case, made):
    uploads = [one for one in made.planted if one.replay.uploaded_at]
    assert len(uploads) >= 3
    for one in uploads:
        events = before_upload(one)
        found = told(case, recorded(events))
        assert [row["session_id"] for row in found.document()] == [one.replay.session_id], one.replay.kind
        row = found.document()[0]
        assert (row["certainty"], row["live_at_capture"], row["used_by_other"]) == ("exact", True, True)
        assert datetime.fromisoformat(row["divergence_at"]) == datetime.fromisoformat(one.replay.divergence_at)
        minutes = (datetime.fromisoformat(one.replay.divergence_at) - moment(events[-1])).total_seconds() / 60
        assert row["minutes_after_capture"] == pytest.approx(minutes, abs=0.1)
        assert found.matched_count == found.request_count


def test_the_document_has_exactly_the_agreed_keys(case, made):
    row = told(case, recorded(before_upload(made.planted[0]))).document()[0]
    assert list(row) == [
        "session_id", "certainty", "live_at_capture", "ended_at", "used_by_other", "divergence_at",
        "minutes_after_capture",
    ]  # fmt: skip
    json.dumps(row)


def test_honest_sessions_are_not_called_used(case, made):
    followed = [events for events in honest(made).values() if ends_in_log(events, made)][:25]
    assert len(followed) > 10
    for events in followed:
        row = told(case, recorded(events[:4])).exposed[0]
        assert row.session_id == planted.session_of(events[0])
        assert (row.certainty, row.live_at_capture) == ("exact", True)
        assert row.used_by_other is False, row.why
        assert row.divergence_at is None and row.minutes_after_capture is None


def test_an_end_is_told_and_no_end_is_not_called_open(case, made):
    ended: list[str] = []
    running: list[str] = []
    for events in honest(made).values():
        ends = [event for event in events if event["eventType"] == "user.session.end"]
        (ended if ends else running).append(events)
    row = told(case, recorded(ended[0][:3])).exposed[0]
    assert row.ended_at is not None and row.ended_by and not row.may_be_open
    row = told(case, recorded(running[0][:3])).exposed[0]
    assert row.ended_at is None and row.may_be_open


def test_a_file_recorded_after_the_end_of_the_session_was_not_live(case, made):
    events = next(
        events for events in honest(made).values() if events[-1]["eventType"] == "user.session.end" and len(events) > 6
    )
    found = inventory.of(recorded(events[:3], has_ids=False, names_person=False, names_session=True))
    later = timedelta(hours=20)
    assert found.captured_from and found.captured_to
    moved = {"captured_from": found.captured_from + later, "captured_to": found.captured_to + later}
    row = exposure.of(case, replace(found, **moved)).exposed[0]
    assert row.certainty == "exact" and row.live_at_capture is False


def test_a_session_that_the_log_does_not_have_is_told_as_unknown(case, made):
    events = before_upload(made.planted[0])
    strange = "102" + "Z" * 22
    found = told(case, recorded(events, has_ids=False, names_session=True, session_id=strange))
    row = next(one for one in found.exposed if one.session_id == strange)
    assert row.session_key is None and row.used_by_other is None and row.live_at_capture is None
    assert "no event of this session" in row.why


def test_the_id_of_the_own_session_is_exact_without_request_ids(case, made):
    one = next(one for one in made.planted if one.replay.uploaded_at)
    found = told(case, recorded(before_upload(one), has_ids=False, names_session=True))
    assert [(row.session_id, row.certainty, row.used_by_other) for row in found.exposed] == [
        (one.replay.session_id, "exact", True)
    ]


def test_without_ids_person_and_time_lead_there_and_say_so(case, made):
    one = next(one for one in made.planted if one.replay.uploaded_at)
    found = told(case, recorded(before_upload(one), has_ids=False))
    rows = {row.session_id: row for row in found.exposed}
    assert rows[one.replay.session_id].certainty in ("likely", "by time only")
    assert rows[one.replay.session_id].used_by_other is True
    assert {row.actor_login for row in found.exposed} == {one.replay.actor_login}


@pytest.mark.parametrize("ahead_s", [-7_200.0, 5_400.0])
def test_a_wrong_clock_of_the_recording_machine_is_corrected(case, made, ahead_s):
    one = next(one for one in made.planted if one.replay.uploaded_at)
    events = before_upload(one)
    right = told(case, recorded(events)).exposed[0]
    wrong = told(case, recorded(events, clock_ahead_s=ahead_s)).exposed[0]
    assert wrong.minutes_after_capture == pytest.approx(right.minutes_after_capture, abs=0.1)
    found = told(case, recorded(events, clock_ahead_s=ahead_s, has_dates=False))
    assert any("browser’s clock" in note for note in found.notes)


def test_a_log_that_ends_too_soon_cannot_tell(made, tmp_path):
    events = next(events for events in honest(made).values() if events[-1]["eventType"] != "user.session.end")
    until = (moment(events[3]) + timedelta(hours=2)).isoformat()
    short = [event for event in made.events if event["published"] < until]
    (tmp_path / "log.jsonl").write_text("\n".join(json.dumps(event) for event in short))
    with Case.open(tmp_path / "case") as case:
        pipeline.add_evidence(case, [tmp_path / "log.jsonl"])
        pipeline.judge(case)
        row = told(case, recorded(events[:3])).exposed[0]
        assert row.used_by_other is None and "hours after the recording" in row.why
        late = told(case, recorded([event for event in made.events if event["published"] > until][:3]))
        assert any("after the log ends" in note for note in late.notes)


def test_a_foreign_file_matches_nothing_and_says_so(case, made):
    event = json.loads(json.dumps(made.planted[0].own[0]))
    event["transaction"]["id"] = "Zz" * 12
    found = told(case, recorded([event], names_person=False))
    assert found.matched_count == 0
    assert any("None of the" in note for note in found.notes)


def test_who_ends_the_sessions_of_others_does_not_expose_them(tmp_path):
    desk = {"who": "desk", "session": "102deskdeskdeskdeskdesk01", "address": "192.0.2.50"}
    ada = {"who": "ada", "session": "102adaadaadaadaadaadaada1"}
    shared = {"transaction": {"id": "shared-request"}}
    log = [
        stories.event("09:00", "user.session.start", **ada),
        stories.event("09:10", "user.session.start", transaction={"id": "desk-1"}, **desk),
        stories.event("09:20", "user.session.clear", target=[stories.person("ada")], **shared, **desk),
        stories.event("09:20", "user.session.end", **shared, **ada),
    ]
    with stories.judged(tmp_path, log) as case:
        found = told(case, recorded([log[1], log[2]], names_person=False))
        assert [row.session_id for row in found.exposed] == [desk["session"]]


def test_an_empty_case_exposes_nothing_and_says_why(tmp_path, made):
    with Case.open(tmp_path / "case") as empty:
        found = told(empty, recorded(made.planted[0].own[:2]))
    assert found.exposed == () and "no log" in found.notes[0]


def test_the_command_line_joins_exports_and_cases(made, case, tmp_path, capsys):
    from analysis.__main__ import main

    one = made.planted[0]
    har, log = tmp_path / "support.har", tmp_path / "log.jsonl"
    har.write_bytes(recorded(before_upload(one)))
    log.write_text("\n".join(json.dumps(event) for event in made.events))
    assert main(["har", "inspect", str(har), "--log", str(log), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [row["session_id"] for row in document["exposed"]] == [one.replay.session_id]
    assert document["exposed"][0]["used_by_other"] is True
    assert {"host", "person", "captured_from", "captured_to", "credentials", "exposed"} <= document.keys()
    kept = tmp_path / "kept"
    with Case.open(kept) as own:
        pipeline.add_evidence(own, [log])
    assert main(["har", "inspect", str(har), "--case", str(kept)]) == 0
    said = capsys.readouterr().out
    assert "Used by somebody else" in said and "Open the session" in said
    assert main(["har", "inspect", str(har), "--case", str(tmp_path / "none")]) == 2
    assert "holds no case" in capsys.readouterr().err
    assert main(["har", "inspect", str(har), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["exposed"] == []
