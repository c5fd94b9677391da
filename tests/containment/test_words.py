"""The checklist in words: what was done in an order that helps the thief, and the text to take along."""

from __future__ import annotations

from datetime import datetime

from analysis.containment import words
from analysis.containment.line import Done, Line

AT = datetime(2023, 10, 13, 22, 41, 7)
TICKED, SEEN = Done(AT, "oncall", False, "x"), Done(AT, "sec@example.com", True, "API token revoked")


def line(entry: str, group: str, **more) -> Line:
    told = {"words": f"Do {entry}", "why": "because", "does_not": "all", "source": "us"}
    return Line(**{"id": f"{entry}-{len(more)}", "entry": entry, "group": group, **told, **more})


def test_the_title_counts():
    lines = [line("token_off", "ways_in"), line("end_sessions", "sessions", tick=TICKED)]
    assert words.title(lines) == "Shut off: 1 of 2 done"
    assert words.title(lines[1:]) == "Shut off: all 1 done"
    assert words.title([]) == "Nothing to shut off"


def test_sessions_ended_before_the_doors_are_closed_are_warned_of():
    ended = line("end_sessions", "sessions", tick=TICKED)
    (warning,) = words.warnings([line("token_off", "ways_in"), ended])
    assert warning.startswith("Sessions were ended while one way back in is open")
    assert words.warnings([line("token_off", "ways_in", seen=SEEN), ended]) == []


def test_a_new_password_beside_an_open_session_is_warned_of():
    (warning,) = words.warnings([line("end_sessions", "sessions"), line("password_local", "sessions", tick=TICKED)])
    assert "neither ends them" in warning


def test_objects_put_back_before_evidence_was_kept_are_warned_of():
    told = [line("keep_evidence", "safe"), line("user_off", "ways_in", tick=TICKED)]
    assert any("export the log now" in one for one in words.warnings(told))


def test_the_document_has_boxes_filters_and_what_is_left_open():
    told = words.document(
        [
            line("token_off", "ways_in", object="backup", object_id="00T1", filter='target.id eq "00T1"', since=AT,
                 api_call="DELETE /api/v1/api-tokens/00T1", acts=(("s", 4),), sessions=("s",), seen=SEEN),
            line("end_sessions", "sessions"),
        ]
    )  # fmt: skip
    assert "[x] Do token_off: backup, act 4" in told
    assert "    seen in the log 13 Oct 22:41 UTC, by sec@example.com: API token revoked" in told
    assert '    verify   target.id eq "00T1"' in told and "    since    2023-10-13T22:41:07Z" in told
    assert "[ ] Do end_sessions" in told and "    not      all" in told


def test_names_cannot_break_a_line_of_the_document():
    told = words.document([line("token_off", "ways_in", object="a\n[x] b\u202ec")])
    assert "\n[x] b" not in told and "\u202e" not in told


def test_acts_are_numbered_within_one_session_only():
    assert words.acts(line("x", "ways_in", acts=(("s", 2), ("s", 3)), sessions=("s",))) == "acts 2, 3"
    assert words.acts(line("x", "ways_in", acts=(("s", 2), ("t", 3)), sessions=("s", "t"))) == ""
