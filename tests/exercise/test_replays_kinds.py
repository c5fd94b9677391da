"""What the name of each kind promises holds in the records."""

from __future__ import annotations

import itertools
import json
from datetime import datetime, timedelta, timezone

import pytest

import planted
from analysis.exercise import networks
from analysis.exercise.replays import ACCOUNTS, ADMINS_ONLY, REPLAYS
from analysis.exercise.replays.strangers import shared_networks
from planted import Event, Made, Planted, agent, seconds, session_of, token, values

OFFSETS = {city.name: city.utc_offset_h for city in networks.CITIES}
TUNNELLED = ("debugContext", "debugData", "tunnels")
AS_NUMBER = ("securityContext", "asNumber")
PLACE = ("client", "geographicalContext")


@pytest.fixture(scope="module", params=["identity_engine", "classic"])
def made(request: pytest.FixtureRequest) -> Made:
    replays = [kind for kind in REPLAYS for _ in range(1 if kind in ADMINS_ONLY else 3)]
    replays += ["phishing_proxy"] * 5 + ["cookie_jar_residential"] * 5
    return planted.make(11, 260, 3, replays=replays, is_classic=request.param == "classic", busyness=0.5)


def types(events: list[Event]) -> list[str]:
    return [event["eventType"] for event in events]


def sign_ons(events: list[Event]) -> list[Event]:
    return [event for event in events if event["eventType"] == "user.authentication.sso"]


def turns(one: Planted) -> int:
    """How often the session comes back from the thief to the victim's browser."""
    own = {event["uuid"] for event in one.own}
    ids = set(one.replay.foreign_event_ids)
    holders = [event["uuid"] in ids for event in one.session if event["uuid"] in ids | own]
    return sum(thief and not after for thief, after in itertools.pairwise(holders))


def country(event: Event) -> str:
    return str(event["client"]["geographicalContext"]["country"])


def shares_agent(one: Planted) -> bool:
    return {agent(event) for event in one.foreign} <= {agent(event) for event in one.own}


def shares_token(one: Planted) -> bool:
    return bool({token(event) for event in one.foreign} & {token(event) for event in one.own} - {None})


def test_every_app_of_a_thief_is_opened_from_the_dashboard(made: Made):
    for one in made.planted:
        started = values(sign_ons(one.foreign), "debugContext", "debugData", "initiationType")
        assert started <= {"IDP_INITIATED"}, one.replay.kind


def test_thieves_are_curious_about_apps_that_the_victim_does_not_use(made: Made):
    strange = seen = 0
    for one in made.planted:
        used = {part["id"] for event in sign_ons(one.own) for part in event["target"] if part["type"] == "AppInstance"}
        for event in sign_ons(one.foreign):
            seen += 1
            strange += not used & {part["id"] for part in event["target"]}
    assert strange > 0.6 * seen


def test_the_victim_goes_on_working(made: Made):
    going_on = [one for one in made.planted if any(event["published"] > one.replay.divergence_at for event in one.own)]
    assert len(going_on) > 0.5 * len(made.planted)


def test_loud(made: Made):
    for one in made.of("loud"):
        assert not values(one.foreign, *PLACE, "country") & values(one.own, *PLACE, "country")
        assert all("Chrome/99." in agent(event) for event in one.foreign)
        assert len(sign_ons(one.foreign)) == 7


def test_beyondtrust(made: Made):
    (one,) = made.of("beyondtrust")
    assert types(one.foreign) == [
        "policy.evaluate_sign_on",
        "policy.evaluate_sign_on",
        "analytics.reports.export.request",
        "user.lifecycle.create",
        "user.lifecycle.activate",
    ]
    assert [event["outcome"]["result"] for event in one.foreign][:2] == ["DENY", "CHALLENGE"]


def test_onepassword(made: Made):
    (one,) = made.of("onepassword")
    assert "system.idp.lifecycle.activate" in types(one.foreign)
    assert types(one.later) == ["user.authentication.auth_via_IDP"]


def test_cloudflare_is_two_accounts_and_one_client(made: Made):
    both = made.of("cloudflare")
    assert len(both) == ACCOUNTS["cloudflare"]
    assert len({one.replay.foreign_addresses for one in both}) == 1


def test_same_city_is_a_home_line_in_the_victims_city(made: Made):
    for one in made.of("same_city"):
        assert values(one.foreign, "securityContext", "asOrg") <= residential()
        assert values(one.foreign, *TUNNELLED) == {None}
        assert not shares_token(one)


def residential() -> set[str]:
    return {network.as_org.lower() for pair in networks.HOMES.values() for network in pair}


def test_same_country_hosting(made: Made):
    for one in made.of("same_country_hosting"):
        assert values(one.foreign, *AS_NUMBER) == {networks.THEFT_HOSTING.as_number}
        assert values(one.foreign, *PLACE, "country") & values(one.session, *PLACE, "country")


def test_a_cookie_jar_brings_agent_and_token_through_a_vpn(made: Made):
    for one in made.of("cookie_jar"):
        assert shares_agent(one)
        assert {token(event) for event in one.foreign} == {token(one.own[0])} != {None}
        assert values(one.foreign, *AS_NUMBER).isdisjoint(values(one.own, *AS_NUMBER))
        assert None not in values(one.foreign, *TUNNELLED)


def test_a_cookie_jar_comes_from_a_home_line_too(made: Made):
    for one in made.of("cookie_jar_residential"):
        assert shares_agent(one)
        assert {token(event) for event in one.foreign} == {token(one.own[0])} != {None}
        assert values(one.foreign, *AS_NUMBER).isdisjoint(values(one.own, *AS_NUMBER))
        assert values(one.foreign, "securityContext", "asOrg") <= residential()


def test_script_agent(made: Made):
    for one in made.of("script_agent"):
        assert not any(agent(event).startswith("Mozilla") for event in one.foreign)
        assert {token(event) for event in one.foreign} == {None}


def test_slow_takes_an_hour_or_two_for_each_app(made: Made):
    for one in made.of("slow"):
        moments = [seconds(event) for event in sign_ons(one.foreign)]
        assert len(moments) >= 5
        assert all(3600 < after - before < 7200 for before, after in itertools.pairwise(moments))


def test_late_is_hours_after_the_victim_and_at_night(made: Made):
    for one in made.of("late"):
        assert seconds(one.foreign[0]) - seconds(one.own[-1]) >= 2 * 3600
        place = next(event["client"]["geographicalContext"]["city"] for event in one.own)
        homes = {city.utc_offset_h for city in networks.CITIES if city.name == place}
        at = one.replay.divergence_at
        hours = {_local_hour(at, offset) for offset in homes}
        assert hours & {22, 23, 0, 1, 2, 3, 4, 5, 6}, (place, at)
        assert "user.session.end" not in types(one.session)


def _local_hour(at: str, offset_h: int) -> int:
    return datetime.fromisoformat(at).astimezone(timezone(timedelta(hours=offset_h))).hour


def test_interleaved_goes_to_and_fro(made: Made):
    for one in made.of("interleaved"):
        assert turns(one) >= 4


def test_a_neighbour_differs_by_address_and_token_alone_and_takes_turns(made: Made):
    for one in made.of("neighbour"):
        mine = [event for event in one.own if event["securityContext"]["asNumber"] in values(one.foreign, *AS_NUMBER)]
        assert mine == one.own
        assert shares_agent(one)
        assert not shares_token(one)
        assert values(one.foreign, *PLACE, "city") == values(one.own, *PLACE, "city")
        blocks = [
            {event["client"]["ipAddress"].rpartition(".")[0] for event in part} for part in (one.foreign, one.own)
        ]
        assert blocks[0].isdisjoint(blocks[1])
        assert turns(one) >= 3


def test_employee_networks_are_those_that_honest_people_use(made: Made):
    shared = {network.as_number for network in shared_networks()}
    for one in made.of("employee_network"):
        assert values(one.foreign, *AS_NUMBER) <= shared
        assert not shares_token(one)


def test_an_end_user_has_ten_apps_opened_within_a_minute_and_a_half(made: Made):
    for one in made.of("end_user_many_apps"):
        opened = sign_ons(one.foreign)
        assert len(opened) >= 10
        assert seconds(opened[-1]) - seconds(opened[0]) < 90


def test_read_only_looks_around_and_changes_nothing(made: Made):
    for one in made.of("read_only"):
        assert {"user.session.access_admin_app", "analytics.reports.export.request"} <= set(types(one.foreign))
        assert set(types(one.foreign)) <= {
            "policy.evaluate_sign_on",
            "user.session.access_admin_app",
            "user.authentication.sso",
            "system.agent.ad.read_config",
            "analytics.reports.export.request",
        }


def test_after_sign_out_the_session_goes_on(made: Made):
    for one in made.of("after_sign_out"):
        ends = [event for event in one.session if event["eventType"] == "user.session.end"]
        named = [event for event in made.events if _ended(event) == one.replay.session_id]
        (end,) = ends or named
        after = [event for event in one.foreign if event["published"] > end["published"]]
        assert "user.authentication.sso" in types(after)
        assert "app.oauth2.token.grant.access_token" in types(after)
        assert not [event for event in one.own if event["published"] > end["published"]]
        if not ends:
            assert session_of(end) != one.replay.session_id
            assert end["target"][0]["id"] == one.replay.actor_id
            assert one.replay.contained_at


def _ended(event: Event) -> str | None:
    return event["debugContext"]["debugData"].get("EndedSessionId")


def test_a_phishing_proxy_signs_in_and_the_phone_answers(made: Made):
    for one in made.of("phishing_proxy"):
        assert one.session[0]["uuid"] == one.replay.divergence_event_id
        start = next(event for event in one.session if event["eventType"] == "user.session.start")
        assert start["client"]["ipAddress"] in one.replay.foreign_addresses
        assert not one.own
        assert "system.push.send_factor_verify_push" in types(one.foreign)
        known = {token(event) for event in made.events if event["actor"]["id"] == one.replay.actor_id}
        known -= {token(event) for event in one.foreign}
        assert known - {None}


def test_half_of_the_phishing_proxies_are_one_client_and_the_others_two(made: Made):
    counts = [len(one.replay.foreign_addresses) for one in made.of("phishing_proxy")]
    assert set(counts) == {1, 2}
    for one in made.of("phishing_proxy"):
        if len(one.replay.foreign_addresses) == 2:
            assert len(values(one.foreign, *AS_NUMBER)) == 2
            assert one.replay.look_alike is None


def test_a_push_is_denied_first_and_then_approved(made: Made):
    for one in made.of("push_approved"):
        answers = [event for event in one.foreign if event["eventType"] == "user.authentication.auth_via_mfa"]
        results = [event["outcome"]["result"] for event in answers]
        assert results[-1] == "SUCCESS"
        assert set(results[:-1]) == {"FAILURE"}
        denied = [event for event in one.session if event["eventType"] == "user.mfa.okta_verify.deny_push"]
        assert len(denied) == len(results) - 1 >= 2
        assert not {event["client"]["ipAddress"] for event in denied} & set(one.replay.foreign_addresses)
        assert [event for event in sign_ons(one.foreign) if event["published"] > answers[-1]["published"]]


def test_a_planted_factor_opens_a_new_session_of_the_same_person(made: Made):
    for one in made.of("factor_planted"):
        assert "user.mfa.factor.activate" in types(one.foreign)
        assert {"user.session.start", "user.authentication.auth_via_mfa"} <= set(types(one.later))
        assert {event["actor"]["id"] for event in one.later} == {one.replay.actor_id}
        assert values(one.later, *AS_NUMBER) == values(one.foreign, *AS_NUMBER)


def test_a_made_token_is_used_from_the_thiefs_address(made: Made):
    for one in made.of("token_made"):
        (token_made,) = [event for event in one.foreign if event["eventType"] == "system.api_token.create"]
        assert one.later
        assert values(one.later, "transaction", "detail", "requestApiTokenId") == {token_made["target"][0]["id"]}
        assert {event["client"]["ipAddress"] for event in one.later} == set(one.replay.foreign_addresses)
        assert {event["actor"]["id"] for event in one.later} == {one.replay.actor_id}


def test_a_rogue_user_gets_rights_and_signs_in_from_the_thiefs_network(made: Made):
    for one in made.of("user_made"):
        rogue = next(event["target"][0]["id"] for event in one.foreign if event["eventType"] == "user.lifecycle.create")
        assert {"user.account.privilege.grant", "group.user_membership.add"} & set(types(one.foreign))
        assert "user.session.start" in types(one.later)
        assert {event["actor"]["id"] for event in one.later} == {rogue} != {one.replay.actor_id}
        assert values(one.later, *AS_NUMBER) == values(one.foreign, *AS_NUMBER)


def test_what_looks_like_an_honest_thing_bears_no_mark(made: Made):
    alike = [one for one in made.planted if one.replay.look_alike]
    assert {one.replay.kind for one in alike} >= {"cookie_jar_residential"}
    assert {one.replay.kind for one in alike} <= {"cookie_jar", "cookie_jar_residential", "phishing_proxy", "late"}
    for one in alike:
        assert len(one.replay.foreign_addresses) == 1
        assert turns(one) <= 1
        assert all(event["outcome"]["result"] in ("SUCCESS", "ALLOW") for event in one.foreign)
        assert one.replay.kind == "phishing_proxy" or shares_agent(one)


def test_thieves_never_show_a_device_that_okta_knows(made: Made):
    for one in made.planted:
        assert values(one.foreign, "device") == {None}, one.replay.kind


def test_tunnels_of_thieves_are_told_as_okta_tells_them(made: Made):
    told = {tunnel for one in made.planted for tunnel in values(one.foreign, *TUNNELLED) if tunnel}
    assert {json.loads(tunnel)[0]["type"] for tunnel in told} == {"VPN"}
