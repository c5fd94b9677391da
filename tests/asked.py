"""Requests to an ASGI application without a server: what tests of routes and doors stand on."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

HOST = "192.0.2.7:8501"


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: list[tuple[str, str]]
    text: str

    def header(self, name: str) -> str:
        """The first header of this name; empty where there is none."""
        return next((value for key, value in self.headers if key == name), "")

    def cookies(self) -> SimpleCookie:
        """All cookies that it sets, with their attributes."""
        found = SimpleCookie()
        for key, value in self.headers:
            if key == "set-cookie":
                found.load(value)
        return found


class Browser:
    """Keeps cookies between its requests, as a browser of one person does."""

    def __init__(self, app: Any, address: str = "192.0.2.100", host: str = HOST) -> None:
        self._app, self._address, self._host = app, address, host
        self.cookies: dict[str, str] = {}

    def get(self, target: str, **headers: str) -> Answer:
        """Go to an address of the server."""
        return self.ask("GET", target, headers=headers)

    def post(self, target: str, **fields: str) -> Answer:
        """Send a form."""
        return self.ask("POST", target, body=urlencode(fields).encode(), headers={"origin": f"http://{self._host}"})

    def ask(self, method: str, target: str, *, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        """Any request."""
        answer = asyncio.run(self._asked("http", method, target, body, headers or {}))
        self.cookies |= {name: one.value for name, one in answer.cookies().items()}
        return answer

    def socket(self, target: str = "/_stcore/stream") -> Answer:
        """Ask for a socket; the status is that of its closing, 101 where the application took it."""
        return asyncio.run(self._asked("websocket", "GET", target, b"", {"origin": f"http://{self._host}"}))

    async def _asked(self, kind: str, method: str, target: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        part = urlsplit(target)
        told = {"host": self._host, **{name.replace("_", "-"): value for name, value in headers.items()}}
        if self.cookies:
            told["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        scope = {
            "type": kind, "method": method, "scheme": "http", "path": part.path, "raw_path": part.path.encode(),
            "query_string": part.query.encode(), "root_path": "", "http_version": "1.1", "subprotocols": [],
            "headers": [(name.encode(), value.encode()) for name, value in told.items()],
            "client": (self._address, 40_000), "server": ("192.0.2.7", 8501),
        }  # fmt: skip
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await self._app(scope, receive, send)
        first = sent[0]
        if first["type"].startswith("websocket"):
            return Answer(first.get("code", 101), [], str(first.get("reason", "")))
        pairs = [(name.decode(), value.decode()) for name, value in first["headers"]]
        return Answer(first["status"], pairs, b"".join(one.get("body", b"") for one in sent[1:]).decode())
