"""What other settings would make of the findings: right, complete, and nothing kept."""

from __future__ import annotations

import threading
from typing import Any

import pytest

import stories
from analysis import pipeline, rejudge, settings
from analysis.case import Case
from analysis.errors import SettingRefused, TakesLonger
from signals.theft import THIEF, told_theft

THIEF_S_NETWORK = {"network": f"AS{THIEF['asn']}", "name": "VPN of ours", "kind": "vpn"}


@pytest.fixture
def case(tmp_path):
    with stories.judged(tmp_path, told_theft()) as judged:
        yield judged


def everything(case: Case) -> tuple:
    with case.cursor() as cursor:
        names = sorted(row[0] for row in cursor.execute("select table_name from information_schema.tables").fetchall())
        return tuple(
            (name, sorted(map(str, cursor.execute(f"from {name}").fetchall()))) for name in names if name != "events"
        )


def test_points_move_a_session_and_the_signal_says_so(case):
    before = stories.finding_of(case)
    told = rejudge.preview(case, {"points.other_device.system": 2})
    [moved] = told.moved
    assert (moved.band_before, moved.score_before) == (before["band"], before["score"])
    assert moved.score_after < before["score"]
    assert any("other system" in sentence and "+2 after" in sentence for sentence in moved.because)
    assert told.judged.seconds.keys() <= {"signal_points", "lane_points", "signals", "findings", "explanations"}


def test_a_preview_keeps_nothing(case):
    before = everything(case)
    rejudge.preview(case, {"points.other_device.system": 2, "networks_list": [THIEF_S_NETWORK], "many_people": 2})
    assert everything(case) == before
    assert pipeline.is_current(case)
    assert pipeline.judge(case).seconds == {}


def test_what_was_shown_is_what_comes(case):
    for changes in (
        {"points.other_device.system": 2},
        {"networks_list": [THIEF_S_NETWORK]},
        {"replay_from": 1_000},
        {"privileged_people": "alice"},
        {"points.other_device.system": None, "replay_from": None},
    ):
        told = rejudge.preview(case, changes)
        judged = rejudge.keep(case, changes, author="Ada")
        assert judged.seconds.keys() == told.judged.seconds.keys()
        for moved in told.moved:
            now = stories.finding_of(case)
            assert (now["band"], now["score"]) == (moved.band_after, moved.score_after)
        assert pipeline.is_current(case)


def test_a_band_that_begins_elsewhere_is_told_as_that(case):
    told = rejudge.preview(case, {"replay_from": 1_000})
    [moved] = told.moved
    assert moved.changes_band
    assert moved.score_before == moved.score_after
    assert moved.because == ("the score stays; the bands begin elsewhere",)
    assert told.ways == {("replay", "suspicious"): 1}
    assert (told.bands_before["replay"], told.bands_after["replay"]) == (1, 0)
    assert (told.bands_before["suspicious"], told.bands_after["suspicious"]) == (0, 1)
    assert told.judged.seconds.keys() == {"findings"}


def test_changes_that_move_nothing_say_so(case):
    told = rejudge.preview(case, {"networks_list": [{"network": "192.0.2.192/26", "kind": "office"}]})
    assert told.moved == ()
    assert told.bands_before == told.bands_after
    assert "lanes" not in told.judged.seconds
    assert rejudge.preview(case, {}).judged.seconds == {}


def test_the_operator_s_networks_do_not_redefine_lanes(case):
    told = rejudge.preview(case, {"networks_list": [THIEF_S_NETWORK]}, only_quick=True)
    assert not rejudge.LONG & told.judged.seconds.keys()
    assert told.moved_count == 1


def test_what_redefines_lanes_is_left_to_the_background(case):
    proxy = {"networks_list": [THIEF_S_NETWORK | {"kind": "proxy"}]}
    with pytest.raises(TakesLonger):
        rejudge.preview(case, proxy, only_quick=True)
    assert pipeline.judge(case).seconds == {}
    assert rejudge.LONG & rejudge.preview(case, proxy).judged.seconds.keys()


def test_the_order_of_changes_does_not_matter(tmp_path):
    changes: list[dict[str, Any]] = [
        {"points.other_device.system": 2},
        {"networks_list": [THIEF_S_NETWORK]},
        {"many_people": 2},
        {"privileged_people": ["alice@example.com"]},
    ]
    ends = []
    for place, order in enumerate((changes, changes[::-1], [dict(item for one in changes for item in one.items())])):
        folder = tmp_path / str(place)
        folder.mkdir()
        with stories.judged(folder, told_theft()) as case:
            for change in order:
                rejudge.keep(case, change, author="Ada")
            ends.append((stories.findings(case), stories.signals_of(case)))
    assert ends[0] == ends[1] == ends[2]


def test_putting_back_gives_the_findings_of_before(case):
    before = stories.findings(case)
    rejudge.keep(case, {"points.other_device.system": 2, "many_people": 2}, author="Ada")
    [change] = settings.history(case)
    rejudge.keep(case, settings.reversal(change), author="Ada", puts_back=change.act_id)
    assert stories.findings(case) == before


def test_readers_see_the_findings_of_before_during_a_preview(case):
    seen = []

    def report(progress) -> None:
        if progress.what == "Findings are ready":  # all is made, nothing is rolled back yet
            reader = threading.Thread(target=lambda: seen.append(stories.finding_of(case)["band"]))
            reader.start()
            reader.join()

    told = rejudge.preview(case, {"replay_from": 1_000}, report=report)
    assert told.bands_after["replay"] == 0
    assert seen == ["replay"]


def test_a_preview_is_refused_as_a_change_is(case):
    with pytest.raises(SettingRefused):
        rejudge.preview(case, {"many_people": 0})
    assert pipeline.judge(case).seconds == {}


def test_a_case_that_was_never_judged_is_judged_first(tmp_path):
    with Case.open(tmp_path / "case") as case:
        assert rejudge.preview(case, {"many_people": 8}).moved == ()


def test_people_are_privileged_by_list_or_by_what_they_did_from_a_proven_client(tmp_path):
    events = [
        *told_theft(),
        stories.sign_in("3 09:00", session="s5", who="bob", address="192.0.2.50"),
        stories.event("3 09:05", "user.session.access_admin_app", session="s5", who="bob", address="192.0.2.50"),
    ]
    with stories.judged(tmp_path, events) as case:
        # the thief's acts came from a client that never signed in
        assert privileged(case) == {"bob": (False, 1)}
        assert not stories.finding_of(case)["is_privileged_person"]
        rejudge.keep(case, {"privileged_people": [stories.finding_of(case)["actor_login"].upper()]}, author="Grace")
        assert stories.finding_of(case)["is_privileged_person"]
        assert len(privileged(case)) == 2


def privileged(case: Case) -> dict[str, tuple]:
    with case.cursor() as cursor:
        rows = cursor.execute(
            "select actor_login, is_listed, admin_count from privileged_people join "
            "(select distinct actor_id, actor_login from sessions) using (actor_id)"
        ).fetchall()
    return {login.partition("@")[0]: tuple(rest) for login, *rest in rows}
