"""The case log names everything that was done, whoever did it."""

from __future__ import annotations

import csv
import io

import judged
from analysis import acts, case_log, findings_view, notes, settings, verdicts
from analysis.acts import Subject
from analysis.case import Case
from analysis.findings_filter import Filter


def test_verdicts_settings_notes_and_files_stand_in_one_log(tmp_path):
    judged.demo(tmp_path / "case")
    with Case.open(tmp_path / "case") as case:
        key = findings_view.page(case, Filter()).iloc[0]["session_key"]
        verdicts.give(case, [key], "unsure", basis="log only", author="RK")
        settings.keep(case, {"replay_from": 80}, author="LM", reason="quieter")
        notes.write(case, Subject("session", key), "=1+1", author="RK")
        acts.add(case, "query", [(Subject("query", "mine"), {"words": "Kept a query"})], author="RK")
        told = case_log.entries(case)
        assert [one.what for one in told][:4] == ["query", "note", "settings", "verdict"]
        assert told[-1].what == "evidence" and "demo-system-log" in told[-1].words
        assert told[1].session_key == key and told[1].subject_name
        assert case_log.headline(told) == "Four acts by two people, one file given"
        rows = list(csv.DictReader(io.StringIO(case_log.document(told).decode("utf-8-sig"))))
        assert len(rows) == len(told)
        assert all(not row["words"].startswith("=") for row in rows)


def test_a_case_without_findings_has_a_log_all_the_same(tmp_path):
    with Case.open(tmp_path / "case") as case:
        assert case_log.headline(case_log.entries(case)) == "Nothing was done in this case yet"
        notes.write(case, Subject("case", "case"), "begun", author="RK")
        assert [one.words for one in case_log.entries(case)] == ["Note: begun"]
