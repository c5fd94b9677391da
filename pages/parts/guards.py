"""What stands between other web sites and this server: names, origins and headers.

Why: the program listens on this machine only, but every web page that the person has open can send
requests here. A page under a foreign name that resolves to 127.0.0.1 (rebinding) is refused by its Host;
a page elsewhere that posts, embeds or opens a socket is refused by Origin and Sec-Fetch-Site. What a
screen may load or call is limited to this server by a Content-Security-Policy, which the browser keeps.
A server of games (`--exercise`) has other machines' browsers before it: it also answers to literal addresses, which
nobody can lead elsewhere, and to the names that it was told. Which of its addresses answer is in parts/doors.py.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from typing import Any
from urllib.parse import urlsplit

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

_LOOPBACK = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?", re.IGNORECASE)
_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]{2,45}\]|[a-z0-9][a-z0-9._-]{0,252})(?::\d{1,5})?", re.IGNORECASE)
_SAFE = {"GET", "HEAD", "OPTIONS"}


class Guards:
    """ASGI middleware: refuses foreign names and origins, adds the security headers."""

    def __init__(self, app: App, names: frozenset[str] | None = None) -> None:
        self._app = app
        self._names = names

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = _by_name(scope["headers"])
        reason = refusal(scope["type"], scope.get("method", "GET"), headers, self._names)
        if reason is not None:
            await _refuse(scope, send, reason)
            return
        extra = security_headers(headers["host"], has_forms=self._names is not None)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                names = {name for name, _ in extra}
                kept = [pair for pair in message.get("headers", []) if pair[0].lower() not in names]
                message["headers"] = kept + extra
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def refusal(kind: str, method: str, headers: Mapping[str, str], names: frozenset[str] | None = None) -> str | None:
    """Why a request is refused, or None. `kind` is `http` or `websocket`.

    `names`: those of a server that other machines reach; None for one that answers to this machine only.
    """
    host = headers.get("host", "")
    if not _LOOPBACK.fullmatch(host):
        if names is None:
            return "This server answers only to localhost, 127.0.0.1 and [::1]."
        if not _is_ours(host, names):
            return "This server is not known by this name. Use its address, or start it with --name and the name."
    origin = headers.get("origin")
    # To the letter: browsers write both alike, and Streamlit looks up other machines where they differ.
    if origin is not None and _netloc(origin) != host:
        return "Another web site asked; only this server's own pages may."
    if kind == "http" and method not in _SAFE and origin is None:
        return "A request that changes something must say its origin."
    is_visit = headers.get("sec-fetch-mode") == "navigate" and method in _SAFE
    if headers.get("sec-fetch-site") in ("cross-site", "same-site") and not is_visit:
        return "Another web site asked; only this server's own pages may."
    return None


def _netloc(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


def _is_ours(host: str, names: frozenset[str]) -> bool:
    found = _HOST.fullmatch(host)
    if found is None:
        return False
    name = found["name"].lower().rstrip(".")
    try:
        return not ipaddress.ip_address(name.strip("[]")).is_unspecified
    except ValueError:
        return name in names


def security_headers(host: str, *, has_forms: bool = False) -> list[tuple[bytes, bytes]]:
    """The headers of every answer; `host` has passed `refusal`.

    `has_forms`: a browser tells the origin of a form that it sends only where the page may tell where it came from.

    Why: Streamlit needs inline scripts and eval, plotly needs blob workers. Sockets are named with the
    host, because not every browser takes 'self' to cover them.
    """
    policy = "; ".join(
        (
            "default-src 'self'",
            "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self' ws://{host} wss://{host} data: blob:",
            "worker-src 'self' blob:",
            "frame-src 'none'",
            "frame-ancestors 'none'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        )
    )
    values = {
        "content-security-policy": policy,
        "referrer-policy": "same-origin" if has_forms else "no-referrer",
        "x-content-type-options": "nosniff",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), microphone=(), geolocation=()",
    }
    return [(name.encode("ascii"), value.encode("ascii")) for name, value in values.items()]


def _by_name(pairs: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in pairs}


async def _refuse(scope: Message, send: Send, reason: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": reason})
        return
    body = reason.encode("utf-8")
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode("ascii"))]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": body})
