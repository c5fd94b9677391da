"""The way of a HAR into memory, and of its clean copy out: pieces by PUT, never to a disk, never noted anywhere.

Why not the stock uploader: it spools to a temporary file, and a HAR holds open sessions.
Who may send and fetch: a page of ours (Streamlit's double-submitted token) that knows the token of its own tab, which
only that tab was given. An answer in words says sizes and next steps, nothing of the file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from streamlit.web.server.starlette.starlette_app_utils import validate_xsrf_token
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME

from analysis.errors import CrumblineError
from analysis.har import held
from analysis.har.held import Copy, NotHeld, TooLarge
from parts.har_files import SHELF

BASE = "/har-upload"
CLEAN = "/har-clean"
PIECE_BYTES = 8 * 1024 * 1024
_PIECE_LIMIT = 4 * PIECE_BYTES
_PRIVATE = {"cache-control": "no-store"}

Handler = Callable[[Request], Awaitable[Response]]


def routes() -> list[Route]:
    """The routes that app.py mounts."""
    place = f"{BASE}/{{token}}"
    return [
        Route(place, _guarded(_begin), methods=["POST"]),
        Route(place, _guarded(_piece), methods=["PUT"]),
        Route(place, _guarded(_forget), methods=["DELETE"]),
        Route(f"{CLEAN}/{{token}}", _clean, methods=["GET"]),
    ]


def _guarded(handler: Handler) -> Handler:
    async def guarded(request: Request) -> Response:
        if not validate_xsrf_token(request.headers.get("x-xsrftoken"), request.cookies.get(XSRF_COOKIE_NAME)):
            return _refused(403, "This page lost its place with the server.", "Reload it, then choose the file again.")
        try:
            return await handler(request)
        except CrumblineError as error:
            status = 413 if isinstance(error, TooLarge) else 404
            return _refused(status, error.message, error.next_step)
        except ClientDisconnect:
            SHELF.forget(request.path_params["token"])
            return Response(status_code=499)

    return guarded


async def _begin(request: Request) -> Response:
    try:
        about = json.loads(await request.body())
        name, size = str(about["name"]), int(about["size"])
    except (ValueError, KeyError, TypeError):
        return _refused(400, "The upload says neither name nor size.", "Choose the file again.")
    SHELF.begin(request.path_params["token"], name, size)
    return _answer(0)


async def _piece(request: Request) -> Response:
    file = SHELF.get(request.path_params["token"])
    offset, length = request.query_params.get("offset", ""), request.headers.get("content-length", "")
    if not offset.isdigit() or not length.isdigit() or int(length) > _PIECE_LIMIT:
        return _refused(400, "This piece says neither place nor length.", "Choose the file again.")
    at = int(offset)
    async for some in request.stream():
        file.put(at, some)
        at += len(some)
    return _answer(file.received)


async def _forget(request: Request) -> Response:
    SHELF.forget(request.path_params["token"])
    return _answer(0)


async def _clean(request: Request) -> Response:
    try:
        file = SHELF.get(request.path_params["token"])
    except NotHeld as error:
        return PlainTextResponse(str(error), 404, _PRIVATE)
    copy = file.work.get("copy")
    if not isinstance(copy, Copy):
        return PlainTextResponse("There is no clean copy. Make it on the HAR screen.", 404, _PRIVATE)
    named = re.sub(r"[^A-Za-z0-9_-]+", "-", file.name.rsplit(".", 1)[0]).strip("-")[:80] or "recording"
    about = {"content-disposition": f'attachment; filename="{named}-clean.har"', "content-length": str(copy.size)}
    return StreamingResponse(held.pieces(copy), media_type="application/json", headers=_PRIVATE | about)


def _answer(offset: int) -> Response:
    return JSONResponse({"offset": offset}, headers=_PRIVATE)


def _refused(status: int, message: str, next_step: str) -> Response:
    return JSONResponse({"message": message, "next_step": next_step}, status, _PRIVATE)
