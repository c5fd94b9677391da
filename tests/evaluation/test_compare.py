"""Published rules and Crumbline's bands are counted on the same sessions."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis import reference
from analysis.evaluation import compare
from analysis.evaluation.ranking import Share
from evaluation.told import TRUTH, TWO_STOLEN, Panel


def test_rules_and_bands_are_counted_alike():
    panel = Panel({"every change": ["s1", "s2", "s3", "s4", "client:1"], "never": []})
    told = {one.name: one for one in compare.rules(TWO_STOLEN, TRUTH, panel)}
    assert panel.was_run
    assert list(told) == ["Crumbline: replay", "Crumbline: replay or suspicious", "every change", "never"]
    assert (told["every change"].right, told["every change"].wrong) == (2, 2)  # the thief's other client is neither
    assert told["every change"].precision == Share(2, 4)
    assert told["every change"].per_1000 == 1000 * 4 / 5
    assert told["never"].recall == Share(0, 2)
    assert told["Crumbline: replay"].precision == Share(1, 2)
    assert told["Crumbline: replay or suspicious"].recall == Share(2, 2)


def test_tenants_add_up():
    one = compare.rules(TWO_STOLEN, TRUTH, Panel({"rule": ["s1"]}))
    whole = compare.added([one, one])
    assert [entry.name for entry in whole] == [entry.name for entry in one]
    assert (whole[-1].right, whole[-1].replay_count, whole[-1].session_count) == (2, 4, 10)


def test_what_is_written_is_what_the_reference_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    written = tmp_path / "compared.csv"
    written.write_text(compare.csv([compare.Reports("folklore_two_networks", 3, 97, 4, 1000)], "seed 1"))
    monkeypatch.setattr(reference, "COMPARED", written)
    about, (row,) = reference.compared()
    assert about == "seed 1"
    assert (row.precision, row.recall, row.per_1000) == (0.03, 0.75, 100.0)
