"""The web side of an upload: pieces of a file by PUT, straight to disk. Disk work is analysis/inbox.py.

Why: Streamlit's own uploader holds a file twice in memory and loses it on refresh.
Who may send: only a page of ours. It proves that twice: by Streamlit's double-submitted token, and by a
token for this case that only a running screen of this process was given.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from anyio import to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from streamlit.web.server.starlette.starlette_app_utils import validate_xsrf_token
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME

from analysis import case_folders, inbox
from analysis.errors import CrumblineError
from analysis.inbox import OutOfStep, Upload
from parts import cases
from parts.jobs import jobs

BASE = "/evidence-upload"
PIECE_BYTES = 8 * 1024 * 1024
_SECRET = secrets.token_bytes(32)
_WRITE_BYTES = 512 * 1024
_PIECE_LIMIT = 4 * PIECE_BYTES

Handler = Callable[[Request], Awaitable[Response]]


def token(case_name: str) -> str:
    """What a screen of this process needs to send files to this case."""
    return hmac.new(_SECRET, case_name.encode("utf-8"), hashlib.sha256).hexdigest()


def routes() -> list[Route]:
    """The routes that app.py mounts."""
    place = f"{BASE}/{{case}}/{{upload}}"
    return [
        Route(place, _guarded(_begin), methods=["POST"]),
        Route(place, _guarded(_piece), methods=["PUT"]),
        Route(place, _guarded(_discard), methods=["DELETE"]),
        Route(place + "/finish", _guarded(_finish), methods=["POST"]),
    ]


def _guarded(handler: Handler) -> Handler:
    async def guarded(request: Request) -> Response:
        given = request.headers.get("x-crumbline-token", "")
        if not validate_xsrf_token(request.headers.get("x-xsrftoken"), request.cookies.get(XSRF_COOKIE_NAME)):
            return _refused(403, "This page lost its place with the server.", "Reload it, then choose the file again.")
        if not hmac.compare_digest(given.encode("utf-8"), token(request.path_params["case"]).encode("ascii")):
            return _refused(403, "This page may not send files to this case.", "Reload it, then choose the file again.")
        try:
            return await handler(request)
        except CrumblineError as error:
            return _refused(
                409 if isinstance(error, case_folders.CaseNameRefused) else 507, error.message, error.next_step
            )
        except OutOfStep:
            return _answer(await _known(request), 409)
        except ClientDisconnect:
            return Response(status_code=499)

    return guarded


async def _begin(request: Request) -> Response:
    body = await request.body()
    try:
        about = json.loads(body)
        name, size = str(about["name"]), int(about["size"])
    except (ValueError, KeyError, TypeError):
        return _refused(400, "The upload says neither name nor size.", "Choose the file again.")
    upload = await to_thread.run_sync(inbox.begin, _folder(request), request.path_params["upload"], name, size)
    return _answer(upload, with_pieces=True)


async def _piece(request: Request) -> Response:
    sha256 = request.headers.get("x-piece-sha256", "")
    length = request.headers.get("content-length", "")
    offset = request.query_params.get("offset", "")
    if not offset.isdigit() or not length.isdigit() or int(length) > _PIECE_LIMIT:
        return _refused(400, "This piece says neither place nor length.", "Choose the file again.")
    with inbox.piece(_folder(request), request.path_params["upload"], int(offset), sha256) as piece:
        held = bytearray()
        async for some in request.stream():
            held += some
            if len(held) >= _WRITE_BYTES:
                await to_thread.run_sync(piece.write, bytes(held))
                held.clear()
        if held:
            await to_thread.run_sync(piece.write, bytes(held))
    return _answer(await _known(request))


async def _finish(request: Request) -> Response:
    await to_thread.run_sync(inbox.finish, _folder(request), request.path_params["upload"])
    if not request.query_params.get("more"):
        await to_thread.run_sync(_add_what_waits, _folder(request))
    return _answer(await _known(request))


def _add_what_waits(folder: Path) -> None:
    """Give all whole uploads to the case at once, so that findings are made once."""
    files = [upload.path for upload in inbox.waiting(folder) if upload.path is not None]
    jobs().add(cases.open_cases().get(folder), files)


async def _discard(request: Request) -> Response:
    await to_thread.run_sync(inbox.discard, _folder(request), request.path_params["upload"])
    return JSONResponse({})


async def _known(request: Request) -> Upload | None:
    return await to_thread.run_sync(inbox.find, _folder(request), request.path_params["upload"])


def _folder(request: Request) -> Path:
    name = case_folders.checked(request.path_params["case"])
    folder = cases.root() / name
    if not folder.is_dir():
        raise case_folders.CaseNameRefused("There is no such case.", "Open a case, then choose the file again.")
    return folder


def _answer(upload: Upload | None, status: int = 200, *, with_pieces: bool = False) -> Response:
    if upload is None:
        return JSONResponse({"offset": 0, "is_known": False}, status)
    said: dict[str, Any] = {"offset": upload.offset, "is_known": True}
    if with_pieces:
        said["pieces"] = list(zip(upload.lengths, upload.pieces, strict=True))
    return JSONResponse(said, status)


def _refused(status: int, message: str, next_step: str) -> Response:
    return JSONResponse({"message": message, "next_step": next_step}, status)
