"""The forms of a server of games: a code and a name give a seat, the key gives the lead; nothing is guessed quickly."""

from __future__ import annotations

import json

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

import played
from analysis.exercise import attempts
from analysis.exercise.attempts import Attempts
from asked import HOST, Browser
from parts import doors, games, guards, join_routes, seats

CODE = "K3M9X2"
SEAT = f"{seats.SEAT_COOKIE}{played.GAME}"
GAME = f"/exercise?case=~{played.GAME}"


@pytest.fixture
def app(own_cases, monkeypatch):
    """A server of one game."""
    monkeypatch.setattr("sys.argv", ["app.py", games.FLAG])
    monkeypatch.setattr(join_routes, "_ATTEMPTS", Attempts())
    games.all_games.clear()
    played.game_folder(own_cases / ".games")
    middleware = [Middleware(guards.Guards, names=frozenset({"drill.local"})), Middleware(doors.Doors)]
    yield Starlette(routes=join_routes.routes(), middleware=middleware)
    games.all_games().close()
    games.all_games.clear()


@pytest.fixture
def visitor(app):
    return Browser(app)


@pytest.fixture
def play(app):
    return games.find(f"~{played.GAME}")


def test_a_code_as_people_type_it_then_a_name_give_a_seat_that_scripts_cannot_read(visitor, play):
    assert "Join code" in visitor.get("/join").text
    answer = visitor.post("/join", code=" k3m-9x2 ")
    assert (answer.status, answer.header("location")) == (303, f"/join/{CODE}")
    form = visitor.get(f"/join/{CODE}")
    assert played.TITLE in form.text and form.header("cache-control") == "no-store"
    answer = visitor.post("/join", code=CODE, name=" Ana  Lima ")
    assert (answer.status, answer.header("location")) == (303, GAME)
    cookie = answer.cookies()[SEAT]
    assert cookie["httponly"] and cookie["samesite"] == "strict" and cookie["path"] == "/" and not cookie["secure"]
    assert int(cookie["max-age"]) == 14 * 24 * 3600
    assert play.player_of(cookie.value) == "Ana Lima"


def test_behind_https_the_cookie_goes_over_https_only(visitor, app, play):
    async def secure(scope, receive, send):
        await app(scope | {"scheme": "https"}, receive, send)

    answer = Browser(secure).post("/join", code=CODE, name="Ana")
    assert answer.cookies()[SEAT]["secure"]


def test_whoever_sits_already_goes_straight_on(visitor, play):
    visitor.post("/join", code=CODE, name="Ana")
    for answer in (visitor.get(f"/join/{CODE}"), visitor.get("/"), visitor.post("/join", code=CODE, name="Other")):
        assert (answer.status, answer.header("location")) == (303, GAME)
    assert list(play.state.players) == ["Ana"]
    assert "Go on with Autumn exercise as Ana" in visitor.get("/join").text


def test_a_role_of_the_scenario_is_kept_and_another_is_none(app, own_cases):
    played.game_folder(own_cases / ".games", "consumer-vpn", name="def456", code="QQQQQQ")
    assert '<option value="analyst">analyst</option>' in Browser(app).get("/join/QQQQQQ").text
    for name, role in (("Ana", "analyst"), ("Ben", "Every role"), ("Cem", "<b>king</b>")):
        Browser(app).post("/join", code="QQQQQQ", name=name, role=role)
    players = games.find("~def456").state.players
    assert {name: one.role for name, one in players.items()} == {"Ana": "analyst", "Ben": "", "Cem": ""}


def test_a_wrong_code_is_told_beside_the_field_and_kept_there(visitor):
    answer = visitor.post("/join", code='"><script>1</script>')
    assert answer.status == 404
    assert "No game has this code." in answer.text and 'aria-describedby="code-about code-wrong"' in answer.text
    assert "<script" not in answer.text and "&lt;script" in answer.text
    assert visitor.get("/join/AAAAAA").status == 404
    assert visitor.get("/join/%20").status == 404


@pytest.mark.parametrize("name", ["", " ", "x" * 41, "Ana\u202e", "facilitator", "the clock", "ana"])
def test_a_name_that_cannot_be_taken_is_told_beside_the_field_and_kept_there(visitor, app, play, name):
    Browser(app).post("/join", code=CODE, name="Ana")
    answer = visitor.post("/join", code=CODE, name=name)
    assert answer.status == 409 and SEAT not in visitor.cookies
    assert 'id="name-wrong"' in answer.text
    if name.strip():
        assert f'value="{name}"' in answer.text
    assert len(play.state.players) == 1


def test_a_form_that_is_sent_twice_gives_one_seat(app, play):
    one, same = Browser(app), Browser(app)
    first = one.post("/join", code=CODE, name="Ana", form="abc")
    again = same.post("/join", code=CODE, name="Ana", form="abc")
    assert again.status == 303 and again.cookies()[SEAT].value == first.cookies()[SEAT].value
    other = Browser(app).post("/join", code=CODE, name="Ana", form="another form")
    assert other.status == 409
    play.free_seat("Ana", "facilitator")
    assert Browser(app).post("/join", code=CODE, name="Ana", form="abc").status == 303
    assert len(play.state.players) == 1


def test_what_people_and_scenarios_write_is_text(app, own_cases):
    folder = played.game_folder(own_cases / ".games", name="0f0f0f", code="ZZZZZZ")
    facts = json.loads((folder / "game.json").read_text())
    (folder / "game.json").write_text(json.dumps(facts | {"title": "<img src=x> & $body"}))
    visitor = Browser(app)
    assert "&lt;img src=x&gt; &amp; $body" in visitor.get("/join/ZZZZZZ").text
    visitor.post("/join", code="ZZZZZZ", name="<i>Ana</i>")
    text = visitor.get("/join").text
    assert "as &lt;i&gt;Ana&lt;/i&gt;" in text and "<img" not in text and "<i>" not in text


def test_the_key_gives_the_lead_and_does_not_lie_in_the_browser(visitor):
    assert visitor.get("/lead").status == 200
    wrong = visitor.post("/lead", key="AAAAA-AAAAA-AAAAA-AAAAA")
    assert wrong.status == 403 and "This is not the key" in wrong.text and "AAAAA" not in wrong.text
    assert not visitor.cookies
    answer = visitor.post("/lead", key=games.key().words.lower())
    assert (answer.status, answer.header("location")) == (303, "/exercise")
    cookie = answer.cookies()[seats.KEY_COOKIE]
    assert cookie["httponly"] and cookie["samesite"] == "strict"
    assert not games.key().is_right(cookie.value)
    assert visitor.get("/lead").header("location") == visitor.get("/").header("location") == "/exercise"


@pytest.mark.parametrize(("target", "field"), [("/join", "code"), ("/lead", "key")])
def test_guessing_is_slow_and_a_right_guess_among_too_many_is_not_told(visitor, target, field):
    told = [visitor.post(target, **{field: f"WRONG{number}"}).status for number in range(30)]
    assert told.count(429) >= 30 - attempts.AT_ONCE_EACH - 5
    right = {"code": CODE, "key": games.key().words}[field]
    answer = visitor.post(target, **{field: right})
    assert answer.status == 429 and "tried too often" in answer.text
    assert not visitor.cookies


def test_links_with_codes_are_guesses_too(visitor):
    told = [visitor.get(f"/join/WRONG{number}").status for number in range(30)]
    assert 429 in told


def test_twenty_people_of_one_office_join_in_one_minute(app, play):
    people = [Browser(app) for _ in range(20)]
    for number, person in enumerate(people):
        assert person.get(f"/join/{CODE}").status == 200
        assert person.post("/join", code=CODE, name=f"Player {number}").status == 303
    assert len(play.state.players) == 20


def test_a_long_body_is_not_read_to_its_end(visitor):
    headers = {"origin": f"http://{HOST}"}
    assert visitor.ask("POST", "/join", body=b"code=" + b"x" * 5_000, headers=headers).status == 413
    assert visitor.ask("POST", "/lead", body=b"a=1&" * 100, headers=headers).status == 413


def test_forms_of_other_web_sites_are_refused(visitor):
    for origin in ("http://elsewhere.example", "null", "http://192.0.2.7:9999"):
        assert visitor.ask("POST", "/join", body=b"code=K3M9X2&name=Eve", headers={"origin": origin}).status == 403
    assert visitor.ask("POST", "/join", body=b"code=K3M9X2&name=Eve").status == 403


def test_only_addresses_and_names_that_are_ours_are_answered(app):
    assert Browser(app, host="drill.local:8501").get("/join").status == 200
    assert Browser(app, host="[2001:db8::7]:8501").get("/join").status == 200
    assert Browser(app, host="elsewhere.example:8501").get("/join").status == 403


def test_no_page_of_ours_carries_a_script_or_asks_elsewhere(visitor):
    for page in (visitor.get("/join"), visitor.get(f"/join/{CODE}"), visitor.get("/lead"),
                 visitor.get("/join", sec_fetch_site="cross-site", sec_fetch_mode="navigate")):  # fmt: skip
        assert page.status == 200
        assert "<script" not in page.text and "http://" not in page.text.replace("http://www.w3.org/2000/svg", "")
        assert page.header("referrer-policy") == "same-origin", "else a browser hides the origin of our own forms"


def test_a_game_that_one_person_plays_alone_cannot_be_joined(app, own_cases):
    played.game_folder(own_cases / ".games", name="aaaaaa", code="ALALAL", is_alone=True)
    assert Browser(app).get("/join/ALALAL").status == 404
