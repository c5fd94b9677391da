"""Acts are added all or none, and are never changed."""

from __future__ import annotations

import pytest

from analysis import acts
from analysis.acts import Subject
from analysis.case import Case
from analysis.errors import ActRefused


def test_acts_on_several_subjects_are_kept_together_and_in_order(tmp_path):
    with Case.open(tmp_path / "case") as case:
        done = [(Subject("session", key), {"words": key}) for key in "abc"]
        ids = acts.add(case, "tick", done, author=" RK ", reason="because")
        assert ids == [1, 2, 3]
        told = acts.of(case)
        assert [(act.subject.id, act.author, act.reason) for act in told] == [
            ("c", "RK", "because"), ("b", "RK", "because"), ("a", "RK", "because"),
        ]  # fmt: skip


def test_where_one_cannot_be_kept_none_is(tmp_path):
    with Case.open(tmp_path / "case") as case:
        with pytest.raises(TypeError):
            acts.add(
                case, "tick", [(Subject("session", "a"), {}), (Subject("session", "b"), {"x": object()})], author="RK"
            )
        assert acts.of(case) == []


def test_an_act_without_a_name_is_refused(tmp_path):
    with Case.open(tmp_path / "case") as case, pytest.raises(ActRefused):
        acts.add(case, "tick", [(Subject("session", "a"), {})], author="  ")


def test_acts_are_found_by_kind_and_by_subject(tmp_path):
    with Case.open(tmp_path / "case") as case:
        acts.add(case, "tick", [(Subject("session", "a"), {})], author="RK")
        acts.add(case, "note", [(Subject("session", "a"), {}), (Subject("event", "a"), {})], author="RK")
        assert len(acts.of(case, what="note")) == 2
        assert [act.what for act in acts.of(case, subject=Subject("session", "a"))] == ["note", "tick"]
