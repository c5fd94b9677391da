"""Verdicts: acts that only add up, what a case learns from them, and what that knowledge finds."""

from __future__ import annotations

import pytest

import stories
from analysis import document, findings_filter, findings_view, indicators, pipeline, rebuild, verdicts
from analysis.case import Case
from analysis.errors import VerdictRefused
from analysis.indicators import Teachable
from signals.theft import THIEF, told_theft
from stories import ask, event, sign_in

BY = {"basis": "person asked out of band", "author": "kim", "reason": "She was asleep."}
OWN_AGENT = {**THIEF, "agent": "Mozilla/5.0 (a browser of its own)"}
HOTEL = {"address": "198.18.40.1", "asn": 64520, "org": "Example Rooms", "city": "Madrid"}


@pytest.fixture
def case(tmp_path):
    with stories.judged(tmp_path, told_theft()) as made:
        yield made


def give(case: Case, *keys: str, verdict: str = "replay", **more) -> bool:
    return verdicts.give(case, keys, verdict, **{**BY, **more})


def add(case: Case, folder, events) -> None:
    pipeline.add_evidence(case, [stories.lines(folder / "later.jsonl", events)])
    pipeline.judge(case)


def test_a_verdict_says_who_when_why_and_on_what(case):
    give(case, "s1", note="by phone", tags=["hr", "hr", " "])
    one = verdicts.of(case, "s1")
    assert (one.verdict, one.basis, one.reason, one.author) == ("replay", BY["basis"], BY["reason"], "kim")
    assert (one.note, one.tags) == ("by phone", ("hr",))
    assert (one.fields["band"], one.fields["actor_login"]) == ("replay", "ada@example.com")
    assert one.at is not None and one.is_in_force
    assert verdicts.of(case, "s0") is None


@pytest.mark.parametrize(
    "lacking", [{"author": " "}, {"reason": ""}, {"basis": "a hunch"}, {"verdict": "guilty"}], ids=str
)
def test_a_verdict_that_lacks_something_is_refused(case, lacking):
    with pytest.raises(VerdictRefused):
        give(case, "s1", **lacking)
    assert not verdicts.history(case)


def test_a_session_of_another_case_is_refused_and_nothing_is_written(case):
    with pytest.raises(VerdictRefused):
        give(case, "s1", "nobody")
    assert not verdicts.history(case)


def test_an_unsure_verdict_needs_no_reason_and_teaches_nothing(case):
    assert give(case, "s1", verdict="unsure", reason="") is False
    assert verdicts.of(case, "s1").verdict == "unsure"


def test_acts_only_add_up_and_the_last_word_counts(case):
    give(case, "s1")
    first = ask(case, "from acts")
    give(case, "s1", verdict="benign", reason="She found the ticket.")
    assert verdicts.of(case, "s1").verdict == "benign"
    assert verdicts.knowledge(case).num_rows == 0
    assert ask(case, "from acts order by act_id")[:1] == first
    assert [one.verdict for one in verdicts.history(case, "s1")] == ["benign", "replay"]


def test_an_undo_is_an_act_and_the_verdict_before_stands_again(case):
    give(case, "s1")
    give(case, "s1", verdict="unsure")
    assert verdicts.take_back(case, ["s1"], author="lee") is True
    assert verdicts.of(case, "s1").verdict == "replay"
    verdicts.take_back(case, ["s1"], author="lee")
    assert verdicts.of(case, "s1") is None and verdicts.knowledge(case).num_rows == 0
    told = [(one.verdict, one.author, one.was_taken_back) for one in verdicts.history(case, "s1")]
    assert told == [
        ("taken back", "lee", False),
        ("taken back", "lee", False),
        ("unsure", "kim", True),
        ("replay", "kim", True),
    ]
    assert verdicts.take_back(case, ["s1"], author="lee") is False
    assert len(verdicts.history(case)) == 4


def test_several_sessions_are_judged_at_once(case):
    give(case, "s0", "s1", verdict="unsure")
    assert verdicts.in_force(case).keys() == {"s0", "s1"}


def test_a_replay_freezes_what_the_second_client_used(case):
    give(case, "s1")
    known = verdicts.knowledge(case).to_pylist()
    assert {(row["kind"], row["value"]) for row in known} == {
        ("address", THIEF["address"]),
        ("dt_hash", THIEF["token"]),
        ("agent", stories.agent_of(THIEF["agent"]).raw),
    }
    assert {row["means"] for row in known} == {"indicator"}
    assert {(row["session_key"], row["reason"]) for row in known} == {("s1", BY["reason"])}


def test_what_the_origin_used_is_never_an_indicator(tmp_path):
    jar = {**THIEF, "agent": "mac chrome", "token": "d1"}
    with stories.judged(tmp_path, [sign_in("09:00"), event("09:10", **jar), event("09:20")]) as case:
        every = [one.name for one in indicators.candidates(case, "s1")]
        assert ("dt_hash", "d1") in every
        give(case, "s1", wanted=every)
        one = verdicts.of(case, "s1")
        assert one.indicators == [("address", THIEF["address"])]
        assert {entry["why"] for entry in one.fields["left_out"]} == {"the client that signed in used it too"}


def test_what_many_people_sign_in_with_is_left_out_unless_a_person_ticks_it(tmp_path):
    staff = [sign_in("08:00", who=f"p{n}", session=f"p{n}", agent=THIEF["agent"], token=f"t{n}") for n in range(5)]
    with stories.judged(tmp_path, [*told_theft(), *staff]) as case:
        agent = ("agent", stories.agent_of(THIEF["agent"]).raw)
        left = {one.name: one.left_out for one in indicators.candidates(case, "s1")}
        assert left[agent] == "5 other people here sign in with it"
        give(case, "s1")
        assert agent not in verdicts.of(case, "s1").indicators
        pipeline.judge(case)
        assert not [row for row in stories.findings(case) if "indicator_of_case" in row["top_signals"]]
        give(case, "s1", wanted=[agent])
        pipeline.judge(case)
        assert verdicts.of(case, "s1").indicators == [agent]
        assert stories.finding_of(case, "p0")["top_signals"] == ["indicator_of_case"]


def test_what_the_person_signs_in_with_elsewhere_is_left_out(tmp_path):
    own = [sign_in("08:00", session="s2", agent=THIEF["agent"], token="d7")]
    with stories.judged(tmp_path, [*told_theft(), *own]) as case:
        left = {one.kind: one.left_out for one in indicators.candidates(case, "s1")}
        assert left == {"address": None, "dt_hash": None, "agent": "this person signed in with it to another session"}


def test_an_indicator_finds_another_session_in_a_later_file(case, tmp_path):
    give(case, "s1", wanted=[("address", THIEF["address"])])
    pipeline.judge(case)
    assert not [row for row in stories.signals_of(case) if row["signal"] == "indicator_of_case"], "its own session"
    stolen = {**OWN_AGENT, "token": "d8"}
    later = [
        sign_in("3 09:00", who="bob", session="b1", address="192.0.2.77", token="b"),
        event("3 09:30", who="bob", session="b1", **stolen),
        sign_in("3 10:00", who="cleo", session="c1", **{**stolen, "token": "d6"}),
        event("3 11:00", "user.session.start", who="dan", session=None, outcome="FAILURE", **stolen),
        event("3 12:00", "user.session.access_admin_app", who="ada", session=None, **stolen),
    ]
    add(case, tmp_path, later)
    (found,) = [row for row in stories.signals_of(case, "b1") if row["signal"] == "indicator_of_case"]
    assert found["grade"] == "address" and found["lane_no"] == 2
    assert "s1" in found["fields"]["story"]
    (found,) = [row for row in stories.signals_of(case, "c1") if row["signal"] == "indicator_of_case"]
    assert found["lane_no"] == 1, "the client that signed in"
    shared = verdicts.shared_indicators(case)
    assert set(zip(shared["what"], shared["actor_login"], strict=True)) == {
        ("session", "bob@example.com"),
        ("session", "cleo@example.com"),
        ("failed sign-in", "dan@example.com"),
        ("client without a session", "ada@example.com"),
    }
    assert all(told == ["s1"] for told in shared["told_by"])
    assert not verdicts.take_back(case, ["c1"], author="kim")
    verdicts.take_back(case, ["s1"], author="kim")
    pipeline.judge(case)
    assert verdicts.shared_indicators(case).empty
    assert not ask(case, "from signals where signal = 'indicator_of_case'")


def test_a_verdict_runs_its_signals_and_the_weighing_only(case):
    give(case, "s1")
    ran = pipeline.judge(case).seconds.keys()
    assert {"case_knowledge", "indicator_of_case", "known_here"} <= ran
    assert not ran & {"session_events", "lanes", "lane_facts", "interleaving"}
    assert pipeline.is_current(case)


def hotel(who: str, session: str, day: int, **more):
    return [
        sign_in(f"{day} 09:00", who=who, session=session, token=f"{who}1"),
        event(f"{day} 10:00", who=who, session=session, **{**HOTEL, "token": f"{who}1", **more}),
    ]


def known(case: Case, session: str) -> list[dict]:
    return [row for row in stories.signals_of(case, session) if row["signal"] == "known_here"]


def test_a_benign_verdict_explains_only_what_it_says(tmp_path):
    events = [
        *hotel("ada", "a1", 1),
        *hotel("ada", "a2", 2),
        *hotel("ada", "a3", 3, address="198.18.41.1"),
        *hotel("bob", "b1", 2),
    ]
    with stories.judged(tmp_path, events) as case:
        address = Teachable("address", HOTEL["address"])
        assert address in [Teachable(one.kind, one.value) for one in indicators.teachable(case, "a1")]
        said = {"verdict": "benign", "reason": "Her hotel."}
        give(case, "a1", teaching=verdicts.Teaching([address]), **said)
        pipeline.judge(case)
        assert [row["grade"] for row in known(case, "a2")] == ["address"]
        assert known(case, "a2")[0]["fields"] == {
            "what": f"The address {HOTEL['address']}", "whose": " for this person", "reason": "Her hotel",
        }  # fmt: skip
        assert not known(case, "a3") and not known(case, "b1"), "another address, another person"
        assert not known(case, "a1"), "what a person said of a session is not the program's opinion of it"
        give(case, "a1", teaching=verdicts.Teaching([address], is_for_everybody=True), **said)
        pipeline.judge(case)
        assert known(case, "b1") and not known(case, "a3")
        give(case, "a1", teaching=verdicts.Teaching([Teachable("network", "AS64520")]), **said)
        pipeline.judge(case)
        assert [row["grade"] for row in known(case, "a3")] == ["system"] and not known(case, "b1")
        verdicts.take_back(case, ["a1"], author="kim")
        verdicts.take_back(case, ["a1"], author="kim")
        verdicts.take_back(case, ["a1"], author="kim")
        pipeline.judge(case)
        assert not known(case, "a2")


def test_a_benign_verdict_without_teaching_explains_nothing(case):
    assert give(case, "s1", verdict="benign") is False


def test_the_document_and_the_download_hold_the_verdict_beside_the_band(case):
    give(case, "s1", tags=["hr"])
    found = {one["session_id"]: one for one in document.document(case)["findings"]}
    one = found["s1"]["verdict"]
    assert found["s1"]["band"] == "replay"
    assert (one["verdict"], one["basis"], one["author"], one["tags"]) == ("replay", BY["basis"], "kim", ["hr"])
    assert one["at"].endswith("Z") and {entry["kind"] for entry in one["indicators"]} == {"address", "dt_hash", "agent"}
    verdicts.take_back(case, ["s1"], author="kim")
    assert all(one["verdict"] is None for one in document.document(case)["findings"])
    give(case, "s1", verdict="unsure")
    text = findings_view.csv(findings_view.page(case, findings_filter.Filter())).decode("utf-8-sig")
    head, first = (line.split(",") for line in text.splitlines()[:2])
    assert first[head.index('"verdict"')] == '"unsure"'


def test_the_list_narrows_to_what_a_person_said(case):
    give(case, "s1")
    shown = findings_view.page(case, findings_filter.Filter(bands=("explained",), verdicts=("replay",)))
    assert shown["session_key"].tolist() == ["s1"], "a band hides nothing that a person judged"
    counts, sharing = findings_view.verdict_counts(case, findings_filter.Filter())
    assert (counts["replay"], counts["open"], sharing) == (1, 0, 0)
    assert findings_view.page(case, findings_filter.Filter(verdicts=("open",))).empty


def test_a_rebuilt_case_keeps_its_verdicts_and_what_it_learned(case):
    give(case, "s1")
    verdicts.take_back(case, ["s1"], author="kim")
    give(case, "s1", note="again")
    before = verdicts.history(case), verdicts.knowledge(case)
    with Case.open(rebuild.make_copy(case)) as copy:
        assert (verdicts.history(copy), verdicts.knowledge(copy)) == before
        pipeline.judge(copy)
        assert stories.finding_of(copy)["band"] == "replay"
