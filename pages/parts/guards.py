"""What stands between other web sites and this server: names, origins and headers.

Why: the program listens on this machine only, but every web page that the person has open can send
requests here. A page under a foreign name that resolves to 127.0.0.1 (rebinding) is refused by its Host;
a page elsewhere that posts, embeds or opens a socket is refused by Origin and Sec-Fetch-Site. What a
screen may load or call is limited to this server by a Content-Security-Policy, which the browser keeps.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

_LOOPBACK = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?", re.IGNORECASE)
_SAFE = {"GET", "HEAD", "OPTIONS"}


class Guards:
    """ASGI middleware: refuses foreign names and origins, adds the security headers."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = _by_name(scope["headers"])
        reason = refusal(scope["type"], scope.get("method", "GET"), headers)
        if reason is not None:
            await _refuse(scope, send, reason)
            return
        extra = security_headers(headers["host"])

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                names = {name for name, _ in extra}
                kept = [pair for pair in message.get("headers", []) if pair[0].lower() not in names]
                message["headers"] = kept + extra
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def refusal(kind: str, method: str, headers: dict[str, str]) -> str | None:
    """Why a request is refused, or None. `kind` is `http` or `websocket`."""
    host = headers.get("host", "")
    if not _LOOPBACK.fullmatch(host):
        return "This server answers only to localhost, 127.0.0.1 and [::1]."
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
        return "Another web site asked; only this server's own pages may."
    if kind == "http" and method not in _SAFE and origin is None:
        return "A request that changes something must say its origin."
    is_visit = headers.get("sec-fetch-mode") == "navigate" and method in _SAFE
    if headers.get("sec-fetch-site") in ("cross-site", "same-site") and not is_visit:
        return "Another web site asked; only this server's own pages may."
    return None


def security_headers(host: str) -> list[tuple[bytes, bytes]]:
    """The headers of every answer; `host` has passed `refusal`.

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
        "referrer-policy": "no-referrer",
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
