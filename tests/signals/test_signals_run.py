"""Which signals run, run again, or fail alone, when settings or a signal's own text change."""

from __future__ import annotations

import dataclasses

import stories
from analysis import pipeline, signal_files, sql_files
from analysis.case import Case
from signals.theft import put, told_theft

WEIGHING = {"lane_points", "signals", "findings", "explanations"}


def test_a_signal_that_breaks_is_told_and_the_others_judge(tmp_path, monkeypatch):
    broken = dict(signal_files.signals())
    for name, text in {"script_agent": "select nothing from nowhere", "many_apps": "select error('no luck')"}.items():
        broken[name] = dataclasses.replace(broken[name], file=_with_text(broken[name].file, text))
    monkeypatch.setattr(signal_files, "signals", lambda: broken)
    with Case.open(tmp_path / "case") as case:
        pipeline.add_evidence(case, [stories.lines(tmp_path / "story.jsonl", told_theft())])
        judged = pipeline.judge(case)
        assert judged.failed.keys() == {"script_agent", "many_apps"}
        outcomes = stories.outcomes(case)
        assert outcomes["script_agent"]["outcome"] == "failed"
        assert "nowhere" in outcomes["script_agent"]["reason"]
        assert outcomes["many_apps"]["outcome"] == "failed"
        assert outcomes["other_device"]["outcome"] == "found"
        assert stories.finding_of(case)["band"] == "replay"


def test_a_mended_signal_is_judged_again(tmp_path, monkeypatch):
    whole = signal_files.signals()
    broken = dict(whole)
    broken["other_device"] = dataclasses.replace(
        broken["other_device"], file=_with_text(broken["other_device"].file, "select nothing from nowhere")
    )
    with Case.open(tmp_path / "case") as case:
        pipeline.add_evidence(case, [stories.lines(tmp_path / "story.jsonl", told_theft())])
        monkeypatch.setattr(signal_files, "signals", lambda: broken)
        pipeline.judge(case)
        assert stories.outcomes(case)["other_device"]["outcome"] == "failed"
        monkeypatch.setattr(signal_files, "signals", lambda: whole)
        assert not pipeline.judge(case).failed
        assert stories.outcomes(case)["other_device"]["outcome"] == "found"


def test_points_changed_run_the_weighing_only(tmp_path):
    with stories.judged(tmp_path, told_theft()) as case:
        before = stories.finding_of(case)["score"]
        points = signal_files.signals()["privileged_change"].points["lasting"]
        assert not pipeline.judge(case).seconds
        put(case, {"points.privileged_change.lasting": points - 3})
        assert pipeline.judge(case).seconds.keys() == {"signal_points", *WEIGHING}
        assert stories.finding_of(case)["score"] == before - 3


def test_bands_changed_run_the_findings_only(tmp_path):
    with stories.judged(tmp_path, told_theft()) as case:
        put(case, {"replay_from": 1000})
        assert pipeline.judge(case).seconds.keys() == {"findings"}
        assert stories.finding_of(case)["band"] == "suspicious"
        put(case, {"foreign_from": 1000})
        # who is foreign is another question then, and with it what foreign clients changed
        ran = pipeline.judge(case).seconds.keys()
        assert {"lane_points", "signals", "findings"} <= ran <= WEIGHING | {"changes", "consequences"}
        assert stories.finding_of(case)["divergence_at"] is None


def test_a_cap_changed_runs_the_weighing_only(tmp_path):
    with stories.judged(tmp_path, told_theft()) as case:
        put(case, {"cap_network": 10})
        assert pipeline.judge(case).seconds.keys() == {"family_caps", *WEIGHING}


def test_a_signal_s_own_number_runs_that_signal_and_the_weighing(tmp_path):
    with stories.judged(tmp_path, told_theft()) as case:
        put(case, {"interleaving_within_min": 1})
        ran = {name.removeprefix("signal ") for name in pipeline.judge(case).seconds}
        assert ran == {"interleaving", *WEIGHING}
        assert not [row for row in stories.signals_of(case) if row["signal"] == "interleaving"]


def _with_text(file: sql_files.SqlFile, text: str) -> sql_files.SqlFile:
    return dataclasses.replace(file, text=text, parameters=frozenset())
