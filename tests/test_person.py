"""A person of the demo: found by id or login, with what came in with the suspicion."""

import json

import pytest

import judged
from analysis import person
from analysis.case import Case

TRUTH = json.loads((judged.SAMPLES / "demo-truth.json").read_text())["replays"]


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("person") / "demo"
    judged.demo(folder)
    with Case.open(folder) as opened:
        yield opened


@pytest.mark.parametrize("replay", TRUTH, ids=[replay["kind"] for replay in TRUTH])
def test_the_network_of_the_thief_is_new_in_the_window_of_suspicion(case, replay):
    view = person.load(case, replay["actor_login"].upper())
    assert view is not None and view.window is not None
    assert view.window.from_at.isoformat()[:19] <= replay["divergence_at"][:19]
    row = view.sessions.set_index("session_key").loc[replay["session_id"]]
    assert (row["band"], int(row["foreign_count"])) == ("replay", 1)
    foreign = view.new[view.new["is_first_foreign"].astype(bool)]
    assert "network" in set(foreign["what"])


def test_an_id_finds_the_same_person_as_the_login(case):
    by_login = person.load(case, TRUTH[0]["actor_login"])
    assert by_login is not None
    by_id = person.load(case, by_login.actor_id)
    assert by_id is not None and by_id.found == by_login.found


def test_counts_of_the_tables_agree_with_the_sessions(case):
    view = person.load(case, TRUTH[0]["actor_login"])
    assert view is not None
    whole = case.rows("session_finding", session_key=TRUTH[0]["session_id"])[0]
    own = view.sessions.set_index("session_key").loc[TRUTH[0]["session_id"]]
    assert int(own["event_count"]) == whole["event_count"]
    foreign = view.usual("networks")["foreign_count"].sum()
    assert foreign == view.usual("devices")["foreign_count"].sum() == len(TRUTH[0]["foreign_event_ids"])
    assert int(view.hours["foreign_count"].sum()) == foreign


def test_failed_sign_ins_are_told_though_they_have_no_session(case):
    people = person.listed(case)
    failed = sum(
        int(view.loose["what"].eq("failed sign-in").any())
        for login in people["actor_login"].dropna()
        if (view := person.load(case, login)) is not None
    )
    assert failed > 0


def test_somebody_who_was_never_seen_is_nobody(case):
    assert person.load(case, "nobody@example.com") is None


def test_the_list_begins_with_likely_replays_and_can_be_searched(case):
    people = person.listed(case)
    assert people["worst"].iloc[0] == "replay"
    login = TRUTH[0]["actor_login"]
    assert person.listed(case, f" {login.upper()} ")["actor_login"].tolist() == [login]


def test_an_export_holds_no_formula(tmp_path):
    judged.hostile(tmp_path / "hostile")
    with Case.open(tmp_path / "hostile") as opened:
        view = person.load(opened, "00u1")
        assert view is not None
        text = (view.sessions_csv() + view.clients_csv()).decode("utf-8-sig")
        assert '"=HYPERLINK' not in text and view.sessions["band"].iloc[0] == "replay"
