"""The lines of the checklist: one for each object of a made tenant's replays, its id in a filter that Okta reads."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis import blast_radius, containment, pipeline, replayed, verdicts
from analysis.case import Case
from analysis.containment import entries, words
from analysis.exercise import tenant
from analysis.exercise.truth import Truth
from containment.okta_filter import parsed
from stories import ask, event, judged, sign_in

KINDS = ("onepassword", "beyondtrust", "cloudflare", "token_made", "user_made", "factor_planted", "end_user_many_apps")
MADE = {
    "system.idp.lifecycle.create": "idp_off",
    "system.idp.lifecycle.activate": "idp_off",
    "system.idp.lifecycle.update": "idp_off",
    "system.api_token.create": "token_off",
    "user.lifecycle.create": "user_off",
    "user.lifecycle.activate": "user_off",
    "user.account.privilege.grant": "role_off",
    "group.user_membership.add": "group_member",
    "user.mfa.factor.activate": "factor_off",
    "user.mfa.factor.reset_all": "factor_back",
}
HOSTILE = 'x" or actor.id pr or y eq "\n\u202e\\{since}'
THIEF = {
    "address": "198.18.9.9", "agent": "windows chrome 99", "token": HOSTILE, "asn": 64511, "org": "Example Hosting",
    "city": "Bucharest",
}  # fmt: skip


def target(kind: str, name: str = HOSTILE, id_: str = HOSTILE) -> dict[str, str]:
    return {"id": id_, "type": kind, "alternateId": name, "displayName": name}


ROLE = {"privilegeGranted": HOSTILE}
ADA, TWO = target("User", "ada@example.com", "00uada"), target("User", "two@example.com", "00utwo")
BEN = {"who": "ben", "session": "b", "token": "b"}
STORY = [
    sign_in("09:00", session="s0", address="192.0.2.10"),
    sign_in("2 09:00"),
    event("2 09:05"),
    event("2 14:37", "user.session.access_admin_app", **THIEF),
    event("2 14:40"),
    event("2 14:41", "system.idp.lifecycle.create", target=[target("IdentityProvider")], **THIEF),
    event("2 14:42", "system.api_token.create", target=[target("Token")], **THIEF),
    event("2 14:43", "user.lifecycle.create", target=[target("User")], **THIEF),
    event("2 14:44", "user.account.privilege.grant", target=[target("User")], debug=ROLE, **THIEF),
    event("2 14:45", "user.mfa.factor.activate", target=[target("User"), target("AuthenticatorEnrollment")], **THIEF),
    event("2 14:46", "zone.deactivate", target=[target("NetworkZone")], **THIEF),
    event("2 14:47", "system.log_stream.lifecycle.deactivate", target=[target("LogStream")], **THIEF),
    event("2 14:48", "security.session_protection.status.update", **THIEF),
    event("2 14:49", "user.authentication.sso", target=[target("AppInstance")], **THIEF),
    event("2 14:50", "zone.create", target=[target("NetworkZone", "short", "nzo1")], **THIEF),
    event("2 14:51", "zone.delete", target=[target("NetworkZone", "short", "nzo1")], **THIEF),
    event("2 14:52", "user.lifecycle.create", target=[TWO], **THIEF),
    event("2 14:53", "user.lifecycle.create", target=[target("User", "three@example.com", "00uthree")], **THIEF),
    event("2 15:30", "user.lifecycle.suspend", target=[TWO], **BEN),
    event("2 15:31", "user.session.clear", target=[ADA], **BEN),
]  # fmt: skip


@pytest.fixture(scope="module")
def small() -> Iterator[tuple[Case, Truth]]:
    made = tenant.make(31, 60, 5, replays=KINDS, busyness=0.4)
    with tempfile.TemporaryDirectory() as folder, Case.temporary() as case:
        path = Path(folder) / "log.jsonl"
        path.write_bytes(b"".join(tenant.json_lines(made.events)))
        pipeline.add_evidence(case, [path])
        pipeline.judge(case)
        yield case, made.truth


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    with judged(tmp_path_factory.mktemp("hostile"), STORY) as case:
        yield case


def of_story(case: Case) -> list[containment.Line]:
    (row,) = ask(case, "select session_key from sessions where session_id = 's1'")
    return containment.lines(case, row["session_key"])


def found(lines: list[containment.Line], entry: str) -> list[containment.Line]:
    return [line for line in lines if line.entry == entry]


@pytest.mark.parametrize("kind", KINDS)
def test_each_object_that_the_thief_made_has_its_line_with_its_id_in_the_filter(small, kind):
    case, truth = small
    (replay,) = [one for one in truth.replays if one.kind == kind][:1]
    lines = containment.lines(case, replay.session_id)
    acts = [act for act in blast_radius.of_session(case, replay.session_id).acts if act.event_type in MADE]
    for act in acts:
        line = next(line for line in found(lines, MADE[act.event_type]) if act.event_id in line.event_ids)
        assert act.no in [no for _, no in line.acts], "the number is that of the lanes"
        named = {thing.id for thing in act.things}
        assert named & {value for field, _, value in parsed(line.filter or "") if field == "target.id"}, act.event_type
        assert line.since is not None and line.since >= act.at.to_pydatetime().replace(microsecond=0)
    if kind in ("onepassword", "token_made", "user_made", "factor_planted"):
        assert acts, "the replay made something"


def test_the_token_of_a_replay_is_revoked_by_its_own_id(small):
    case, truth = small
    replay = next(one for one in truth.replays if one.kind == "token_made")
    (line,) = found(containment.lines(case, replay.session_id), "token_off")
    assert line.api_call == f"DELETE /api/v1/api-tokens/{line.object_id}"
    assert line.filter == f'target.id eq "{line.object_id}" and eventType eq "system.api_token.revoke"'


def test_what_was_done_later_with_a_made_token_is_put_back_too(small):
    case, truth = small
    replay = next(one for one in truth.replays if one.kind == "token_made")
    later = [line for line in containment.lines(case, replay.session_id) if line.note and "later" in line.note]
    assert any(set(line.event_ids) & set(replay.consequence_event_ids) for line in later)


@pytest.mark.parametrize("kind", KINDS)
def test_every_filter_is_one_that_okta_reads(small, kind):
    case, truth = small
    replay = next(one for one in truth.replays if one.kind == kind)
    for line in containment.lines(case, replay.session_id):
        if line.filter:
            assert parsed(line.filter), line.filter


def test_every_account_has_its_sessions_ended_once_over_the_whole_case(small):
    case, truth = small
    lines = containment.of_case(case)
    ids = [line.id for line in lines]
    assert len(ids) == len(set(ids))
    ended = {line.object_id for line in found(lines, "end_sessions")}
    taken = set(replayed.of_case(case).keys)
    victims = {replay.actor_id for replay in truth.replays if replay.session_id in taken}
    assert victims and victims <= ended
    assert len(found(lines, "safe_channel")) == 1


def test_sessions_that_an_administrator_ended_are_seen_in_the_log(small):
    case, truth = small
    contained = [replay for replay in truth.replays if replay.contained_at is not None]
    assert contained
    for replay in contained:
        (line,) = [
            line
            for line in found(containment.lines(case, replay.session_id), "end_sessions")
            if line.object_id == replay.actor_id
        ]
        assert line.seen is not None and line.seen.event_id, replay.kind


def test_a_replay_is_read_in_full_where_only_a_person_calls_it_one(small):
    case, _ = small
    (row,) = ask(
        case,
        """
        select sessions.session_key from sessions left join findings using (session_key)
        where findings.divergence_at is null and not sessions.is_inferred and sessions.event_count > 8
        order by session_key limit 1
        """,
    )
    key = row["session_key"]
    assert containment.lines(case, key) == []
    verdicts.give(case, [key], "replay", basis="endpoint", reason="the laptop says so", author="ada", wanted=[])
    try:
        lines = containment.lines(case, key)
        assert {line.group for line in lines} >= {"safe", "sessions", "again"}
        assert {line.id for line in lines} <= {line.id for line in containment.of_case(case)}
    finally:
        verdicts.take_back(case, [key], author="ada")


def test_a_verdict_of_benign_takes_a_session_out_of_the_case_s_list(small):
    case, _ = small
    key = replayed.of_case(case).keys[0]
    verdicts.give(case, [key], "benign", basis="person asked out of band", reason="it was me", author="ada")
    try:
        assert not any(key in line.sessions for line in containment.of_case(case))
    finally:
        verdicts.take_back(case, [key], author="ada")


def test_lines_of_a_session_stand_in_the_case_with_the_same_id(small):
    case, truth = small
    whole = {line.id for line in containment.of_case(case)}
    for replay in truth.replays:
        assert {line.id for line in containment.lines(case, replay.session_id)} <= whole, replay.kind


def test_apps_that_the_other_client_opened_have_a_line_each_and_oktas_own_have_none(small):
    case, truth = small
    replay = next(one for one in truth.replays if one.kind == "end_user_many_apps")
    opened = {
        app.id for app in blast_radius.of_session(case, replay.session_id).apps if app.name not in entries.own_apps()
    }
    lines = found(containment.lines(case, replay.session_id), "app_session")
    assert {line.object_id for line in lines} == opened and opened


def test_names_of_the_log_stay_inside_their_quotes(hostile):
    lines = of_story(hostile)
    assert found(lines, "idp_off") and found(lines, "role_off") and found(lines, "factor_off")
    for line in lines:
        if line.filter:
            assert line.filter.isascii() and "\n" not in line.filter
            assert all(operator == "eq" for _, operator, _ in parsed(line.filter)) or "sw" in line.filter
            assert "pr" not in [operator for _, operator, _ in parsed(line.filter)]
    (token,) = found(lines, "token_off")
    assert ("target.id", "eq", HOSTILE) in parsed(token.filter or "")


def test_names_of_the_log_stay_inside_their_part_of_the_path(hostile):
    (token,) = found(of_story(hostile), "token_off")
    rest = (token.api_call or "").removeprefix("DELETE /api/v1/api-tokens/")
    assert not set(rest) & set(' "/?&\n{}')


def test_words_titles_and_warnings_hold_no_text_of_the_log(hostile):
    lines = of_story(hostile)
    said = [words.title(lines), *words.warnings(lines), *(line.words for line in lines), *(line.why for line in lines)]
    assert not any("actor.id pr" in one for one in said)
    assert "\u202e" not in words.document(lines)


def test_what_the_log_shows_as_undone_says_so_by_itself(hostile):
    users = {line.object_id: line for line in found(of_story(hostile), "user_off")}
    assert users["00utwo"].seen is not None and users["00uthree"].seen is None
    assert words.done(users["00utwo"].seen) == "seen in the log 5 Mar 15:30 UTC, by ben@example.com: user suspended"
    (ended,) = found(of_story(hostile), "end_sessions")
    assert ended.done is not None and ended.done.is_in_log


def test_what_the_thief_took_back_is_said_to_be_so_and_asks_for_no_line_of_its_own(hostile):
    short = [line for line in found(of_story(hostile), "zone") if line.object_id == "nzo1"]
    (line,) = short
    assert line.seen is not None and "itself" in line.seen.words


def test_ended_sessions_before_closed_doors_are_warned_of(hostile):
    (warning,) = words.warnings(of_story(hostile))
    assert warning.startswith("Sessions were ended while") and "back in are open" in warning


def test_groups_follow_the_order_that_works(hostile):
    order = [list(entries.groups()).index(line.group) for line in of_story(hostile)]
    assert order == sorted(order)


def test_an_honest_session_has_nothing_to_shut_off(hostile):
    (row,) = ask(hostile, "select session_key from sessions where session_id = 's0'")
    assert containment.lines(hostile, row["session_key"]) == []
    assert words.title([]) == "Nothing to shut off"
    assert containment.lines(hostile, "no such session") == []


def test_no_cell_of_the_download_is_a_formula(hostile):
    text = words.csv(of_story(hostile)).decode("utf-8-sig")
    assert text.startswith('"part","done"') and '"=' not in text
