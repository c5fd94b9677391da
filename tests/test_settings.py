"""Settings of a case: what they may be, who changed them, and how a change is put back."""

from __future__ import annotations

import json

import pytest

from analysis import inputs, settings
from analysis.case import Case
from analysis.enrich import given
from analysis.errors import NetworksUnreadable, SettingRefused

OFFICE = {"network": "203.0.113.0/24", "name": "Head office", "kind": "office"}
GATEWAY = {"network": "AS64500", "name": "VPN gateway", "kind": "vpn"}


@pytest.fixture
def case(tmp_path):
    with Case.open(tmp_path / "case") as opened:
        yield opened


def acts(case: Case) -> list[tuple]:
    with case.cursor() as cursor:
        return cursor.execute("select act_id, author, what, reason from acts order by act_id").fetchall()


def test_a_change_is_kept_with_who_and_why(case):
    settings.keep(case, {"many_people": 8, "points.other_device.system": 12}, author="Ada", reason="a small office")
    assert settings.in_force(case) == {"many_people": "8", "points.other_device.system": "12", "author": "Ada"}
    [change] = settings.history(case)
    assert (change.author, change.reason) == ("Ada", "a small office")
    assert {(one.name, one.before, one.after) for one in change.changed} == {
        ("many_people", None, "8"),
        ("points.other_device.system", None, "12"),
    }


def test_acts_are_only_added(case):
    settings.keep(case, {"many_people": 8}, author="Ada")
    before = acts(case)
    settings.keep(case, {"many_people": 9}, author="Grace")
    assert acts(case)[:1] == before
    assert [change.author for change in settings.history(case)] == ["Grace", "Ada"]


def test_a_change_is_put_back(case):
    settings.keep(case, {"many_people": 8}, author="Ada")
    settings.keep(case, {"many_people": 9, "networks_list": [OFFICE]}, author="Ada")
    second, first = settings.history(case)
    settings.keep(case, settings.reversal(second), author="Ada", puts_back=second.act_id)
    assert settings.in_force(case) == {"many_people": "8", "author": "Ada"}
    assert settings.history(case)[0].puts_back == second.act_id
    settings.keep(case, settings.reversal(first), author="Ada", puts_back=first.act_id)
    assert settings.in_force(case) == {"author": "Ada"}


def test_what_changes_nothing_leaves_no_act(case):
    assert settings.keep(case, {"many_people": 5}, author="Ada") is None
    settings.keep(case, {"many_people": 8}, author="Ada")
    assert settings.keep(case, {"many_people": "8"}, author="Ada") is None
    assert len(settings.history(case)) == 1


def test_the_default_takes_the_setting_away(case):
    settings.keep(case, {"many_people": 8}, author="Ada")
    settings.keep(case, {"many_people": 5}, author="Ada")
    assert "many_people" not in settings.in_force(case)


def test_all_numbers_go_back_to_their_defaults_and_lists_stay(case):
    settings.keep(case, {"many_people": 8, "points.many_apps": 3, "networks_list": [OFFICE]}, author="Ada")
    settings.keep(case, settings.to_defaults(case), author="Ada")
    assert settings.in_force(case).keys() == {"networks_list", "author"}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"no_such_number": 1}, "no setting"),
        ({"points.no_such_signal": 1}, "no setting"),
        ({"many_people": 0}, "from 1 to 1,000,000; 0 is none"),
        ({"many_people": 2.5}, "a whole number"),
        ({"many_people": "many"}, "many is none"),
        ({"city_radius_km": float("nan")}, "nan is none"),
        ({"city_radius_km": 30_000}, "20,100"),
        ({"points.many_apps": -5}, "from 0 to 100"),
        ({"points.operator_network": 5}, "from -100 to 0"),
        ({"replay_from": 10}, "out of order"),
        ({"suspicious_from": 60}, "out of order"),
    ],
)
def test_what_cannot_be_is_a_sentence(case, changes, sentence):
    with pytest.raises(SettingRefused, match=sentence):
        settings.keep(case, changes, author="Ada")
    assert settings.in_force(case) == {}
    assert acts(case) == []


def test_nobody_changes_nothing(case):
    with pytest.raises(SettingRefused, match="Nobody"):
        settings.keep(case, {"many_people": 8}, author=" ")


def test_networks_are_understood_before_they_are_kept(case):
    with pytest.raises(NetworksUnreadable, match=r"Line 2: '203\.0\.113\.300'"):
        settings.keep(case, {"networks_list": [OFFICE, {"network": "203.0.113.300"}]}, author="Ada")
    settings.keep(case, {"networks_list": [OFFICE, {"asn": 64500, "kind": "VPN"}, OFFICE]}, author="Ada")
    listed = settings.networks(settings.in_force(case))
    assert [(one.network, one.kind) for one in listed] == [("203.0.113.0/24", "office"), ("AS64500", "vpn")]


def test_networks_of_the_case_stand_before_those_of_the_file(case, tmp_path):
    file = tmp_path / "networks.csv"
    file.write_text("203.0.113.0/24,Of the file,office\n198.51.100.0/24,Only there,vpn\n")
    given.keep(case, given.Given(networks=file))
    settings.keep(case, {"networks_list": [GATEWAY, OFFICE]}, author="Ada")
    joined = inputs.read(case).networks.to_pylist()
    assert [row["name"] for row in joined] == ["VPN gateway", "Head office", "Of the file", "Only there"]
    assert [row["line"] for row in joined] == [1, 2, 3, 4]


def test_files_given_by_path_leave_an_act_too(case, tmp_path):
    given.keep(case, given.Given(databases=(tmp_path / "places.mmdb",)), author="command line")
    [change] = settings.history(case)
    assert change.author == "command line"
    assert given.read(case).databases == (tmp_path / "places.mmdb",)
    assert "author" not in settings.in_force(case)
    given.keep(case, given.Given())
    assert given.read(case) == given.Given()


def test_people_are_listed_once_one_a_line(case):
    settings.keep(case, {"privileged_people": "ada@example.com\n\n Grace@example.com \nADA@example.com"}, author="Ada")
    assert settings.people(settings.in_force(case)) == ["ADA@example.com", "Grace@example.com"]
    assert inputs.read(case).privileged.to_pydict() == {"person": ["ada@example.com", "grace@example.com"]}


def test_the_author_is_remembered(case):
    assert isinstance(settings.author(case), str)
    settings.keep(case, {"many_people": 8}, author=" Ada ")
    assert settings.author(case) == "Ada"


def test_a_setting_that_is_no_list_any_more_is_json(case):
    settings.keep(case, {"networks_list": [OFFICE]}, author="Ada")
    assert json.loads(settings.in_force(case)["networks_list"]) == [OFFICE]
    settings.keep(case, {"networks_list": []}, author="Ada")
    assert "networks_list" not in settings.in_force(case)
