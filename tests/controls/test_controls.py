"""Each control on small written sessions: interrupted at the right event, and not where nothing calls for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

import stories
from analysis import pipeline
from analysis.case import Case
from analysis.controls import control_files, replayed
from analysis.controls.control_files import Limits
from analysis.har import register
from stories import event, sign_in

ADMIN = "user.session.access_admin_app"
CHANGE = "group.user_membership.add"
FACTOR = "user.authentication.auth_via_mfa"
OTHER_LINE = {"address": "198.51.100.9", "asn": 64501, "org": "Example Mobile"}
FIREFOX = {"agent": "windows firefox"}
APP = [{"id": "0oaSales", "type": "AppInstance", "alternateId": "Sales", "displayName": "Sales"}]


def session(name, *told, who=None):
    """A session of its own: the first event is the sign-in; the others are (id, time, what, changed parts)."""
    owner = {"session": name, "who": who or name}
    return [
        sign_in("09:00", event_id=f"{name}-0", **owner),
        *(event(at, what, event_id=f"{name}-{number}", **(owner | changed)) for number, at, what, changed in told),
    ]


SSO = "user.authentication.sso"
STORIES = [
    *session("still", (1, "09:10", SSO, {}), (2, "09:20", ADMIN, {}), (3, "09:30", SSO, {})),
    *session(
        "network", (1, "09:10", SSO, {}), (2, "09:20", SSO, OTHER_LINE), (3, "09:21", SSO, OTHER_LINE),
        (4, "09:30", SSO, {}), (5, "09:40", SSO, {"asn": None, "org": None, "address": "192.0.2.10"}),
    ),
    *session("line", (1, "09:10", SSO, {"address": "192.0.2.11"})),
    *session(
        "v6", (1, "09:10", SSO, {"address": "2001:db8:1:2::a"}), (2, "09:11", SSO, {"address": "2001:db8:1:3::b"}),
        (3, "09:12", SSO, {"address": "2001:db8:2:1::a"}),
    ),
    *session("country", (1, "09:10", SSO, {"city": "Potsdam"}), (2, "09:30", SSO, {"city": "London"})),
    *session("token", (1, "09:10", SSO, {"token": None}), (2, "09:20", SSO, {"token": "d2"})),
    *session("machine", (1, "09:10", SSO, FIREFOX), (2, "09:11", SSO, FIREFOX)),
    *session("upgrade", (1, "09:10", SSO, {"agent": "mac chrome 123"})),
    *session(
        "console", (1, "09:10", SSO, OTHER_LINE), (2, "09:11", ADMIN, OTHER_LINE), (3, "09:12", CHANGE, OTHER_LINE),
        (4, "09:20", ADMIN, {}),
    ),
    *session("mixed", (1, "09:10", SSO, {"target": APP}), (2, "09:11", ADMIN, {}), (3, "09:12", CHANGE, {})),
    *session("apart", (1, "09:11", ADMIN, {}), (2, "09:12", CHANGE, {})),
    *session(
        "step", (1, "09:01", FACTOR, {}), (2, "09:10", CHANGE, {}), (3, "09:30", CHANGE, {}), (4, "09:40", CHANGE, {}),
        (5, "09:46", CHANGE, {}), (6, "09:50", FACTOR, {}), (7, "09:55", CHANGE, {}),
    ),
    *session("idle", (1, "10:00", SSO, {}), (2, "11:01", SSO, {}), (3, "11:30", SSO, {})),
    *session(
        "long", *((number, f"{9 + number // 2}:{30 * (number % 2):02}", SSO, {}) for number in range(1, 11)),
    ),
    *session("upload", (1, "09:10", SSO, {}), (2, "09:40", SSO, {}), (3, "09:50", SSO, {})),
]  # fmt: skip


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    folder = tmp_path_factory.mktemp("controls")
    networks = folder / "networks.csv"
    networks.write_text("192.0.2.0/24,Office,office\n2001:db8::/32,Office,office\n", encoding="utf-8")
    with stories.judged(folder, STORIES, networks=networks) as made:
        upload = register.Upload("upload@example.com", datetime(2024, 3, 4, 9, 30))
        register.add(made, [upload], author="tester")
        pipeline.judge(made)
        replayed.run(made, control_files.controls(Limits(step_up_min=15)))
        assert not replayed.failed(made)
        yield made


def interrupted(case: Case, control: str) -> dict[str, list[str]]:
    """The numbers of the interrupted events by session."""
    rows = stories.ask(
        case,
        "select event_id from control_interruptions where control = $control order by occurred_at, event_id",
        control=control,
    )
    found: dict[str, list[str]] = {}
    for row in rows:
        name, number = row["event_id"].split("-")
        found.setdefault(name, []).append(number)
    return found


def test_bound_to_asn_interrupts_each_change_of_a_known_network(case):
    found = interrupted(case, "bound_to_asn")
    assert found["network"] == ["2", "4"], "there and back; an event of unknown network interrupts nobody"
    assert found["console"] == ["1", "4"]
    assert set(found) == {"network", "console"}


def test_bound_to_address_counts_ipv6_by_its_block(case):
    found = interrupted(case, "bound_to_address")
    assert found["line"] == ["1"]
    assert found["v6"] == ["1", "3"], "the rest of an IPv6 address changes by itself"
    assert found["network"] == ["2", "4"]
    assert "still" not in found and "country" not in found


def test_bound_to_country_lets_people_move_within_it(case):
    assert interrupted(case, "bound_to_country") == {"country": ["2"]}


def test_bound_to_device_reads_token_and_families_and_lets_browsers_be_updated(case):
    assert interrupted(case, "bound_to_device") == {"token": ["2"], "machine": ["1"]}


def test_the_console_bound_to_asn_refuses_administration_only(case):
    assert interrupted(case, "console_bound_to_asn") == {"console": ["2", "4"]}


def test_own_networks_refuse_administration_from_elsewhere_once_a_stay(case):
    assert interrupted(case, "own_networks") == {"console": ["2"]}


def test_admin_accounts_apart_cost_one_sign_in_where_both_were_mixed(case):
    found = interrupted(case, "own_accounts")
    assert found["mixed"] == ["2"]
    assert "apart" not in found and "still" not in found, "sign-ons that name no app are no everyday apps"


def test_step_up_asks_where_no_factor_was_answered_and_not_again_within_its_time(case):
    found = interrupted(case, "step_up_15")
    assert found["step"] == ["3", "5"]
    assert "apart" not in found, "the sign-in itself was three minutes before"
    assert found.get("console") is None


def test_lifetimes_interrupt_after_idle_time_and_at_the_end_of_a_term(case):
    found = interrupted(case, "lifetimes_60_240")
    assert found["idle"] == ["2"], "an hour is allowed, a minute more is not"
    assert found["long"] == ["8"], "at four hours, not again at five"
    assert set(found) == {"idle", "long"}
    assert interrupted(case, "lifetimes_120_1440") == {}


def test_a_har_upload_ends_the_session_that_it_carried(case):
    assert interrupted(case, "ended_at_upload") == {"upload": ["2"]}


def test_own_limits_are_run_beside_the_others_and_kept(case):
    controls = control_files.controls(Limits(50, 100, 5))
    replayed.run(case, controls)
    assert interrupted(case, "lifetimes_50_100")["idle"] == ["1", "2"]
    assert interrupted(case, "step_up_5")["step"] == ["2", "3", "4", "5"]
    assert interrupted(case, "lifetimes_60_240")["idle"] == ["2"], "the others stand"
    assert not replayed.missing(case, controls)
    for number in range(1, replayed.MOST_OWN + 4):
        replayed.run(case, control_files.controls(Limits(number, 5000)))
    own = [row["control"] for row in case.rows("controls_runs") if row["control"].startswith("lifetimes_")]
    assert len(own) == replayed.MOST_OWN + 3, "the oldest are let go of"


def test_headers_are_whole(case):
    for control in control_files.controls(Limits(1, 1)).values():
        told = (control.title, control.doing, control.short, control.phone, control.claim, control.how, control.assumes)
        assert all(text and "{" not in text for text in (*told, control.blind, control.source)), control.name
        assert set(control.file.parameters) == set(control.values)


@pytest.mark.parametrize("query", [{}, {"idle": "x", "absolute": "5"}, {"idle": "5"}, {"idle": "-1", "absolute": "²"}])
def test_an_address_with_no_limits_asks_for_none(query):
    assert Limits.of_query(query) == Limits()


def test_limits_stand_in_the_address_and_come_back():
    assert Limits.of_query(Limits(30, 480, 20).query()) == Limits(30, 480, 20)
    assert Limits(None, None, 15).query() == {}
    assert Limits.of_query({"idle": "0", "absolute": "9999999", "minutes": "3"}) == Limits(
        control_files.SHORTEST_MIN, control_files.LONGEST_MIN, 3
    )


def test_a_control_is_run_again_when_the_evidence_grows(tmp_path: Path):
    with stories.judged(tmp_path, session("first", (1, "09:10", SSO, OTHER_LINE))) as case:
        controls = control_files.controls()
        replayed.run(case, controls)
        assert interrupted(case, "bound_to_asn") == {"first": ["1"]}
        pipeline.add_evidence(
            case, [stories.lines(tmp_path / "more.jsonl", session("second", (1, "09:20", SSO, OTHER_LINE)))]
        )
        pipeline.judge(case)
        assert replayed.missing(case, controls)
        replayed.run(case, controls)
        assert interrupted(case, "bound_to_asn") == {"first": ["1"], "second": ["1"]}
