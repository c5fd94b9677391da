"""Which addresses a server of games answers, and to whom: everything that is not named here is not there.

Why a list of what is open: Streamlit brings routes of its own (uploads, figures of the server, programs that ask), and
the next version may bring more. Screens, their socket and their files answer to people with a seat or the key only;
the others are sent to the form for the join code.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from enum import Enum
from functools import partial
from urllib.parse import quote

from anyio import to_thread
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState

from parts import games, join_page, seats

SOCKET = "/_stcore/stream"
_OPEN = ("/_stcore/health", "/_stcore/host-config", games.JOIN, games.LEAD, "/")
_OPEN_BELOW = ("/static/", "/outlines/")
_SEATED_BELOW = ("/media/",)
_FACILITATOR_BELOW = ("/_stcore/upload_file/",)
_CLOSED = {"_stcore", "component", "app", "auth", "oauth2callback"}
_READING = {"GET", "HEAD"}
_FORMS = (games.JOIN, games.LEAD)
_TAKEN = {"rerun_script", "app_heartbeat", "file_urls_request", "backend_operation_request"}
"""What a browser may say on the socket. Not: empty the caches of the whole server, which would close all games.
Nor stop a run: no screen needs it (Streamlit 1.67 sends it for its Stop button and chat fields), and a run that ends
half way keeps parts of the screen before it, which run by themselves.
"""


class Needs(Enum):
    """What somebody has to have for an address."""

    NOTHING = "nothing"
    SEAT = "a seat at a game, or the key"
    SEAT_TO_LOOK = "the same; without it a person is shown the way to the form"
    KEY = "the facilitator's key"
    NOT_THERE = "nobody has it"


def needs(kind: str, method: str, path: str) -> Needs:
    """What an address needs. `kind` is `http` or `websocket`."""
    if kind == "websocket":
        return Needs.SEAT if path == SOCKET else Needs.NOT_THERE
    if path.startswith(_FACILITATOR_BELOW):
        return Needs.KEY
    if method not in _READING and not (method == "POST" and path in _FORMS):
        return Needs.NOT_THERE
    if path in _OPEN or path.startswith(_OPEN_BELOW):
        return Needs.NOTHING
    if path.startswith(_SEATED_BELOW):
        return Needs.SEAT
    first, _, rest = path.removeprefix("/").partition("/")
    if f"/{first}" == games.JOIN and "/" not in rest:
        return Needs.NOTHING
    if first in _CLOSED or rest:  # a screen's address has one part
        return Needs.NOT_THERE
    return Needs.NOTHING if "." in first else Needs.SEAT_TO_LOOK


class Doors:
    """ASGI middleware of a server of games. Stands inside parts.guards."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        wanted = needs(scope["type"], scope.get("method", "GET"), scope["path"])
        if wanted is Needs.NOTHING or (wanted is not Needs.NOT_THERE and await _may(asked.cookies, wanted)):
            if scope["type"] == "websocket":
                receive = only_harmless(receive, partial(_may, asked.cookies, wanted))
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": "Join a game first."})
        else:
            await _refused(asked, wanted)(scope, receive, send)


async def _may(cookies: Mapping[str, str], wanted: Needs) -> bool:
    return await to_thread.run_sync(_has, dict(cookies), wanted)


def _has(cookies: Mapping[str, str], wanted: Needs) -> bool:
    return seats.holds_key(cookies) or (wanted is not Needs.KEY and bool(seats.of_browser(cookies)))


def _refused(asked: HTTPConnection, wanted: Needs) -> Response:
    if wanted is Needs.SEAT_TO_LOOK:
        if is_from_elsewhere(asked):
            return once_more(asked)
        return RedirectResponse(games.JOIN, 303, join_page.PRIVATE)
    if wanted is Needs.NOT_THERE:
        return PlainTextResponse("There is nothing here.", 404)
    return PlainTextResponse("Join a game first.", 403)


def is_from_elsewhere(asked: HTTPConnection) -> bool:
    """Whether a link of another web site or program led here: then the browser keeps its cookies to itself."""
    return asked.headers.get("sec-fetch-site", "none") not in ("none", "same-origin")


def once_more(asked: HTTPConnection) -> HTMLResponse:
    """A page that comes to the same address from here, so that the browser gives its cookies."""
    query = f"?{asked.url.query}" if asked.url.query else ""
    return HTMLResponse(join_page.again(quote(asked.url.path) + query), headers=join_page.PRIVATE)


def only_harmless(receive: Receive, still: Callable[[], Awaitable[bool]]) -> Receive:
    """The socket without what no screen needs and one person could stop everybody's games with.

    `still`: whether the browser has a seat or the key now. Without one its screen is run from the beginning, whatever
    was clicked: a part of a screen that runs by itself would go on after the seat was freed.
    """

    async def taken() -> Message:
        while True:
            message = await receive()
            told = message.get("bytes")
            said = _said(told) if message["type"] == "websocket.receive" and told is not None else None
            if said is None:
                return message
            kind = said.WhichOneof("type")
            if kind == "rerun_script" and not await still():
                return {"type": "websocket.receive", "bytes": _from_the_beginning(said).SerializeToString()}
            if kind in _TAKEN:
                return message

    return taken


def _said(told: bytes) -> BackMsg | None:
    try:
        return BackMsg.FromString(told)
    except Exception:  # noqa: BLE001 - what is no message of Streamlit's: Streamlit closes the socket over it
        return None


def _from_the_beginning(said: BackMsg) -> BackMsg:
    asked = said.rerun_script
    kept = ClientState(
        query_string=asked.query_string, page_script_hash=asked.page_script_hash, context_info=asked.context_info
    )
    return BackMsg(rerun_script=kept)
