"""The way in on a server of games: a code and a name become a seat, the facilitator's key becomes a cookie.

Flow: `/join` asks for the code, `/join/<code>` for name and role; the answer to that sets the seat's cookie and leads
to the game. `/lead` asks for the key. How they look is parts/join_page.py; who gets past the forms is parts/doors.py.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qsl, quote

from anyio import to_thread
from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from analysis import logs
from analysis.errors import CrumblineError
from analysis.exercise.attempts import Attempts
from analysis.exercise.play.play import LONGEST_NAME, NotInThisGame, Play
from parts import doors, games, join_page, seats
from parts.join_page import Field, Form

KEPT_S = 14 * 24 * 3600
"""How long a browser keeps a seat."""
_BODY_BYTES = 4_096
_TOO_OFTEN = "That was tried too often. Wait a few seconds, then send it again."
_ANY_ROLE = "Every role"
_ATTEMPTS = Attempts()

Handler = Callable[[Request], Awaitable[Response]]


class _Given:
    """The seats that were given lately, by the form that asked: a form that is sent twice gives one seat."""

    def __init__(self) -> None:
        self._seats: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    def join(self, form: str, play: Play, name: str, role: str) -> str:
        """The secret of the seat. Raises: NotInThisGame."""
        asked = f"{form} {play.facts.id} {name}"
        with self._lock:
            seat = self._seats.get(asked, "")
            if not seat or play.player_of(seat) is None:
                seat = play.join(name, role)
                self._seats[asked] = seat
            while len(self._seats) > 200:
                self._seats.popitem(last=False)
            return seat


_GIVEN = _Given()


def routes() -> list[Route]:
    """The routes that app.py mounts on a server of games."""
    return [
        Route("/", _home, methods=["GET"]),
        Route(games.JOIN, _from_here(_ask_code), methods=["GET"]),
        Route(games.JOIN + "/{code}", _from_here(_ask_name), methods=["GET"]),
        Route(games.JOIN, _join, methods=["POST"]),
        Route(games.LEAD, _from_here(_ask_key), methods=["GET"]),
        Route(games.LEAD, _lead, methods=["POST"]),
    ]


def _from_here(handler: Handler) -> Handler:
    """A link from elsewhere brings no cookies: come again, and they are there."""

    async def asked_from_here(request: Request) -> Response:
        return doors.once_more(request) if doors.is_from_elsewhere(request) else await handler(request)

    return asked_from_here


async def _home(request: Request) -> Response:
    if doors.is_from_elsewhere(request):
        return doors.once_more(request)
    own, is_leading = await to_thread.run_sync(_known, request)
    if is_leading:
        return _go("/exercise")
    return _go(games.address_of(own[0][0]) if len(own) == 1 else games.JOIN)


def _known(request: HTTPConnection) -> tuple[list[tuple[Play, str]], bool]:
    """The browser's seats, and whether it is the facilitator's."""
    return seats.of_browser(request.cookies), seats.holds_key(request.cookies)


# -- the code


async def _ask_code(request: Request) -> Response:
    return await to_thread.run_sync(_code_page, request, "", "", 200)


def _code_page(request: Request, code: str, wrong: str, status: int) -> Response:
    own, is_leading = _known(request)
    links = [(games.address_of(play), f"Go on with {play.facts.title} as {player}") for play, player in own]
    links.append(("/exercise", "All games") if is_leading else (games.LEAD, "I lead the exercise"))
    about = "Six letters and digits, from whoever leads the exercise."
    code_field = Field("code", "Join code", code, about, wrong, longest=20, is_code=True)
    form = Form(games.JOIN, "Go on", [code_field])
    lead = "You investigate a log together, against a clock."
    return _page(join_page.page("Join an exercise", lead, form, links), status)


async def _ask_name(request: Request) -> Response:
    return await to_thread.run_sync(_name_asked, request, request.path_params["code"][:20])


def _name_asked(request: Request, code: str) -> Response:
    play, wrong = _game_of(request, code)
    if play is None:
        return _code_page(request, code, wrong, 429 if wrong == _TOO_OFTEN else 404)
    if seats.player_of(play, request.cookies) is not None:
        return _go(games.address_of(play))
    return _name_page(play, name="", role="", wrong="", status=200)


def _game_of(request: HTTPConnection, code: str) -> tuple[Play | None, str]:
    """The game of a code, or the sentence that says why there is none."""
    who = _address(request)
    if not _ATTEMPTS.take(who):
        return None, _TOO_OFTEN
    play = games.all_games().by_code(code) if code.strip() else None
    if play is None:
        logs.note("wrong join code")
        return None, "No game has this code. Look at it once more, or ask whoever leads the exercise."
    _ATTEMPTS.give_back(who)
    return play, ""


# -- the name


def _name_page(play: Play, *, name: str, role: str, wrong: str, status: int, form: str = "") -> Response:
    told = play.for_players()
    fields = [
        Field("name", "Your name", name, "As the team knows you; everybody at the table reads it.", wrong,
              longest=LONGEST_NAME, fills="name"),
    ]  # fmt: skip
    if told.roles:
        about = "Messages for a role come to it by name; everybody reads them."
        fields.append(Field("role", "Your role", role, about, choices=(_ANY_ROLE, *told.roles)))
    hidden = (("code", play.facts.code), ("form", form or secrets.token_urlsafe(12)))
    links = ((games.JOIN, "Another code"),)
    asked = Form(games.JOIN, "Join", fields, hidden)
    return _page(join_page.page(told.title, f"An exercise at {told.company}.", asked, links), status)


async def _join(request: Request) -> Response:
    told = await _body(request)
    if told is None:
        return Response(status_code=413)
    return await to_thread.run_sync(_joined, request, told)


def _joined(request: Request, told: dict[str, str]) -> Response:
    code = told.get("code", "")[:20]
    play, wrong = _game_of(request, code)
    if play is None:
        return _code_page(request, code, wrong, 429 if wrong == _TOO_OFTEN else 404)
    if seats.player_of(play, request.cookies) is not None:
        return _go(games.address_of(play))
    if "name" not in told:
        return _go(f"{games.JOIN}/{quote(play.facts.code)}")
    form, name, role = told.get("form", "")[:40], told["name"][:200], told.get("role", "")[:200]
    try:
        seat = _GIVEN.join(form, play, name, role)
    except NotInThisGame as error:
        return _name_page(play, name=name, role=role, wrong=str(error), status=409, form=form)
    except CrumblineError as error:
        return _name_page(play, name=name, role=role, wrong=str(error), status=507, form=form)
    logs.note("player joined", game=play.facts.id)
    answer = _go(games.address_of(play))
    _keep(answer, request, f"{seats.SEAT_COOKIE}{play.facts.id}", seat)
    return answer


# -- the key


async def _ask_key(request: Request) -> Response:
    if await to_thread.run_sync(seats.holds_key, request.cookies):
        return _go("/exercise")
    return _key_page("", 200)


def _key_page(wrong: str, status: int) -> Response:
    about = "It was printed where the server was started. Capitals and dashes do not matter."
    key = Field("key", "Facilitator's key", "", about, wrong, longest=60, kind="password", fills="current-password")
    form = Form(games.LEAD, "Lead", [key])
    links = ((games.JOIN, "I want to join as a player"),)
    lead = "Whoever has the key makes games, runs the clock and sees the truth."
    return _page(join_page.page("Lead the exercise", lead, form, links), status)


async def _lead(request: Request) -> Response:
    told = await _body(request)
    if told is None:
        return Response(status_code=413)
    return await to_thread.run_sync(_led, request, told.get("key", ""))


def _led(request: Request, words: str) -> Response:
    who = _address(request)
    if not _ATTEMPTS.take(who):
        return _key_page(_TOO_OFTEN, 429)
    key = games.key()
    if not key.is_right(words):
        logs.note("wrong facilitator key")
        return _key_page("This is not the key. It stands in the window in which the server was started.", 403)
    _ATTEMPTS.give_back(who)
    answer = _go("/exercise")
    _keep(answer, request, seats.KEY_COOKIE, key.cookie())
    return answer


# -- answers


async def _body(request: Request) -> dict[str, str] | None:
    """The fields of a form; None where it is longer than any form of ours."""
    held = bytearray()
    try:
        async for some in request.stream():
            held += some
            if len(held) > _BODY_BYTES:
                return None
        return dict(parse_qsl(held.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20))
    except (ClientDisconnect, ValueError):
        return None


def _address(request: HTTPConnection) -> str:
    return request.client.host if request.client else ""


def _keep(answer: Response, request: Request, name: str, value: str) -> None:
    is_https = request.url.scheme == "https"
    answer.set_cookie(name, value, max_age=KEPT_S, path="/", httponly=True, samesite="strict", secure=is_https)


def _go(address: str) -> Response:
    return RedirectResponse(address, 303, join_page.PRIVATE)


def _page(words: str, status: int) -> Response:
    return HTMLResponse(words, status, join_page.PRIVATE)
