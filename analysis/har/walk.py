"""Walks an entry of a HAR, every place in it, and hides what is a credential.

    walk = Walk(ledger, Options())
    changed = walk.entry(entry)      # the same structure without credentials; the ledger knows what was met

Why: one walk serves the inventory and the sanitised copy, so that what is told and what is taken out are the same.
Deny by default: a field of a browser nobody has heard of is walked like a body; a subtree that is too deep is cut.
Not here: the same value again in other encodings (`echoes`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from analysis.har import addresses, bodies, clock, cookie_text, header_text, jwt, kinds, ledger, texts, values
from analysis.har.ledger import Found, Ledger
from analysis.har.personal import Pseudonyms

DEEPEST = 60
"""Levels of JSON; what lies deeper is cut."""
MOST_LAYERS = 5
"""JSON in base64 in JSON in a URL, and so on."""
LEAST_NAME = 18
"""Characters from which a name may be random."""
MOST_REMEMBERED = 30_000
"""Answers that are remembered; the same headers stand in every entry."""
LONGEST_REMEMBERED = 4096
_NUMBERS = frozenset(
    {
        "timings",
        "cache",
        "time",
        "status",
        "headersSize",
        "bodySize",
        "size",
        "compression",
        "_transferSize",
        "_bodySize",
    }
)
"""Parts of an entry that every browser writes as numbers; anything else in them is walked."""
_PLAIN = frozenset({int, float, bool, type(None)})


@dataclass(frozen=True)
class Options:
    """What a sanitised file keeps besides structure, sizes, times and status."""

    bodies: bool = True
    """Bodies, without their credentials. Scripts, styles and media go in any case."""
    queries: bool = True
    """Query strings, without their credentials; else all values of parameters go."""
    personal: bool = True
    """Personal data (e-mail addresses, names, addresses of clients) as it is; else pseudonyms that stay the same."""


class Walk:
    """One walk over all entries of one file."""

    def __init__(self, kept: Ledger, options: Options | None = None, *, looks_everywhere: bool = True) -> None:
        self.ledger = kept
        self.options = options or Options()
        self.looks_everywhere = looks_everywhere
        """Look for shapes in bodies too that a sanitised file leaves out."""
        self.pseudonyms = None if self.options.personal else Pseudonyms(kept)
        self._found: list[Found] = []
        self._remembered: dict[tuple[str, str, str], tuple[str, tuple[Found, ...]]] = {}
        self._remembered_before: dict[tuple[str, str, str], tuple[str, tuple[Found, ...]]] = {}
        self._layers = 0

    def __repr__(self) -> str:
        return "Walk(...)"

    def entry(self, entry: Any) -> Any:
        """One entry without its credentials; what was met goes to the ledger."""
        host, at = clock.host_of(entry), clock.started(entry)
        self._found, self._layers = [], 0
        changed = self._entry(entry) if isinstance(entry, dict) else self.tree(entry, "entry", "entry")
        self._keep(host, at)
        return changed

    def frame(self, frame: dict[str, Any]) -> Any:
        """What stands around the entries: titles of pages are addresses in Chrome."""
        self._found, self._layers = [], 0
        changed = self.tree(frame, "", "page")
        self._keep("", None)
        return changed

    def _keep(self, host: str, at: datetime | None) -> None:
        for found in self._found:
            self.ledger.record(found, host, at)
        self._found = []

    def _entry(self, entry: dict[str, Any]) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for key, part in entry.items():
            if key in ("request", "response") and isinstance(part, dict):
                out[key] = self._side(part, key)
            elif key in ("_webSocketMessages", "_eventSourceMessages", "_messages") and isinstance(part, list):
                out[key] = [self._message(one) for one in part]
            elif (key in _NUMBERS and is_numbers(part)) or (key == "startedDateTime" and clock.when(part) is not None):
                out[key] = part
            else:
                out[self._key(key)] = self.tree(part, key, "initiator" if key == "_initiator" else key)
        return out

    def _message(self, one: Any) -> Any:
        if not isinstance(one, dict):
            return self.tree(one, "data", "WebSocket message")
        return {
            key: bodies.message(self, part, "WebSocket message")
            if key == "data"
            else self.tree(part, key, "WebSocket message")
            for key, part in one.items()
        }

    def _side(self, side: dict[str, Any], name: str) -> dict[str, Any]:
        out = {}
        for key, part in side.items():
            if part.__class__ in _PLAIN and key in _NUMBERS:
                out[key] = part
            elif key == "headers":
                out[key] = header_text.all_of(self, part, f"{name} header")
            elif key == "cookies":
                out[key] = cookie_text.listed(self, part, f"{name} cookies")
            elif key in ("url", "redirectURL") and isinstance(part, str):
                out[key] = self.url(part, f"{name} URL" if key == "url" else "redirect URL")
            elif key == "queryString":
                out[key] = self._parameters(part, "request URL query")
            elif key in ("postData", "content") and isinstance(part, dict):
                out[key] = self._body(part, f"{name} body")
            elif key in ("postData", "content", "text") and isinstance(part, str):
                out[key] = bodies.body(self, part, "", "", f"{name} body")[0]
            else:
                out[self._key(key)] = self.tree(part, key, f"{name} {key}")
        return out

    def _body(self, told: dict[str, Any], place: str) -> dict[str, Any]:
        mime, encoding = (str(told.get(key) or "") for key in ("mimeType", "encoding"))
        out: dict[str, Any] = {}
        for key, part in told.items():
            if key == "text" and isinstance(part, str):
                out[key], encoding = bodies.body(self, part, mime, encoding, place)
            elif key == "text":
                out[key] = self.tree(part, key, place)
            elif key == "params":
                out[key] = self._parameters(part, f"{place} form")
            elif key == "mimeType" and isinstance(part, str):
                out[key] = self.text(part, place)
            elif part.__class__ in _PLAIN and key in _NUMBERS:
                out[key] = part
            elif key != "encoding":
                out[self._key(key)] = self.tree(part, key, place)
        if "encoding" in told and encoding:
            out["encoding"] = told["encoding"]
        return out

    def _parameters(self, listed: Any, place: str) -> Any:
        """HAR's lists of parameters: name and value, maybe a file."""
        if not isinstance(listed, list):
            return self.tree(listed, "parameters", place)
        return [
            self._pair(one, place, is_form=True) if isinstance(one, dict) else self.tree(one, "", place)
            for one in listed
        ]

    def _pair(self, pair: dict[str, Any], place: str, *, is_form: bool) -> dict[str, Any]:
        """`{"name": ..., "value": ...}`: the value is judged by the name beside it."""
        name = str(pair.get("name", ""))
        out = {}
        for key, part in pair.items():
            if key in ("value", "content") and isinstance(part, str | int | float) and not isinstance(part, bool):
                shown = addresses.unquoted(str(part)) if is_form else str(part)
                changed = self.named(name, shown, place, is_form=is_form)
                out[key] = part if changed == shown else changed
            elif key == "name" and isinstance(part, str):
                out[key] = self._key(part)
            else:
                out[self._key(key)] = self.tree(part, name if key in ("value", "content") else key, place)
        return out

    def tree(self, value: Any, name: str, place: str, depth: int = 0) -> Any:
        """Any JSON value under a name."""
        if isinstance(value, str):
            return self.named(name, value, place, is_form=False)
        if isinstance(value, dict):
            if depth > DEEPEST:
                return "[removed] too deep"
            if "name" in value and isinstance(value["name"], str) and ("value" in value or "content" in value):
                return self._pair(value, place, is_form=False)
            is_secret = name and kinds.field(name)[0] == kinds.SURE
            return {
                self._key(key): self.tree(
                    part, name if is_secret and kinds.field(key)[0] == kinds.UNKNOWN else key, place, depth + 1
                )
                for key, part in value.items()
            }
        if isinstance(value, list):
            return (
                "[removed] too deep" if depth > DEEPEST else [self.tree(part, name, place, depth + 1) for part in value]
            )
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self._number(value, name, place)
        return value

    def _number(self, value: float, name: str, place: str) -> Any:
        says, kind = kinds.field(name)
        is_code = kind in ("passcode", "password") or (kind == "named_token" and abs(value) >= 1e9)
        return (
            self.hide(kind, name, str(value), place)
            if says == kinds.SURE and is_code and len(str(value)) > 3
            else value
        )

    def _key(self, key: str) -> str:
        """A name that is itself a credential."""
        if len(key) < LEAST_NAME or values.is_identifier(key) or not (values.is_random(key) or values.shaped(key)):
            return key
        return self.hide("unknown_value", "name", key, "name")

    def named(self, name: str, value: str, place: str, *, is_form: bool) -> str:
        """A value under a name: of a query, a form, JSON, HTML."""
        if len(value) < 2:
            return value
        where = f"{place}+" if is_form else place
        known = self.recall(name, value, where)
        if known is not None:
            return known
        return self.remembered(name, value, where, lambda: self._named(name, value, place, is_form=is_form))

    def _named(self, name: str, value: str, place: str, *, is_form: bool) -> str:
        says, kind = kinds.field(name)
        if self.pseudonyms and (shown := self.pseudonyms.of_field(name, value)) is not None:
            return shown
        if says == kinds.WEAK and (is_form or values.is_random(value, 8)) and not values.says_little(value):
            return self.hide(kind, name, value, place)
        if says == kinds.WEAK and is_form and kind in ("oauth_code", "oauth_proof"):
            return self.hide(kind, name, value, place)
        if (
            says == kinds.SURE
            and not ledger.says_nothing(value)
            and not (kind == "named_token" and not is_form and _is_prose(value))
        ):
            return self.hide(kind, name, value, place)
        if says in (kinds.IDENTIFIER, kinds.HARMLESS) and values.is_identifier(value):
            return value
        if not self.options.queries and is_form and place.startswith("request URL"):
            return self.hide("unknown_value", name, value, place)
        changed = self.leaf(value, place)
        is_words = _has_spaces(value) or _is_url(value)
        if changed != value or says == kinds.HARMLESS or len(value) > LONGEST_REMEMBERED or is_words:
            return changed
        for start, end in reversed(values.random_pieces(value)):
            if self.is_own(value, start):
                continue
            shown = self.hide("unknown_value", name, value[start:end], place)
            changed = changed[:start] + shown + changed[end:]
        return changed

    def leaf(self, value: str, place: str) -> str:
        """A value whose name says nothing: what is it itself?"""
        start = value.lstrip()[:1]
        is_json = start in ("{", "[") and len(value) > 8 and self.may_go_deeper()
        if is_json and (found := bodies.structured(self, value, place)) is not None:
            return found
        if _is_url(value) and self.may_go_deeper():
            with self.deeper():
                return self.url(value, place)
        if "%" in value and self.may_go_deeper() and (plain := addresses.unquoted(value)) != value:
            with self.deeper():
                changed = self.leaf(plain, place)
            if changed != plain:
                return addresses.quoted(changed)
        return self.text(value, place)

    def text(self, value: str, place: str) -> str:
        """Running text."""
        if len(value) < 8:
            return value
        return self.remembered("", value, place, lambda: self._text(value, place))

    def _text(self, value: str, place: str) -> str:
        changed = texts.text(self, value, place)
        return self.pseudonyms.of_text(changed) if self.pseudonyms else changed

    def url(self, value: str, place: str) -> str:
        """A URL."""
        return self.remembered("url", value, place, lambda: self._url(value, place))

    def _url(self, value: str, place: str) -> str:
        changed = addresses.url(self, value, place)
        return self.pseudonyms.of_text(changed) if self.pseudonyms else changed

    def remembered(self, name: str, value: str, place: str, work: Callable[[], str]) -> str:
        """The answer, remembered with what was met on the way."""
        if len(value) > LONGEST_REMEMBERED:
            return work()
        known = self.recall(name, value, place)
        if known is not None:
            return known
        begin = len(self._found)
        changed = work()
        self._remember((name, value, place), (changed, tuple(self._found[begin:])))
        return changed

    def recall(self, name: str, value: str, place: str) -> str | None:
        """The answer where it is remembered; None else."""
        key = (name, value, place)
        known = self._remembered.get(key)
        if known is None:
            known = self._remembered_before.get(key)
            if known is None:
                return None
            self._remember(key, known)
        self._found += known[1]
        return known[0]

    def _remember(self, key: tuple[str, str, str], answer: tuple[str, tuple[Found, ...]]) -> None:
        """What is asked again and again stays; what was asked once goes with the next turn."""
        if len(self._remembered) >= MOST_REMEMBERED:
            self._remembered_before, self._remembered = self._remembered, {}
        self._remembered[key] = answer

    def hide(self, kind: str, name: str, value: str, place: str, *, whole: bool = False) -> str:
        """What stands in place of a credential. A JWT keeps what names nobody, unless `whole`."""
        if ledger.is_done(value):
            return value
        self._found.append(Found((kind, name[:120], value, place)))
        mark = self.ledger.mark(value)
        kept = jwt.stripped(value) if not whole and value.startswith("eyJ") else None
        return f"{kept}{mark}" if kept else mark

    def echo(self, value: str) -> None:
        """A part of a credential, to be looked for elsewhere."""
        if len(value) >= ledger.SHORTEST_ECHO and not values.says_little(value):
            self.ledger.echoes().setdefault(value, "part")

    def is_own(self, text: str, at: int) -> bool:
        """Does a mark of this program stand before this place?"""
        return text.endswith(ledger.MARK, 0, at)

    def may_go_deeper(self) -> bool:
        """Is there another layer to look into?"""
        return self._layers < MOST_LAYERS

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """One layer of encoding further in."""
        self._layers += 1
        try:
            yield
        finally:
            self._layers -= 1


def is_numbers(part: Any) -> bool:
    """Is it a number, or an object of numbers under short names?"""
    if isinstance(part, dict):
        return all(one.__class__ in _PLAIN and len(key) < LEAST_NAME for key, one in part.items())
    return part.__class__ in _PLAIN


def _is_url(value: str) -> bool:
    return value.startswith(
        ("http://", "https://", "wss://", "ws://", "/", "data:", "com.", "okta:")
    ) and not _has_spaces(value)


def _has_spaces(value: str) -> bool:
    return " " in value or "\n" in value


def _is_prose(value: str) -> bool:
    """A sentence, a word or a path of code under a name such as `tokenHelp`."""
    words = value.split(" ")
    return (len(words) > 1 and not any(values.is_random(word) for word in words)) or (
        value.isalpha() and not values.is_random(value) and len(value) < 24
    )
