"""A filter goes into an address and comes back as it was; what makes no sense in an address does no harm."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from analysis import findings_filter
from analysis.case import Case
from analysis.errors import ActRefused
from analysis.findings_filter import SORTS, Filter
from analysis.findings_words import BANDS
from analysis.verdict_words import PILLS

MOMENTS = some.datetimes(datetime(2001, 1, 1), datetime(2090, 1, 1)).map(lambda at: at.replace(microsecond=0))
FILTERS = some.builds(
    Filter,
    bands=some.sets(some.sampled_from(BANDS)).map(lambda chosen: tuple(one for one in BANDS if one in chosen)),
    search=some.text(max_size=30),
    page_no=some.integers(1, 999),
    verdicts=some.sets(some.sampled_from(PILLS)).map(lambda chosen: tuple(one for one in PILLS if one in chosen)),
    is_sharing=some.booleans(),
    signals=some.sampled_from([(), ("interleaving",), ("address_rare_here", "interleaving")]),
    person=some.text(max_size=30),
    network=some.text(max_size=30),
    from_at=some.none() | MOMENTS,
    until_at=some.none() | MOMENTS,
    is_privileged=some.booleans(),
    is_starred=some.booleans(),
    sort=some.sampled_from(list(SORTS)),
)


@given(FILTERS)
def test_a_filter_comes_back_from_its_address(wanted):
    query = wanted.query()
    assert Filter.of_query(query) == wanted
    assert set(query) <= set(findings_filter.ADDRESS)


def test_the_usual_filter_needs_no_address():
    assert Filter().query() == {}
    assert Filter.of_query({}) == Filter()


@given(some.dictionaries(some.sampled_from(findings_filter.ADDRESS), some.text(max_size=40)))
def test_an_address_of_nonsense_gives_a_filter_that_can_be_written_again(query):
    wanted = Filter.of_query(query)
    assert Filter.of_query(wanted.query()) == wanted


def test_a_time_with_a_zone_is_turned_into_utc():
    assert Filter.of_query({"from": "2024-03-06T12:00:00Z"}).from_at == datetime(2024, 3, 6, 12)
    assert Filter.of_query({"from": "2024-02-31"}).from_at is None


def test_a_saved_filter_stands_under_its_name_until_it_is_taken_out(tmp_path):
    wanted = Filter(("replay",), search="night", page_no=7, is_privileged=True)
    with Case.open(tmp_path / "case") as case:
        findings_filter.save(case, " night ", wanted, author="RK")
        kept = findings_filter.saved(case)
        assert [(one.name, one.author) for one in kept] == [("night", "RK")]
        assert kept[0].filter == Filter(("replay",), search="night", is_privileged=True)
        findings_filter.save(case, "night", Filter(), author="LM")
        assert [one.filter for one in findings_filter.saved(case)] == [Filter()]
        findings_filter.forget(case, "night", author="LM")
        assert findings_filter.saved(case) == []
        with pytest.raises(ActRefused):
            findings_filter.save(case, "  ", wanted, author="RK")
