"""Players and facilitators without a browser: tabs that speak Streamlit's socket as a browser does, keeping every byte.

A tab opens screens by their address, looks again by itself where a part of the screen asks for it, fills in fields and
presses buttons by the keys that the program gave them. It draws nothing; what it was sent is in `frames`.
Not here: any test. `join` and `lead` give the cookies of a seat and of the facilitator on a server of games.
"""

from __future__ import annotations

import contextlib
import http.client
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

WAIT_S = 60.0
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}


def join(url: str, code: str, name: str, role: str = "") -> dict[str, str]:
    """Sit down at a game with its join code, as the form does; gives the browser's cookies."""
    return _sent(url, "/join", {"code": code, "name": name, "role": role, "form": f"form of {name}"})


def lead(url: str, key: str) -> dict[str, str]:
    """Give the facilitator's key; gives the browser's cookies."""
    return _sent(url, "/lead", {"key": key})


def _sent(url: str, path: str, fields: Mapping[str, str]) -> dict[str, str]:
    asked = urlsplit(url)
    kind = http.client.HTTPSConnection if asked.scheme == "https" else http.client.HTTPConnection
    connection = kind(asked.netloc, timeout=WAIT_S)
    try:
        connection.request("POST", path, urlencode(fields), FORM | {"Origin": url})
        answer = connection.getresponse()
        body = answer.read().decode(errors="replace")
        assert answer.status == 303, f"{path} answered {answer.status}: {body[:2000]}"
        told: SimpleCookie = SimpleCookie()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                told.load(value)
        return {name: one.value for name, one in told.items()}
    finally:
        connection.close()


@dataclass(frozen=True)
class Widget:
    """A field or button of the screen."""

    id: str
    kind: str
    """`button`, `text_area`, ... as Streamlit's protocol calls it."""
    fragment: str
    """The part of the screen that runs again when it is used; empty: all of it."""


class Tab:
    """One tab of a browser on the server at `url`. Used by one thread."""

    def __init__(self, url: str, cookies: Mapping[str, str], *, keeps: bool = True) -> None:
        self.url = url
        self.cookies = dict(cookies)
        self.frames: list[bytes] = []
        """Everything that it was sent, in order; empty where it keeps nothing."""
        self.byte_count = 0
        self.widgets: dict[str, Widget] = {}
        """By key; those of the screen that was opened last."""
        self.looked: list[float] = []
        """Seconds that each look of a part of the screen took."""
        self.words: list[str] = []
        """What was written on the screen since it was opened, parts that were drawn anew twice."""
        self.errors: list[str] = []
        """Kinds of the defects that screens showed."""
        self._keeps = keeps
        self._page, self._query, self._page_hash = "exercise", "", ""
        self._looks: dict[str, tuple[float, float]] = {}
        """By part of the screen: every how many seconds it looks again, and when next."""
        self._values: dict[str, WidgetState] = {}
        self._socket: ClientConnection | None = None
        self._is_part = False

    def __enter__(self) -> Tab:
        self.connect()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def connect(self, seconds: float = WAIT_S) -> None:
        """Open the socket; tries on while the server is away."""
        deadline = time.monotonic() + seconds
        address = f"ws{self.url.removeprefix('http')}/_stcore/stream"
        told = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        while True:
            try:
                self._socket = connect(
                    address,
                    origin=Origin(self.url),
                    subprotocols=[Subprotocol("streamlit")],
                    additional_headers={"Cookie": told} if told else {},
                    max_size=None,
                    compression=None,
                    open_timeout=WAIT_S,
                    legacy=True,
                )
                self._looks.clear()
                return
            except (OSError, WebSocketException) as error:
                if time.monotonic() > deadline or isinstance(error, InvalidStatus):
                    raise
                time.sleep(0.2)

    def close(self) -> None:
        """Close the tab."""
        if self._socket is not None:
            with contextlib.suppress(OSError, WebSocketException):
                self._socket.close()
            self._socket = None

    def open(self, screen: str, **query: str) -> float:
        """Open a screen by its address; gives the seconds until it was drawn to its end."""
        self._page, self._query, self._page_hash = screen, urlencode(query), ""
        self.widgets.clear()
        self.words.clear()
        self._values.clear()
        return self._run("", is_look=False)

    def fill(self, key: str, value: str | float | list[str]) -> None:
        """Write into a field, or choose from a list; takes effect with the next press."""
        widget = self._widget(key)
        state = WidgetState(id=widget.id)
        if isinstance(value, list):
            state.string_array_value.data.extend(value)
        elif isinstance(value, float):
            state.double_value = value
        else:
            state.string_value = value
        self._values[widget.id] = state

    def press(self, key: str) -> float:
        """Press a button; gives the seconds until all that follows was drawn."""
        widget = self._widget(key)
        self._values[widget.id] = WidgetState(id=widget.id, trigger_value=True)
        try:
            return self._run(widget.fragment, is_look=False)
        finally:
            self._values.pop(widget.id, None)

    def has(self, key: str) -> bool:
        """Whether the screen has a field or button of that key."""
        return any(name == key or name.endswith(key) for name in self.widgets)

    def kind(self, key: str) -> str:
        """What sort of field that is."""
        return self._widget(key).kind

    def idle(self, seconds: float) -> None:
        """Look at the screen for so long: its parts look again by themselves, as they do in a browser."""
        deadline = time.monotonic() + seconds
        while (now := time.monotonic()) < deadline:
            part, (every, due) = min(self._looks.items(), key=lambda one: one[1][1], default=("", (0.0, deadline)))
            if due <= now and part:
                self._looks[part] = (every, now + every)
                self.looked.append(self._run(part, is_look=True))
            else:
                self._take(max(0.0, min(due, deadline) - now))

    def all_bytes(self) -> bytes:
        """Everything that it was sent."""
        return b"\n".join(self.frames)

    def _widget(self, key: str) -> Widget:
        found = self.widgets.get(key) or next(
            (one for name, one in reversed(self.widgets.items()) if name.endswith(key)), None
        )
        assert found is not None, f"the screen {self._page} has no {key}; it has {sorted(self.widgets)}"
        return found

    def _run(self, part: str, *, is_look: bool) -> float:
        """Have the screen, or a part of it, run; wait for its end."""
        assert self._socket is not None
        told = BackMsg()
        state = told.rerun_script
        state.query_string, state.page_name, state.page_script_hash = self._query, self._page, self._page_hash
        state.fragment_id, state.is_auto_rerun = part, is_look
        state.context_info.timezone, state.context_info.locale = "UTC", "en"
        state.context_info.url = f"{self.url}/{self._page}?{self._query}"
        state.widget_states.widgets.extend(self._values.values())
        self._is_part = bool(part)
        begun = time.monotonic()
        self._socket.send(told.SerializeToString())
        while True:
            message = self._take(begun + WAIT_S - time.monotonic())
            assert message is not None, f"{self._page} was not drawn within {WAIT_S:g} seconds"
            if message.WhichOneof("type") == "script_finished":
                if message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    return time.monotonic() - begun
                self._is_part = False

    def _take(self, seconds: float) -> ForwardMsg | None:
        """The next message, or None where none came in so many seconds."""
        assert self._socket is not None
        try:
            frame = self._socket.recv(timeout=max(0.0, seconds))
        except TimeoutError:
            return None
        data = frame.encode() if isinstance(frame, str) else frame
        self.byte_count += len(data)
        if self._keeps:
            self.frames.append(data)
        message = ForwardMsg.FromString(data)
        kind = message.WhichOneof("type")
        if kind == "new_session" and not self._is_part:
            self._looks.clear()
        elif kind == "auto_rerun":
            every = message.auto_rerun.interval
            self._looks[message.auto_rerun.fragment_id] = (every, time.monotonic() + every)
        elif kind == "navigation":
            self._page_hash = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self._query = message.page_info_changed.query_string
        elif kind == "delta":
            self._note(message)
        return message

    def _note(self, message: ForwardMsg) -> None:
        for element in _elements(message):
            kind = element.WhichOneof("type")
            drawn: Any = getattr(element, kind) if kind else None
            if kind == "exception":
                self.errors.append(f"{self._page}: {drawn.type} {drawn.message}"[:300])
            body = getattr(drawn, "body", "")
            if isinstance(body, str) and body:
                self.words.append(body)
            name = getattr(drawn, "id", "")
            if isinstance(name, str) and name.startswith("$$ID-"):
                key = name.split("-", 2)[2]
                self.widgets[key] = Widget(name, kind, message.delta.fragment_id)


def _elements(message: ForwardMsg) -> Iterator[Any]:
    if message.delta.WhichOneof("type") == "new_element":
        yield message.delta.new_element


__all__ = ["ConnectionClosed", "Tab", "Widget", "join", "lead"]
