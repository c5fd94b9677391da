"""Coverage: what the evidence cannot show, in sentences, each with the evidence or the whole case behind it."""

from __future__ import annotations

import csv
import io

import pytest

from analysis import pipeline
from analysis.case import Case
from stories import ask, event, judged, lines, sign_in

OTHER = {"asn": 64501, "address": "198.51.100.9"}

STORY = [
    sign_in(session="whole"),
    event("09:05", session="whole"),
    event("09:06", session="before", who="ben"),
    event("09:10", session="child", root="not-here", who="cora"),
    event("09:15", session=None, who="dan"),
    # several clients without what a judgement needs
    sign_in(session="bare", who="eve", token=None, city=None),
    event("09:20", session="bare", who="eve", token=None, **{**OTHER, "city": None}),
    # a silence of 24 hours, and one of 12
    event("2 10:00", session="later", who="fay"),
    event("2 23:00", session="later-2", who="fay"),
]


@pytest.fixture(scope="module")
def statements(tmp_path_factory):
    with judged(tmp_path_factory.mktemp("coverage"), STORY) as case:
        return ask(case, "from coverage")


def csv_line(values):
    out = io.StringIO()
    csv.writer(out).writerow(values)
    return out.getvalue()


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    """A case of an Admin Console file and of JSON lines, its coverage by name of the file."""
    folder = tmp_path_factory.mktemp("mixed")
    table = folder / "console.csv"
    columns = {
        "severity": "INFO", "event_type": "user.session.start", "display_message": "Signed in", "uuid": "u-1",
        "version": "0", "timestamp": "2024-03-04T09:00:00.000Z", "outcome.result": "SUCCESS", "actor.id": "00uada",
        "actor.type": "User", "actor.alternate_id": "ada@example.com", "actor.display_name": "Ada",
        "authentication_context.external_session_id": "102a", "client.ip_address": "192.0.2.10",
        "client.user_agent.raw_user_agent": "curl/8.4.0", "transaction.id": "t1", "transaction.type": "WEB",
    }  # fmt: skip
    table.write_text(csv_line(columns) + csv_line(columns.values()), encoding="utf-8")
    story = lines(folder / "story.jsonl", [event("09:10", session="102b")])
    with Case.open(folder / "case") as case:
        pipeline.add_evidence(case, [table, story])
        # a file of two hundred thousand rows is told by its row in the table of evidence
        case.write(lambda cursor: cursor.execute("update evidence set rows = 199_000 where name = 'console.csv'"))
        pipeline.judge(case)
        return {
            "statements": ask(case, "from coverage"),
            "names": {row["evidence_id"]: row["name"] for row in ask(case, "from evidence")},
            "missing": {row["name"]: row["missing_columns"] for row in ask(case, "from evidence")},
        }


def one(statements, words):
    (found,) = [row for row in statements if words in row["statement"]]
    return found


def test_every_case_says_that_a_thief_s_own_session_is_invisible(statements):
    assert one(statements, "phishing proxy")["evidence_id"] is None


def test_sessions_that_began_before_the_export_are_counted(statements):
    said = one(statements, "began before this export")
    # `before`, `later` and `later-2`; the child of an absent root is told apart
    assert said["statement"].startswith("3 of 6 sessions")
    assert said["affects"] == ["no_sign_in_in_lane"]


def test_children_of_absent_roots_are_counted_apart(statements):
    said = one(statements, "that is not in this export")
    assert said["statement"].startswith("1 session hangs")


def test_sessionless_clients_are_counted(statements):
    assert one(statements, "without a session id")["statement"].startswith("1 client used")


def test_the_longest_silence_is_told_with_its_beginning(statements):
    said = one(statements, "No event at all")["statement"]
    assert "24 hours from 04 Mar 2024 10:00 UTC" in said
    assert "1 more silence" in said


def test_sessions_without_device_tokens_are_told_with_the_signals_that_need_them(statements):
    said = one(statements, "no device token")
    assert "1 of 1 sessions" in said["statement"] and "device_token_differs" in said["affects"]


def test_sessions_without_a_place_are_told_with_the_signals_that_need_one(statements):
    said = one(statements, "have no place")
    assert "1 of 1 sessions" in said["statement"] and "faster_than_airliner" in said["affects"]


def test_people_with_one_session_are_told(statements):
    assert "network_new_for_person" in one(statements, "no other session here")["affects"]


def test_what_a_format_cannot_carry_is_told_of_that_file_only(mixed):
    said = one(mixed["statements"], "does not carry")
    assert mixed["names"][said["evidence_id"]] == "console.csv"
    for words in ("networks (ASN)", "device tokens", "risk and behaviours", "root sessions"):
        assert words in said["statement"]
    assert {"device_token_copied", "okta_says_so"} <= set(said["affects"])


def test_columns_that_are_missing_are_named_in_the_statement_each(mixed):
    """A column that matters and has no word of its own would leave a hole in the sentence."""
    assert ", ," not in one(mixed["statements"], "does not carry")["statement"]


def test_an_admin_console_file_near_the_cap_may_be_cut(mixed):
    said = one(mixed["statements"], "may be cut")
    assert mixed["names"][said["evidence_id"]] == "console.csv" and "199,000 rows" in said["statement"]


def test_signals_that_coverage_names_exist(statements, mixed):
    from analysis import signal_files

    named = {name for row in [*statements, *mixed["statements"]] for name in row["affects"]}
    assert named <= set(signal_files.signals())


def test_a_case_without_events_states_nothing(tmp_path):
    with judged(tmp_path, []) as case:
        assert ask(case, "from coverage") == []
