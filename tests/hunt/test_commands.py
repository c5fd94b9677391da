"""`python -m analysis sigma`: rules and exports in one line."""

from __future__ import annotations

import json

import judged
from analysis import __main__ as command_line

RULE = """
title: Sign-ins
logsource: {product: okta}
level: low
detection:
  a: {eventType: user.session.start}
  condition: a
---
title: Evil \x1b[31m title
logsource: {product: okta}
detection:
  a: {CommandLine: x}
  condition: a
"""


def test_rules_are_run_over_files(tmp_path, capsys):
    (tmp_path / "rule.yml").write_text(RULE.replace("\x1b", ""), encoding="utf-8")
    log = judged._written([judged._record(number, first=True) for number in range(3)])
    assert command_line.main(["sigma", str(tmp_path / "rule.yml"), str(log)]) == 0
    said = capsys.readouterr().out
    assert "1 of 1 rules found events; 1 could not be run." in said and "no field 'CommandLine'" in said
    assert command_line.main(["sigma", str(tmp_path), str(log), "--json"]) == 0
    rules = json.loads(capsys.readouterr().out)["rules"]
    assert rules[0]["events"] == 1 and rules[0]["sessions"][0]["first_event_id"] == "event-0"


def test_without_rules_or_files_a_sentence_says_so(tmp_path, capsys):
    assert command_line.main(["sigma", str(tmp_path)]) == 2
    assert "nothing to run them over" in capsys.readouterr().err
    (tmp_path / "log.jsonl").write_text("{}", encoding="utf-8")
    assert command_line.main(["sigma", str(tmp_path / "log.jsonl")]) == 2
    assert "no rules" in capsys.readouterr().err
