"""What people change of a briefing: kept as acts, the newest counts, nothing that cannot be."""

from __future__ import annotations

import pytest

from analysis import acts, case_log
from analysis.briefing import edits
from analysis.briefing.edits import Contract
from analysis.case import Case
from analysis.errors import ActRefused


@pytest.fixture
def case(tmp_path):
    with Case.open(tmp_path / "case") as opened:
        yield opened


def test_the_newest_act_on_a_field_counts_and_none_gives_it_back(case):
    edits.keep(case, {"headline": "First", "mark": "TLP:RED"}, author="jo")
    edits.keep(case, {"headline": "Second\n line"}, author="jo")
    told = edits.of(case)
    assert (told.headline, told.mark) == ("Second line", "TLP:RED")
    edits.keep(case, {"headline": None}, author="jo")
    assert edits.of(case).headline == ""
    assert len(acts.of(case, what="briefing")) == 3
    assert "Briefing: changed the headline" in [entry.words for entry in case_log.entries(case)]


def test_nothing_is_kept_where_nothing_changes(case):
    edits.keep(case, {"is_masked": False, "left_out": []}, author="jo")
    assert acts.of(case) == []


def test_clocks_and_contracts_come_back_as_they_were_entered(case):
    contract = Contract("c1", "Bank", 24, "told")
    edits.keep(
        case, {"contracts": [contract], "clocks": {"gdpr": {"aware": "2026-03-02 10:00"}, "c1": {}}}, author="jo"
    )
    running = {clock.id: entered for clock, entered in edits.of(case).running()}
    assert list(running) == ["gdpr", "c1"] and running["gdpr"]["aware"].hour == 10 and running["c1"] == {}


@pytest.mark.parametrize(
    "changed",
    [{"mark": "TLP:PINK"}, {"clocks": {"gdpr": {"aware": "soon"}}}, {"colour": "red"},
     {"contracts": [Contract("c", "Bank", 0, "x")]}],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(case, changed):
    with pytest.raises(ActRefused):
        edits.keep(case, changed, author="jo")


def test_nobody_is_no_author(case):
    with pytest.raises(ActRefused, match="Nobody is named"):
        edits.keep(case, {"headline": "x"}, author=" ")
