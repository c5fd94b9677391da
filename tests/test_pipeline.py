"""The pipeline: what runs again when something changed, and what does not."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

import stories
from analysis import pipeline
from analysis.case import Case
from analysis.enrich import given
from analysis.errors import Cancelled, DatabaseUnreadable
from analysis.progress import Progress

EVENTS = [stories.event("09:00", "user.session.start"), stories.event("09:10"), stories.event("09:20", asn=64501)]


def test_nothing_runs_again_where_nothing_changed(tmp_path: Path) -> None:
    with stories.judged(tmp_path, EVENTS) as case:
        assert pipeline.is_current(case)
        assert pipeline.judge(case).seconds == {}


def test_findings_are_stale_after_another_file_until_they_are_made_again(tmp_path: Path) -> None:
    with stories.judged(tmp_path, EVENTS) as case:
        pipeline.add_evidence(case, [stories.lines(tmp_path / "more.jsonl", [stories.event("10:00")])])
        assert not pipeline.is_current(case)
        pipeline.judge(case)
        assert pipeline.is_current(case)


def test_a_list_of_networks_runs_only_what_hangs_on_networks(tmp_path: Path) -> None:
    networks = tmp_path / "networks.csv"
    networks.write_text("AS64501,Office,office\n")
    with stories.judged(tmp_path, EVENTS) as case:
        given.keep(case, given.Given(networks=networks))
        ran = pipeline.judge(case).seconds.keys()
        assert {"networks", "lanes", "findings"} <= ran
        assert not {"event_kinds", "agents", "address_lookups", "places"} & ran


def test_a_case_without_findings_is_not_current(tmp_path: Path) -> None:
    with Case.open(tmp_path / "case") as case:
        assert not pipeline.is_current(case)
        pipeline.judge(case)
        assert pipeline.is_current(case)


def test_stopping_leaves_the_findings_of_before(tmp_path: Path) -> None:
    with stories.judged(tmp_path, EVENTS) as case:
        before = stories.findings(case)
        pipeline.add_evidence(case, [stories.lines(tmp_path / "more.jsonl", [stories.event("10:00", session="s2")])])
        cancel = threading.Event()

        def report(progress: Progress) -> None:
            if progress.done == 10:
                cancel.set()

        with pytest.raises(Cancelled):
            pipeline.judge(case, report=report, cancel=cancel)
        assert stories.findings(case) == before


def test_a_database_that_went_away_is_a_sentence(tmp_path: Path) -> None:
    with stories.judged(tmp_path, EVENTS) as case:
        given.keep(case, given.Given(databases=(tmp_path / "gone.mmdb",)))
        with pytest.raises(DatabaseUnreadable, match="gone"):
            pipeline.judge(case)
