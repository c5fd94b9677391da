"""Which session an event belongs to: Okta's ids, roots, transactions, people, and clients without an id."""

from __future__ import annotations

import pytest

from stories import ask, event, judged, sign_in

SYSTEM = {"id": "00usystem", "type": "SystemPrincipal", "alternateId": "system@okta.com"}
NO_IDS = ["unknown", "-", None, "", "null", "UNKNOWN"]

STORY = [
    # what is no session id: six people, each with one event
    *(event("09:00", who=f"nobody{n}", session=given, event_id=f"no-id-{n}") for n, given in enumerate(NO_IDS)),
    # a transient id with a root, and one without, in a transaction of a session
    sign_in(session="s-root"),
    event("09:01", session="trsOne", root="s-root", event_id="by-root"),
    event("09:02", session="s-root", transaction={"id": "T1"}),
    event("09:02:01", session="trsTwo", transaction={"id": "T1"}, event_id="by-transaction"),
    event("09:02:02", session=None, transaction={"id": "T1"}, event_id="no-id-by-transaction"),
    event("09:03", session="trsThree", who="tom", event_id="trs-alone"),
    # a transaction in which two sessions meet says nothing
    event("10:00", session="s-meet-1", transaction={"id": "T2"}),
    event("10:00", session="s-meet-2", transaction={"id": "T2"}),
    event("10:00:01", session=None, who="tea", transaction={"id": "T2"}, event_id="two-sessions-one-transaction"),
    # an administrator ends a person's session: one transaction, two people
    sign_in(session="s-admin", who="adam"),
    event("09:05", "user.session.clear", session="s-admin", who="adam", transaction={"id": "T3"}),
    event("09:05:01", session=None, who="vera", transaction={"id": "T3"}, event_id="other-person-in-transaction"),
    event("09:05:02", "group.user_membership.add", session=None, transaction={"id": "T3"}, actor=SYSTEM,
          event_id="system-in-transaction"),
    # child and root: the row that lacks the root comes first
    sign_in(session="s-parent", who="cora"),
    event("09:01", session="s-child", who="cora", event_id="child-without-root"),
    event("09:09", session="s-child", root="s-parent", who="cora", event_id="child-with-root"),
    sign_in(session="s-top", who="carl"),
    event("09:01", session="s-middle", root="s-top", who="carl"),
    event("09:02", session="s-bottom", root="s-middle", who="carl", event_id="grandchild"),
    event("09:02", session="s-orphan", root="s-not-here", who="otto", event_id="orphan"),
    sign_in(session="s-own-root", root="s-own-root", who="rita"),
    sign_in(session=None, root="s-root-only", who="rolf", event_id="creation-under-root-only"),
    # one id, two people
    sign_in(session="s-both", who="ben"),
    event("09:01", session="s-both", who="bea", event_id="second-person"),
    event("09:02", session="s-both", actor=SYSTEM, event_id="system-with-two"),
    event("09:03", session="s-both", who=None, event_id="actorless-with-two"),
    # ends: the event names the session that ends, which may be another
    sign_in(session="s-ended", who="eli"),
    event("09:20", "user.session.end", session="s-ended", who="eli", debug={"endedSessionId": "s-else"}),
    event("09:25", "user.session.end", session="s-ended", who="eli", outcome="FAILURE"),
    event("09:30", "user.session.end", session="s-ended", who="eli", debug={"endedSessionId": "s-ended"}),
    sign_in(session="s-ended-elsewhere", who="eli"),
    event("09:40", "user.session.end", session="s-admin", who="adam", debug={"endedSessionId": "s-ended-elsewhere"}),
    sign_in(session="s-simply-ended", who="eli"),
    event("09:50", "user.session.end", session="s-simply-ended", who="eli"),
    # clients without a session
    event("09:10", session=None, who="sam", event_id="client-1"),
    event("09:50", session=None, who="sam", event_id="client-2"),
    event("10:01", session=None, who="sam", event_id="client-next-hour"),
    event("09:11", session=None, who="sam", address="192.0.2.11", event_id="client-other-address"),
    event("09:12", session=None, who="sam", agent="curl", event_id="client-other-agent"),
    event("09:13", session=None, who="sue", event_id="client-other-person"),
    event("09:14", "policy.evaluate_sign_on", session=None, who="sam", outcome="DENY", event_id="no-client-made"),
    event("09:15", "user.session.start", session=None, who="sam", outcome="FAILURE", event_id="failed-sign-in"),
]  # fmt: skip


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    """Event id -> row of session_events."""
    with judged(tmp_path_factory.mktemp("ids"), STORY) as case:
        rows = {row["event_id"]: row for row in ask(case, "from session_events")}
        rows["sessions"] = {row["session_key"]: row for row in ask(case, "from sessions")}
        rows["events"] = {row["event_id"]: row for row in ask(case, "select event_id, okta_session_id from events")}
        return rows


@pytest.mark.parametrize("place", range(len(NO_IDS)), ids=map(repr, NO_IDS))
def test_words_for_nothing_are_no_session(keys, place):
    assert keys["events"][f"no-id-{place}"]["okta_session_id"] is None
    assert keys[f"no-id-{place}"]["session_key"].startswith("client:")


def test_people_without_an_id_are_not_joined_to_one_session(keys):
    assert len({keys[f"no-id-{place}"]["session_key"] for place in range(len(NO_IDS))}) == len(NO_IDS)


def test_a_transient_id_is_joined_by_its_root(keys):
    assert keys["by-root"]["session_key"] == "s-root"


def test_a_transient_id_is_joined_by_its_transaction(keys):
    assert keys["by-transaction"]["session_key"] == keys["no-id-by-transaction"]["session_key"] == "s-root"


def test_a_transient_id_that_nothing_joins_is_a_sessionless_client(keys):
    assert keys["trs-alone"]["session_key"].startswith("client:")


def test_a_transaction_in_which_two_sessions_meet_joins_nothing(keys):
    assert keys["two-sessions-one-transaction"]["session_key"].startswith("client:")


def test_a_transaction_never_puts_a_person_into_the_session_of_another(keys):
    """An administrator who clears sessions shares the transaction with the people whose sessions end."""
    assert keys["other-person-in-transaction"]["session_key"].startswith("client:")
    assert "s-admin" in keys["sessions"], "and the administrator's session keeps its name"


def test_a_system_actor_is_joined_by_its_transaction(keys):
    assert keys["system-in-transaction"]["session_key"] == "s-admin"


def test_the_map_from_child_to_root_is_made_before_any_event_is_assigned(keys):
    assert keys["child-without-root"]["session_key"] == keys["child-with-root"]["session_key"] == "s-parent"


def test_a_grandchild_goes_to_the_top(keys):
    assert keys["grandchild"]["session_key"] == "s-top"


def test_a_child_whose_root_is_not_in_the_export_is_parent_unknown(keys):
    assert keys["sessions"][keys["orphan"]["session_key"]]["is_parent_unknown"]


def test_a_session_that_is_its_own_root_is_no_orphan(keys):
    session = keys["sessions"]["s-own-root"]
    assert not session["is_parent_unknown"] and session["has_sign_in"]


def test_a_sign_in_that_names_only_the_root_creates_the_root(keys):
    assert keys["creation-under-root-only"]["session_key"] == "s-root-only"
    assert keys["creation-under-root-only"]["is_creation"]


def test_a_child_is_no_parent_unknown_where_the_root_is_here(keys):
    assert not keys["sessions"]["s-parent"]["is_parent_unknown"]


def test_two_people_under_one_session_id_are_two_sessions(keys):
    found = {key for key in keys["sessions"] if key.startswith("s-both")}
    assert found == {"s-both~00uben", "s-both~00ubea"}
    assert keys["second-person"]["session_key"] == "s-both~00ubea"
    assert {keys["sessions"][key]["session_id"] for key in found} == {"s-both"}


def test_nobody_is_lost_among_two_people(keys):
    """An event of the system, or of an actor that Okta does not name, stays with one of them."""
    assert keys["system-with-two"]["session_key"] in keys["sessions"]
    assert keys["actorless-with-two"]["session_key"] in keys["sessions"]
    assert keys["actorless-with-two"]["actor_id"] is not None


def test_a_sessionless_client_is_a_person_at_an_address_with_an_agent_in_an_hour(keys):
    assert keys["client-1"]["session_key"] == keys["client-2"]["session_key"]
    others = ["client-next-hour", "client-other-address", "client-other-agent", "client-other-person"]
    assert len({keys[name]["session_key"] for name in ["client-1", *others]}) == 1 + len(others)


def test_a_sessionless_client_is_marked_as_inferred_and_never_as_parent_unknown(keys):
    client = keys["sessions"][keys["client-1"]["session_key"]]
    assert client["is_inferred"] and not client["is_parent_unknown"] and not client["has_sign_in"]
    assert not keys["sessions"]["s-root"]["is_inferred"]


def test_a_session_is_signed_out_by_an_event_that_ends_this_very_session(keys):
    signed_out = keys["sessions"]["s-ended"]["signed_out_at"]
    assert (signed_out.hour, signed_out.minute) == (9, 30)
    assert keys["sessions"]["s-ended-elsewhere"]["signed_out_at"].minute == 40
    assert keys["sessions"]["s-simply-ended"]["signed_out_at"].minute == 50
    assert keys["sessions"]["s-admin"]["signed_out_at"] is None, "who clears the sessions of others is not signed out"


def test_a_refused_attempt_without_a_session_makes_no_client(keys):
    assert "no-client-made" not in keys and "failed-sign-in" not in keys
    assert "no-client-made" in keys["events"], "it stays an event of the case"
