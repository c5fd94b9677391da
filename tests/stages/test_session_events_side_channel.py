"""What never forms a lane, what must corroborate it, and that it stays on the timeline."""

from __future__ import annotations

import pytest

from analysis import pipeline
from analysis.case import Case
from analysis.exercise import exports
from stories import ask, event, judged, lanes_of, sign_in

OKTA = {"asn": 19745, "org": "Okta, Inc.", "address": "203.0.113.200", "city": None}
ELSEWHERE = {"asn": 64501, "address": "198.51.100.9", "city": "Bucharest"}
SERVER = {"asn": 64510, "address": "203.0.113.50", "agent": "python", "token": None, "city": None}
LONELY_SERVER = {**SERVER, "address": "203.0.113.77"}
GRANT = "app.oauth2.as.token.grant.access_token"
SECRET = {"clientAuthType": "client_secret_basic"}
SYSTEM = {"id": "00usystem", "type": "SystemPrincipal", "alternateId": "system@okta.com"}
CLIENT_APP = {"id": "0oaclient", "type": "PublicClientApp", "alternateId": "client"}
MANY = ["ada", "ben", "cora", "dan", "eve"]


def grants(server, people, **given):
    """Each person has a session and a token that the server exchanged for them."""
    for who in people:
        name = f"{server['address']}-{who}"
        yield sign_in(session=name, who=who)
        yield event("09:10", GRANT, session=name, who=who, event_id=name, **{**server, **given})


STORY = [
    sign_in(session="system"),
    event("09:05", "group.user_membership.add", session="system", actor=SYSTEM, **ELSEWHERE, event_id="system"),
    sign_in(session="nowhere"),
    event("09:05", session="nowhere", address=None, event_id="nowhere"),
    sign_in(session="job"),
    event("09:05", "user.lifecycle.create", session="job", transaction={"type": "JOB"}, **ELSEWHERE, event_id="job"),
    sign_in(session="token"),
    event("09:05", "user.lifecycle.create", session="token", event_id="token",
          transaction={"detail": {"requestApiTokenId": "00Tapi"}}, **ELSEWHERE),
    sign_in(session="factor-app"),
    event("09:00:30", "user.authentication.auth_via_mfa", session="factor-app", agent="okta verify", **ELSEWHERE,
          event_id="factor-app"),
    event("09:05", "user.mfa.factor.activate", session="factor-app", agent="okta verify", **ELSEWHERE,
          event_id="enrolment-by-app"),
    event("09:06", session="factor-app", agent="okta verify", **ELSEWHERE, event_id="sign-on-by-app"),
    sign_in(session="okta-itself"),
    event("09:05", session="okta-itself", agent="Okta-Integrations", **OKTA, event_id="okta-itself"),
    event("09:06", session="okta-itself", **OKTA, event_id="browser-from-okta"),
    event("09:07", session="okta-itself", agent="Okta-Integrations", address="3.0.5.200", asn=16509, city=None,
          event_id="okta-s-block"),
    sign_in(session="forged"),
    event("09:05", session="forged", agent="Okta-Integrations", **ELSEWHERE, event_id="forged"),
    event("09:06", "user.authentication.auth_via_mfa", session="forged", agent="Okta-Integrations", **ELSEWHERE,
          event_id="forged-factor"),
    *grants(SERVER, MANY, debug=SECRET),
    *grants(LONELY_SERVER, MANY[:2], debug=SECRET),
    event("09:20", session=f"{LONELY_SERVER['address']}-ada", **LONELY_SERVER),
    # from the shared server, but not a confidential exchange of tokens
    sign_in(session="public", who="fay"),
    event("09:10", GRANT, session="public", who="fay", debug={"clientAuthType": "none"}, **SERVER, event_id="public"),
    event("09:11", GRANT, session="public", who="fay", **SERVER, event_id="proof-not-named"),
    event("09:11", GRANT, session="public", who="fay", **{**SERVER, "agent": "mac chrome"},
          event_id="browser-exchange"),
    event("09:12", session="public", who="fay", debug=SECRET, **SERVER, event_id="sign-on-by-server"),
    # five failures, or five client apps, make no server
    *(event("09:00", GRANT, who=who, session=None, outcome="FAILURE", debug=SECRET,
            **{**SERVER, "address": "203.0.113.60"}) for who in MANY),
    *(event("09:00", GRANT, who=who, session=None, debug=SECRET, actor={**CLIENT_APP, "id": f"0oa{who}"},
            **{**SERVER, "address": "203.0.113.60"}) for who in MANY),
    event("09:05", who="hal", **{**SERVER, "address": "203.0.113.60"}),
    sign_in(session="sprayed", who="gil"),
    event("09:10", GRANT, session="sprayed", who="gil", debug=SECRET, event_id="sprayed",
          **{**SERVER, "address": "203.0.113.60"}),
]  # fmt: skip


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    with judged(tmp_path_factory.mktemp("side"), STORY) as case:
        yield case


@pytest.fixture(scope="module")
def reasons(case):
    """Event id -> why it forms no lane."""
    return {row["event_id"]: row["side_channel"] for row in ask(case, "from session_events")}


def test_an_event_of_a_system_actor_rides_along(case, reasons):
    assert reasons["system"] == "not a person" and len(lanes_of(case, "system")) == 1


def test_an_event_without_an_address_forms_no_lane(case, reasons):
    assert reasons["nowhere"] == "no address" and len(lanes_of(case, "nowhere")) == 1


def test_a_job_forms_no_lane(case, reasons):
    assert reasons["job"] == "a job" and len(lanes_of(case, "job")) == 1


def test_a_call_with_an_api_token_forms_no_lane(case, reasons):
    assert reasons["token"] == "an API token" and len(lanes_of(case, "token")) == 1


def test_a_factor_answered_in_okta_verify_forms_no_lane(reasons):
    assert reasons["factor-app"] == "a factor app"


@pytest.mark.parametrize("name", ["enrolment-by-app", "sign-on-by-app"])
def test_what_claims_to_be_okta_verify_and_does_more_than_answer_forms_a_lane(reasons, name):
    assert reasons[name] is None


@pytest.mark.parametrize("name", ["okta-itself", "okta-s-block"])
def test_a_call_of_okta_from_its_own_range_forms_no_lane(reasons, name):
    assert reasons[name] == "Okta itself"


def test_a_browser_from_okta_s_range_forms_a_lane(reasons):
    assert reasons["browser-from-okta"] is None


@pytest.mark.parametrize("name", ["forged", "forged-factor"])
def test_a_forged_agent_of_okta_forms_a_lane(case, reasons, name):
    assert reasons[name] is None
    assert [lane["network"] for lane in lanes_of(case, "forged")] == ["AS64500", "AS64501"]


def test_a_server_that_exchanges_tokens_for_many_people_forms_no_lane(case, reasons):
    names = [f"{SERVER['address']}-{who}" for who in MANY]
    assert {reasons[name] for name in names} == {"a server exchanging tokens"}
    assert {len(lanes_of(case, name)) for name in names} == {1}


def test_what_serves_few_and_opens_apps_as_well_forms_a_lane(reasons):
    assert reasons[f"{LONELY_SERVER['address']}-ada"] is None


@pytest.mark.parametrize("name", ["public", "browser-exchange", "sign-on-by-server"])
def test_only_the_exchange_by_a_confidential_client_is_taken_out(reasons, name):
    assert reasons[name] is None


def test_an_export_that_names_proofs_and_names_none_here_has_no_server_there(reasons):
    assert reasons["proof-not-named"] is None


def test_where_an_export_cannot_name_the_proof_a_program_is_taken_for_the_server(tmp_path):
    """An Admin Console file has no column for it."""
    browser = {**SERVER, "agent": "mac chrome"}
    told = [*grants(SERVER, MANY), event("09:11", GRANT, session=f"{SERVER['address']}-ada", **browser, event_id="b")]
    console = tmp_path / "console.csv"
    console.write_bytes(b"".join(exports.admin_csv(told)))
    with Case.open(tmp_path / "case") as case:
        pipeline.add_evidence(case, [console])
        pipeline.judge(case)
        found = {row["event_id"]: row["side_channel"] for row in ask(case, "from session_events")}
    assert {found[f"{SERVER['address']}-{who}"] for who in MANY} == {"a server exchanging tokens"}
    assert found["b"] is None


def test_what_only_exchanges_tokens_is_a_server_however_few_it_serves(tmp_path):
    """Only the app knows its secret; a program that does anything else stays a client."""
    told = [
        *grants(SERVER, ["ada"], debug=SECRET),
        *grants(LONELY_SERVER, ["ada"], debug=SECRET),
        event("09:20", session=f"{LONELY_SERVER['address']}-ada", event_id="opened", **LONELY_SERVER),
    ]
    with judged(tmp_path, told) as case:
        found = {row["event_id"]: row["side_channel"] for row in ask(case, "from session_events")}
        said = [row["statement"] for row in ask(case, "select statement from coverage")]
    assert found[f"{SERVER['address']}-ada"] == "a server exchanging tokens"
    assert found[f"{LONELY_SERVER['address']}-ada"] is None and found["opened"] is None
    assert any("taken for servers" in statement for statement in said)


def test_failures_and_apps_do_not_count_as_people_served(reasons):
    assert reasons["sprayed"] is None


def test_privileged_acts_in_a_side_channel_stay_on_the_timeline(case):
    rows = ask(
        case,
        "select event_id, session_key, is_act from session_events "
        "where side_channel is not null and is_privileged order by event_id",
    )
    assert rows == [{"event_id": name, "session_key": name, "is_act": True} for name in ("job", "system", "token")]


def test_what_rides_along_counts_as_an_event_of_the_session(case):
    (row,) = ask(case, "select event_count from sessions where session_id = 'system'")
    assert row["event_count"] == 2
