"""The screens of a game at each level of assistance: they work, and tell no more than the level does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import judged
from analysis import network, person, session_list, sql_files
from analysis.exercise import tenant
from analysis.exercise.play import plays
from analysis.exercise.play.play import Play
from analysis.exercise.play.state import ENDED, FINDINGS, LANES, RAW
from analysis.exercise.scenarios import document
from analysis.hunt import run, saved, sigma_rules, sigma_run
from parts import games, levels
from screens import ROOT, texts

SCREENS = sorted(path.stem for path in (ROOT / "pages").glob("*.py") if path.stem != "frame")
JUDGING = {
    "origin_facts", "lane_facts", "machine_moves", "exposures", "lane_readings", "signal_points", "family_caps",
    "privileged_people", "lane_points", "signals", "findings", "explanations", "changes", "consequences",
}  # fmt: skip
OF_LANES = {"sessions", "session_events", "lanes", "lane_events", "hops", "session_clients", "person_events", "habits"}
JUDGED_WORDS = (
    "score", "likely replay", "worth a look", "likely honest", "nothing seen", "divergence", "foreign", "suspicion",
    "blast radius", "shut off", "signal", "verdict", "published rule", "hand-off", "add evidence",
)  # fmt: skip
"""None of these may stand on a screen of a game below the level of findings."""
RULE = """
title: A session began
id: 5f1b3c62-0b1e-4d5c-9a43-000000000001
status: test
logsource: {product: okta, service: okta}
detection:
  sel: {eventtype: user.session.start}
  condition: sel
level: low
"""


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[plays.Plays]:
    """The games of this module: one a level, fed further from test to test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CRUMBLINE_CASES", str(tmp_path_factory.mktemp("levels")))
        games.all_games.clear()
        yield games.all_games()
        games.all_games.clear()


@pytest.fixture(autouse=True)
def own_cases() -> None:
    """The games have their folder already."""


@pytest.fixture(scope="module")
def at_level(registry: plays.Plays) -> Callable[..., Play]:
    """The game of a level, fed with the log that it begins with."""
    made: dict[str, Play] = {}

    def get(level: str) -> Play:
        if level not in made:
            made[level] = registry.new(document.find("ten-minutes"), seed=1, level=level, is_alone=True)
            made[level].join("Ada", with_seat=False)
            made[level].start("Ada")
            made[level].pause("Ada")  # the minutes are the tests' own
            assert registry.wait_until_fed(made[level])
        return made[level]

    return get


def fed_until(registry: plays.Plays, play: Play, minute: float) -> None:
    if play.minute() < minute:
        play.jump(minute, "Ada")
    assert registry.wait_until_fed(play)


def screen(play: Play, name: str, **query: str) -> AppTest:
    test = AppTest.from_file(str(ROOT / "pages" / f"{name}.py"), default_timeout=60)
    test.session_state["case"] = plays.name_of(play)
    for key, value in query.items():
        test.query_params[key] = value
    test.run()
    assert not test.exception, test.exception
    return test


def all_said(test: AppTest) -> str:
    """All words that the screen sends, tables and buttons included, without those of the program's own menu."""
    columns = [str(name) for frame in test.dataframe for name in frame.value.columns]
    labels = [one.label for kind in ("button", "toggle", "text_input", "multiselect") for one in test.get(kind)]
    return "\n".join([*texts(test).splitlines(), *columns, *labels]).lower()


def deep_links(play: Play, name: str) -> list[dict[str, str]]:
    """Addresses of the screen that open something: a session of several clients, a person, a network."""
    case = play.case()
    found = session_list.listed(case, with_several=True)
    match name:
        case "session":
            return [{"session": str(found["session_key"].iloc[place])} for place in (0, len(found) // 2)]
        case "person":
            return [
                {"person": str(found["actor_id"].iloc[0])},
                {"person": str(person.listed(case)["actor_id"].iloc[3])},
            ]
        case "network":
            return [{"network": str(network.listed(case)["network"].iloc[0])}, {"network": "203.0.113.0/24"}]
    return []


@pytest.mark.parametrize("minute", [0.0, 9.9])
@pytest.mark.parametrize("level", [RAW, LANES, FINDINGS])
def test_every_screen_of_a_level_works_and_judges_no_more_than_it(registry, at_level, level, minute):
    play = at_level(level)
    fed_until(registry, play, minute)
    for name in sorted(levels.screens(play) - {"exercise"}):
        said = all_said(screen(play, name)) if minute == 0 else ""
        for query in deep_links(play, name) if levels.tells_lanes(play) else []:
            said += all_said(screen(play, name, **query))
        if level != FINDINGS and name != "reference":
            assert [word for word in JUDGED_WORDS if word in said] == [], name


def test_texts_of_a_hostile_log_stay_texts(registry, monkeypatch):
    lines = tenant.json_lines
    monkeypatch.setattr(tenant, "json_lines", lambda records: lines(map(_hostile, records)))
    play = registry.new(document.find("ten-minutes"), seed=1, level=LANES, is_alone=True)
    assert registry.wait_until_fed(play)
    found = session_list.listed(play.case(), with_several=True)
    event_id = play.case().frame("session_timeline", **_times(found.iloc[0]))["event_id"].iloc[0]
    for name, query in (
        ("events", {"event": event_id}),
        ("session", {}),
        ("session", {"session": found["session_key"].iloc[0], "event": event_id}),
        ("person", {"person": found["actor_id"].iloc[0]}),
        ("network", {"network": network.listed(play.case())["network"].iloc[0]}),
    ):
        judged.no_markup_of_the_log(screen(play, name, **query))


def _hostile(record: dict[str, Any]) -> dict[str, Any]:
    told = json.loads(json.dumps(record, default=str))
    told["actor"] |= {"alternateId": judged.HOSTILE, "displayName": judged.FORMULA}
    told["client"]["geographicalContext"] = (told["client"].get("geographicalContext") or {}) | {"city": judged.HOSTILE}
    told["client"]["userAgent"] = {"rawUserAgent": f"Mozilla/5.0 (X11; Linux x86_64) Firefox/117.0 {judged.HOSTILE}"}
    told["target"] = [{"id": "t", "type": "User", "alternateId": judged.HOSTILE, "displayName": judged.LONG}]
    return told


def _times(row: Any) -> dict[str, Any]:
    return {"session_key": row["session_key"], "from_at": row["started_at"], "until_at": row["ended_at"]}


def test_a_game_shows_only_what_its_level_tells(at_level):
    assert levels.screens(at_level(RAW)) == {"exercise", "events", "hunt", "log", "reference"}
    assert levels.screens(at_level(LANES)) - levels.screens(at_level(RAW)) == {"session", "person", "network"}
    assert {"overview", "findings", "changes"} <= levels.screens(at_level(FINDINGS))
    assert not {"evidence", "settings", "har", "takeaway"} & levels.screens(at_level(FINDINGS))


def test_no_table_of_a_later_level_is_in_the_database(at_level):
    stages = {file.name for file in sql_files.folder("sql/stages")}
    raw, lanes = (at_level(level).case().tables() for level in (RAW, LANES))
    assert raw & stages == {"proxied_events", "events", "event_kinds", "coverage"}
    assert not (JUDGING | OF_LANES) & raw
    assert not JUDGING & lanes and lanes >= OF_LANES
    assert at_level(FINDINGS).case().tables() >= JUDGING | OF_LANES
    for level in (RAW, LANES):
        for table in ("coverage", "observations", "signal_outcomes"):  # born with the case, and empty
            assert run.run(at_level(level).case(), f"from {table}").rows.empty


def test_a_player_gets_no_lanes_by_asking_for_them(at_level):
    for level, table in ((RAW, "lanes"), (RAW, "session_events"), (LANES, "findings"), (LANES, "lane_facts")):
        with pytest.raises(run.QueryFailed):
            run.run(at_level(level).case(), f"from {table}")


@pytest.mark.parametrize("level", [RAW, LANES, FINDINGS])
def test_every_ready_query_that_is_offered_is_answered(at_level, level):
    case = at_level(level).case()
    offered = saved.offered(case)
    assert len(offered) == {RAW: 1, LANES: 11, FINDINGS: len(saved.ready())}[level]
    for one in offered:
        run.run(case, one.text)
    for one in set(saved.ready()) - set(offered):
        with pytest.raises(run.QueryFailed):
            run.run(case, one.text)


@pytest.mark.parametrize("level", [RAW, LANES])
def test_sigma_rules_run_without_sessions_and_without_findings(at_level, level):
    case = at_level(level).case()
    outcome = sigma_run.run(case, sigma_rules.read(sigma_rules.of_upload("rule.yml", RULE.encode())))[0]
    assert outcome.event_count > 50 and not outcome.unsupported
    assert bool(outcome.session_count) is (level == LANES)


def test_the_log_is_filtered_by_its_address_and_a_record_gives_its_ids(registry, at_level):
    play = at_level(RAW)
    every = screen(play, "events")
    first = every.dataframe[0].value.iloc[0]
    one = screen(play, "events", person=first["actor_login"], type=first["event_type"], event=first["event_id"])
    assert " match" in one.title[0].value
    assert set(one.dataframe[0].value["actor_login"]) == {first["actor_login"]}
    assert first["event_id"] in [block.value for block in one.code]
    assert "Only this person" in [button.label for button in one.button]
    assert "Its session" not in [button.label for button in one.button]
    assert screen(play, "events", find="no such word").markdown[0].value.startswith("No event matches")
    later = screen(play, "events", page="2")
    assert set(later.dataframe[0].value["event_id"]).isdisjoint(every.dataframe[0].value["event_id"])
    assert screen(play, "events", page="9999").dataframe[0].value.shape[0] > 0


def test_an_event_leads_to_its_session_where_lanes_are_told(at_level):
    play = at_level(LANES)
    rows = screen(play, "events", type="user.session.start").dataframe[0].value
    opened = screen(play, "events", event=rows["event_id"].iloc[0])
    assert "Its session" in [button.label for button in opened.button]


def test_a_way_to_a_screen_that_the_game_lacks_stays_where_it_is(at_level):
    play = at_level(RAW)

    def way() -> None:
        from parts import links

        links.open_session("x")
        links.open_findings()
        links.open_evidence()
        links.open_history()

    test = AppTest.from_function(way, default_timeout=30)
    test.session_state["case"] = plays.name_of(play)
    test.run()
    assert not test.exception and len(test.toast) == 4


def test_raising_the_level_makes_the_rest_and_screens_follow(registry):
    play = registry.new(document.find("ten-minutes"), seed=1, level=RAW, is_alone=True)
    assert registry.wait_until_fed(play)
    play.start("Ada")
    play.pause("Ada")
    for level, table in ((LANES, "lanes"), (FINDINGS, "findings")):
        assert table not in play.case().tables()
        play.assist(level, "Ada")
        assert levels.screens(play) == levels.SCREENS[level]
        assert registry.wait_until_fed(play)
        assert table in play.case().tables()
        screen(play, "session")


def test_a_game_that_has_no_log_yet_says_that_it_comes(registry, monkeypatch):
    monkeypatch.setattr(registry._feeder, "wake", lambda play: None)
    play = registry.new(document.find("ten-minutes"), seed=1, level=LANES, is_alone=True)
    for name in sorted(levels.screens(play) - {"exercise", "log", "reference"}):
        test = screen(play, name)
        assert test.title[0].value == "The log comes in a moment", name
        assert not test.button
    for name in ("log", "reference"):
        assert "Add evidence" not in [button.label for button in screen(play, name).button]


def test_after_the_end_everything_is_told(registry, at_level):
    play = at_level(RAW)
    play.end("Ada")
    assert registry.wait_until_fed(play)
    assert play.state.phase == ENDED and levels.screens(play) == levels.AFTERWARDS
    assert "findings" in play.case().tables()
    for name in ("events", "session", "overview", "controls"):
        screen(play, name)
