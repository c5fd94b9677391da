"""On a server of games only the exercise's addresses answer, and most of them only to people with a seat or the key."""

from __future__ import annotations

import asyncio

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState

import played
from analysis.exercise import serving
from asked import Browser
from parts import doors, games, seats
from parts.doors import Needs

CLOSED = [
    ("GET", "/_stcore/metrics"), ("GET", "/_stcore/script-health-check"), ("POST", "/_stcore/agent/interact"),
    ("POST", "/_stcore/agent/mcp"), ("GET", "/_stcore/agent/openapi.json"), ("GET", "/component/any/index.html"),
    ("GET", "/_stcore/bidi-components/any"), ("GET", "/auth/login"), ("GET", "/oauth2callback"),
    ("GET", "/app/static/x"), ("POST", "/evidence-upload/demo/x"), ("PUT", "/evidence-upload/demo/x"),
    ("GET", "/bundle/demo"), ("GET", "/har-clean/token"), ("POST", "/har-upload/token"),
    ("POST", "/exercise"), ("DELETE", "/join"), ("GET", "/exercise/_stcore/stream"),
    ("POST", "/join/K3M9X2"), ("GET", "/_stcore"),
]  # fmt: skip


@pytest.fixture
def served(own_cases, monkeypatch):
    """A browser that nobody knows, before doors with an application behind them that answers everything."""
    monkeypatch.setattr("sys.argv", ["app.py", games.FLAG])
    games.all_games.clear()
    played.game_folder(own_cases / ".games")

    async def anything(request):
        return PlainTextResponse("behind the doors")

    async def stream(socket):
        await socket.send({"type": "websocket.accept"})

    everything = [
        WebSocketRoute("/{path:path}", stream),
        Route("/{path:path}", anything, methods=["GET", "POST", "PUT", "DELETE"]),
    ]
    yield Browser(Starlette(routes=everything, middleware=[Middleware(doors.Doors)]))
    games.all_games().close()
    games.all_games.clear()


def seat():
    """A seat at the game of this test, as its cookie."""
    play = games.find(f"~{played.GAME}")
    return {f"{seats.SEAT_COOKIE}{played.GAME}": play.join("Ana")}


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_what_no_exercise_needs_is_not_there_even_for_the_facilitator(served, method, path):
    served.cookies = {seats.KEY_COOKIE: games.key().cookie()} | seat()
    assert served.ask(method, path).status == 404
    assert doors.needs("websocket", "GET", path) is Needs.NOT_THERE


@pytest.mark.parametrize(
    "path", ["//192.0.2.1/x", "/static", "/exercise/static/../x", "/join//", "", "/_stcore/stream/"]
)
def test_a_bent_path_opens_nothing_without_a_seat(path):
    assert doors.needs("http", "PUT", path) is Needs.NOT_THERE
    assert doors.needs("http", "GET", path) in (Needs.NOT_THERE, Needs.SEAT_TO_LOOK)


def test_a_stranger_is_sent_to_the_form_and_gets_no_socket(served):
    for path in ("/exercise", "/exercise?case=demo", f"/exercise?case=~{played.GAME}", "/events", "/evidence"):
        answer = served.get(path)
        assert (answer.status, answer.header("location")) == (303, "/join"), path
    assert served.socket().status == 1008
    assert served.get("/media/0123.png").status == 403
    assert served.ask("PUT", "/_stcore/upload_file/a/b").status == 403
    for path in ("/join", "/join/K3M9X2", "/lead", "/static/js/index.js", "/favicon.png", "/_stcore/health"):
        assert served.get(path).status == 200, path


@pytest.mark.parametrize("value", ["", "guessed", "x" * 5_000])
def test_a_made_up_seat_or_key_opens_nothing(served, value):
    served.cookies = {
        f"{seats.SEAT_COOKIE}{played.GAME}": value,
        f"{seats.SEAT_COOKIE}../..": value,
        seats.KEY_COOKIE: value,
    }
    assert served.get("/exercise").status == 303
    assert served.socket().status == 1008


def test_a_player_reaches_screens_and_may_not_bring_files(served):
    served.cookies = seat()
    assert served.get("/exercise").text == "behind the doors"
    assert served.get("/media/0123.png").status == 200
    assert served.socket().status == 101
    assert served.ask("PUT", "/_stcore/upload_file/a/b").status == 403


def test_a_player_whose_seat_was_freed_is_a_stranger_again(served):
    served.cookies = seat()
    games.find(f"~{played.GAME}").free_seat("Ana", "facilitator")
    assert served.get("/exercise").status == 303
    assert served.socket().status == 1008


def test_the_facilitator_reaches_screens_and_may_bring_files_until_the_key_is_replaced(served):
    served.cookies = {seats.KEY_COOKIE: games.key().cookie()}
    assert served.get("/exercise").status == 200
    assert served.socket().status == 101
    assert served.ask("PUT", "/_stcore/upload_file/a/b").status == 200
    serving.key(games.all_games().folder.parent, is_new=True)
    assert served.get("/exercise").status == 303


def test_a_link_from_a_chat_comes_again_with_the_browsers_cookies(served):
    answer = served.get("/exercise?case=~abc123", sec_fetch_site="cross-site", sec_fetch_mode="navigate")
    assert answer.status == 200
    assert 'content="0;url=/exercise?case=~abc123"' in answer.text
    assert served.get("/exercise", sec_fetch_site="same-origin").status == 303


def test_one_person_cannot_empty_the_caches_of_all_games_nor_stop_a_run_half_way():
    told = [
        BackMsg(clear_cache=True), BackMsg(load_git_info=True), BackMsg(set_run_on_save=True),
        BackMsg(stop_script=True), BackMsg(debug_shutdown_runtime=True), BackMsg(app_heartbeat=True),
    ]  # fmt: skip
    coming = [{"type": "websocket.receive", "bytes": one.SerializeToString()} for one in told]
    coming += [{"type": "websocket.receive", "bytes": b"\xff\xff"}, {"type": "websocket.disconnect"}]

    async def receive():
        return coming.pop(0)

    async def still():
        return True

    async def taken():
        socket = doors.only_harmless(receive, still)
        return [await socket() for _ in range(3)]

    first, second, third = asyncio.run(taken())
    assert BackMsg.FromString(first["bytes"]).app_heartbeat
    assert second["bytes"] == b"\xff\xff", "Streamlit closes the socket over what is no message"
    assert third["type"] == "websocket.disconnect"


def test_a_tab_whose_seat_was_freed_runs_its_screen_from_the_beginning_and_does_nothing(served):
    clicked = ClientState(query_string="case=~abc123", page_script_hash="p", fragment_id="the messages")
    clicked.widget_states.widgets.add(id="answer", trigger_value=True)
    told = BackMsg(rerun_script=clicked).SerializeToString()

    async def receive():
        return {"type": "websocket.receive", "bytes": told}

    async def said(is_seated):
        async def still():
            return is_seated

        return BackMsg.FromString((await doors.only_harmless(receive, still)())["bytes"]).rerun_script

    assert asyncio.run(said(True)) == clicked
    assert asyncio.run(said(False)) == ClientState(
        query_string="case=~abc123", page_script_hash="p", context_info=clicked.context_info
    )


def test_everything_that_streamlit_mounts_is_open_on_purpose_or_closed():
    """A newer Streamlit with a route more: decide whether players need it, then name it here."""
    import inspect

    from streamlit.web.server.starlette import starlette_app

    made = {name for name in dir(starlette_app) if name.startswith("create_") and name.endswith("_routes")}
    assert made == {
        "create_app_static_serving_routes", "create_auth_routes", "create_bidi_component_routes",
        "create_component_routes", "create_health_routes", "create_host_config_routes", "create_media_routes",
        "create_metrics_routes", "create_script_health_routes", "create_streamlit_routes",
        "create_streamlit_static_assets_routes", "create_upload_routes", "create_websocket_routes",
    }, inspect.getfile(starlette_app)  # fmt: skip
