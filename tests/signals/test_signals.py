"""Every signal on the cases of its file, in words: found, nothing found, and each known confusion."""

from __future__ import annotations

import pytest

import house
from analysis import signal_files
from signals import telling

SIGNALS = signal_files.signals()
WRITTEN = telling.written()
CASES = [
    pytest.param(signal, number, id=f"{signal}: {case['title']}")
    for signal in WRITTEN
    for number, case in enumerate(telling.document(signal)["case"])
]
KEYS = {
    "title", "found", "grade", "known", "why", "false_positive", "not_available", "sentence", "band", "events",
    "uploads", "verdicts",
}  # fmt: skip


@pytest.mark.parametrize(("signal", "number"), CASES)
def test_a_signal_says_what_its_case_expects(signal, number):
    told = telling.told()[signal][number]
    expected = told.case
    sentences = [row["sentence"] for row in told.rows]
    wanted = expected.get("found", "grade" in expected or expected.get("known", False))
    assert bool(told.rows) == wanted, f"said: {sentences or 'nothing'}"
    if "grade" in expected:
        assert [row["grade"] for row in told.rows] == [expected["grade"]] * len(told.rows), sentences
    if "sentence" in expected:
        assert telling.sentence(told) in sentences
    if "band" in expected:
        assert (told.bands["s1"] or "clean") == expected["band"]
    if "not_available" in expected:
        assert told.missing.get("s1") == expected["not_available"]


@pytest.mark.parametrize("signal", WRITTEN)
def test_a_signal_speaks_once_a_lane_and_shows_events(signal):
    rows = [row for told in telling.told()[signal] for row in told.rows]
    lanes = [(row["session_id"], row["lane_no"]) for row in rows]
    assert len(lanes) == len(set(lanes))
    assert all(row["event_ids"] and None not in row["event_ids"] for row in rows)
    assert not [row["sentence"] for row in rows if "{" in row["sentence"] or "None" in row["sentence"].split()[1:]]


def test_each_file_shows_what_its_header_promises():
    house.check(
        (f"{signal}: {complaint}" for signal in WRITTEN for complaint in _amiss(signal)),
        "A file of cases has each grade found with its sentence, nothing found, every false positive of the header,\n"
        "and not available where the signal needs something:",
    )


def _amiss(signal):
    cases = telling.document(signal)["case"]
    header = SIGNALS[signal].file.header
    told = {case["false_positive"] for case in cases if "false_positive" in case}
    for name in sorted(told ^ header["false_positives"].keys()):
        yield f"the false positive {name} stands {'here' if name in told else 'in the header'} only"
    for grade in SIGNALS[signal].points:
        if not any(("found" in case or "grade" in case) and case.get("grade", "") == grade for case in cases):
            yield f"no case finds {grade or 'it'}"
        if not any("sentence" in case and case.get("grade", "") == grade for case in cases):
            yield f"no sentence for {grade or 'it'}"
    if not any(case.get("found") is False for case in cases):
        yield "no case in which nothing is found"
    if SIGNALS[signal].needs and not any("not_available" in case for case in cases):
        yield "no case in which it is not available"
    for case in cases:
        if unknown := case.keys() - KEYS:
            yield f"{case['title']}: {', '.join(sorted(unknown))} means nothing"
        if case.get("known") and "why" not in case:
            yield f"{case['title']}: a known false positive says why it is let be"
        if "false_positive" in case and not case.get("known") and case.get("found") is not False:
            yield f"{case['title']}: a false positive stays quiet (found = false) or is known"
