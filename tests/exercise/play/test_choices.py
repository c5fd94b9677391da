"""What players may choose from: nothing at the raw log, sessions from lanes on, what was made from findings on."""

import pytest

from analysis.exercise.play import choices, saying
from analysis.exercise.play.plays import Plays
from analysis.exercise.play.state import FINDINGS, LANES, RAW
from analysis.exercise.scenarios import document
from analysis.exercise.scenarios.questions import NAMES


@pytest.fixture(scope="module")
def play(tmp_path_factory):
    """A game at its eighth minute, judged in full."""
    plays = Plays(tmp_path_factory.mktemp("choices"))
    made = plays.new(document.find("ten-minutes"), seed=1, is_alone=True)
    made.start("Ada")
    made.jump(8, "Ada")
    made.pause("Ada")
    assert plays.wait_until_fed(made)
    yield made
    plays.close()


def test_each_level_offers_what_it_tells(play):
    case, stolen = play.case(), play.game.truth.stolen[0]
    assert choices.of(case, RAW) == choices.Choices()
    lanes, findings = choices.of(case, LANES), choices.of(case, FINDINGS)
    assert lanes.sessions[stolen.session_id] == f"{stolen.login} · 9 Oct 08:00"
    assert stolen.login in lanes.people and lanes.are_all
    made = "svc_sync_mail@example.com"
    assert made not in lanes.things and made in findings.things


def test_sessions_stand_by_login_and_start_and_say_nothing_of_a_judgement(play):
    labels = list(choices.of(play.case(), FINDINGS).sessions.values())
    assert [label.split(" · ")[0] for label in labels] == sorted(label.split(" · ")[0] for label in labels)
    assert not any(word in label for label in labels for word in ("replay", "suspicious", "◆"))


def test_the_events_of_a_session_stand_in_order_with_their_client(play):
    stolen = play.game.truth.stolen[0]
    events = choices.events_of(play.case(), LANES, stolen.session_id)
    assert "client 2" in events[stolen.divergence_event_id]
    assert next(iter(events)) != stolen.divergence_event_id
    assert choices.events_of(play.case(), RAW, stolen.session_id) == {}


def test_what_was_made_may_be_named_by_its_name_its_login_or_its_id(play):
    thing = play.game.truth.things[0]
    for told in (thing.name, "svc_sync_mail@example.com", "SVC_sync_mail@example.com", thing.id):
        assert saying.answer(NAMES, told, play.case(), play.for_players().log_at) == [thing.name]
    assert choices.name_of(play.case(), 'what "nobody" made') == 'what "nobody" made'


def test_what_the_clock_has_not_reached_is_not_known(play):
    later = play.made.events[-1]["uuid"]
    assert choices.event(play.case(), later) is None
    assert choices.event(play.case(), play.made.events_until(8)[0]["uuid"]) is not None
    assert not choices.knows_session(play.case(), "nobody's")


@pytest.mark.parametrize(
    ("pasted", "name", "found"),
    [
        (" 4f5e \n", "event", "4f5e"),
        ("http://127.0.0.1:8501/session?case=~x&session=s1&event=e%2F1", "event", "e/1"),
        ("http://127.0.0.1:8501/session?case=~x&session=s1&event=e1", "session", "s1"),
        ("/hunt?case=~x", "event", "/hunt?case=~x"),
        ("http://[server]:8501/session?session=x", "session", "http://[server]:8501/session?session=x"),
    ],
)
def test_an_id_is_found_in_what_was_pasted(pasted, name, found):
    assert choices.id_in(pasted, name) == found
