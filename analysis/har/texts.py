"""Credentials in running text: HTML, XML, scripts inside pages, lines of JSON, plain words.

Why: a page carries its tokens in hidden fields, in attributes and in scripts, escaped in several ways.
Shape: text in, text out; what is no credential stays to the letter. Works on text that was taken out of its JSON,
never on the HAR as it is written.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from analysis.har import addresses, jwt, kinds, saml, values

if TYPE_CHECKING:
    from analysis.har.walk import Walk

_QUOTE = r"""(?:["'`]|\\["'/]|&quot;|&\#0?3[49];|&\#x2[27];|%22|%27|\\u002[27]|\\x2[27])"""
_IS = r"(?:=>|[:=]|%3[AaDd]|%253[AaDd]|\\u003[AaDd]|\\x3[AaDd]|&\#0?6[01];|&\#x3[AaDd];)"
_ASSIGNED = re.compile(rf"(?<![\w.$\[\]-])([A-Za-z_$][\w.$\[\]-]{{0,80}}+){_QUOTE}?\s{{0,4}}{_IS}\s{{0,4}}({_QUOTE}?)")
_BARE_VALUE = re.compile(r"(?:(?!&quot;|&\#|%22|%26|%3[BbEe])[^\s\"'`<>&,;(){}\[\]|]){1,20000}+")
_TAG = re.compile(r"<(?:input|meta|button|option|param|textarea|div|span|form)\b([^<>]{4,8000}+)>", re.I)
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_ELEMENT = re.compile(r"<([A-Za-z][\w:.-]{0,80})(?:\s[^<>]{0,2000})?>([^<>]{1,200000}+)</")
_LINK = re.compile(
    r"/(" + "|".join(sorted(map(re.escape, kinds.known().paths), key=len, reverse=True)) + r")/([\w.~%-]{8,}+)"
)
_USER = re.compile(r"://([^\s/@:\"'<>]{0,200}+):([^\s/@\"'<>]{1,200}+)@")
_SCHEME = re.compile(r"\b(Bearer|Basic|SSWS|DPoP|Negotiate|NTLM|Token|ApiKey)[ +]{1,3}([\w.~+/=-]{8,}+)")
_SCHEMES = {"Basic": "basic_password", "SSWS": "api_token", "Bearer": "bearer_token", "DPoP": "bearer_token"}
_WORDS_OF_CODE = re.compile(
    r"[A-Za-z_$][\w$]*(?:\.[\w$]+)+|function|return|this|window|document|new|typeof|void|\w{1,2}"
)
_MARKUP = re.compile(r"<[A-Za-z!?/]")

Span = tuple[int, int, str]


def text(walk: Walk, given: str, place: str) -> str:
    """Any text; the credentials in it replaced."""
    if len(given) < 8:
        return given
    spans: list[Span] = []
    for start, end, kind in values.shaped(given):
        spans.append((start, end, hidden_shape(walk, kind, given[start:end], place)))
    if "<" in given and _MARKUP.search(given):
        spans += _markup(walk, given, place)
    spans += _assigned(walk, given, place)
    spans += _links(walk, given, place)
    found = _apply(given, spans)
    return _random(walk, found, place)


def hidden_shape(walk: Walk, kind: str, value: str, place: str) -> str:
    """A value that was known by its shape. Three words with dots may look like a JWT and be none."""
    if kind == "jwt" and jwt.claims(value) is None and not values.is_random(value):
        return value
    return walk.hide(kind, {"jwt": "JWT", "private_key": "PEM"}.get(kind, kinds.kind(kind).title), value, place)


def _apply(given: str, spans: list[Span]) -> str:
    """Put the replacements in; of two that overlap the earlier and longer one stands."""
    if not spans:
        return given
    out, at = [], 0
    for start, end, shown in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= at:
            out += [given[at:start], shown]
            at = end
    return "".join([*out, given[at:]])


def _assigned(walk: Walk, given: str, place: str) -> list[Span]:
    """`name=value`, `"name": "value"`, also with the marks escaped, where the name is a credential's."""
    spans = []
    for found in _ASSIGNED.finditer(given):
        says, kind = kinds.field(found.group(1))
        if says not in (kinds.SURE, kinds.WEAK):
            continue
        start = found.end()
        end = _end_of_value(given, start, found.group(2))
        value = given[start:end]
        plain = _plain(value)
        is_code = not found.group(2) and _WORDS_OF_CODE.fullmatch(plain)
        if len(plain) < 2 or is_code or plain.startswith(("http://", "https://")):
            continue
        if not found.group(2) and says == kinds.SURE and plain.isalpha() and found.group().rstrip()[-1:] == ":":
            continue  # a word of prose or of a style sheet after a colon
        if says == kinds.WEAK and not values.is_random(plain, 8):
            continue
        scheme = _SCHEME.match(plain)
        if scheme and scheme.end() == len(plain):
            continue  # "Authorization: Bearer ..." is read by its scheme
        spans.append((start, end, walk.hide(kind, found.group(1)[:80], plain, f"{place} text")))
    return spans


def _end_of_value(given: str, start: int, quote: str) -> int:
    if not quote:
        bare = _BARE_VALUE.match(given, start)
        return bare.end() if bare else start
    end = start
    while (end := given.find(quote, end)) >= 0:
        before = given[max(start, end - 8) : end]
        if quote[0] == "\\" or (len(before) - len(before.rstrip("\\"))) % 2 == 0:
            return end
        end += len(quote)
    bare = _BARE_VALUE.match(given, start)
    return bare.end() if bare else start


_ESCAPE = re.compile(r"\\+(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))")


def _plain(value: str) -> str:
    """A value as it was before the page escaped it."""
    if "\\" in value:
        value = _ESCAPE.sub(
            lambda found: chr(int(found.group(1) or found.group(2), 16)) if not found.group(3) else found.group(3),
            value,
        )
    if "&" in value:
        value = html.unescape(value)
    return unquote(value) if "%" in value else value


def _markup(walk: Walk, given: str, place: str) -> list[Span]:
    """Fields and metadata of HTML, whose value may stand before its name; elements of XML."""
    spans = []
    for tag in _TAG.finditer(given):
        told = {found.group(1).lower(): found for found in _ATTRIBUTE.finditer(tag.group(1))}
        for key in ("value", "content"):
            if key not in told:
                continue
            group = next(at for at in (2, 3, 4) if told[key].group(at) is not None)
            value = html.unescape(told[key].group(group))
            name = next(
                (
                    told[by].group(2) or told[by].group(3) or told[by].group(4) or ""
                    for by in ("name", "property", "id", "itemprop", "http-equiv")
                    if by in told
                ),
                "",
            )
            changed = walk.named(html.unescape(name), value, f"{place} HTML", is_form=False) if name else value
            if changed != value:
                offset = tag.start(1)
                spans.append((offset + told[key].start(group), offset + told[key].end(group), html.escape(changed)))
    for element in _ELEMENT.finditer(given):
        says, kind = kinds.field(element.group(1))
        value = html.unescape(element.group(2)).strip()
        if (
            says == kinds.SURE
            and value
            and not (kind == "named_token" and " " in value and not values.is_random(value))
        ):
            spans.append((*element.span(2), walk.hide(kind, element.group(1), value, f"{place} XML")))
    if "SAML" in given and (message := _saml_in(given)):
        spans.append((*message, walk.hide("saml_message", "SAML message", given[message[0] : message[1]], place)))
    return spans


_ASSERTION = re.compile(r"<(?:\w+:)?(?:Assertion|Response|LogoutRequest|LogoutResponse|AuthnRequest)\b[^>]{0,4000}SAML")


def _saml_in(given: str) -> tuple[int, int] | None:
    """Where a SAML message stands in the text as XML."""
    found = _ASSERTION.search(given)
    if not found or saml.xml(given[found.start() :]) is None:
        return None
    name = re.match(r"<([\w:]+)", given[found.start() :])
    end = given.rfind(f"</{name.group(1)}>") if name else -1
    return found.start(), len(given) if end < 0 or name is None else end + len(name.group(1)) + 3


def _links(walk: Walk, given: str, place: str) -> list[Span]:
    """Recovery links, passwords in URLs, and credentials after the name of their scheme."""
    spans = []
    if "/" in given:
        for found in _LINK.finditer(given):
            value = unquote(found.group(2))
            if addresses.is_link(value) and "." not in value[-6:]:
                spans.append(
                    (*found.span(2), walk.hide(kinds.known().paths[found.group(1)], found.group(1), value, place))
                )
        for found in _USER.finditer(given) if "@" in given else ():
            spans.append((*found.span(2), walk.hide("basic_password", "password", unquote(found.group(2)), place)))
    for found in _SCHEME.finditer(given):
        value = found.group(2)
        if values.is_random(value, 12) or "." in value[8:-8] or any(map(str.isdigit, value)):
            if found.group(1) == "Basic":
                basic(walk, value, place)
            kind = _SCHEMES.get(found.group(1), "authorization")
            spans.append((*found.span(2), walk.hide(kind, found.group(1), value, place)))
    return spans


def basic(walk: Walk, value: str, place: str) -> None:
    """User name and password of Basic: the password may be echoed alone."""
    plain = decoded(value)
    if plain and ":" in plain:
        walk.echo(plain.partition(":")[2])


def _random(walk: Walk, given: str, place: str) -> str:
    """Runs as random as a token."""
    spans = []
    for start, end in values.runs(given):
        run = given[start:end]
        for part in _parts_of(run, start):
            begin, piece = part
            if walk.is_own(given, begin) or not values.is_random(piece, values.LEAST_RANDOM_IN_TEXT):
                continue
            if values.is_identifier(piece):
                continue
            _look_inside(walk, piece, place)
            spans.append((begin, begin + len(piece), walk.hide("unknown_value", "in text", piece, place)))
    return _apply(given, spans)


_SPLIT = re.compile(r"[^/=]+")


def _parts_of(run: str, start: int) -> list[tuple[int, str]]:
    """A run as a whole where it may be base64, else its parts between slashes and equals signs."""
    if "/" not in run and "=" not in run.rstrip("="):
        return [(start, run)]
    if _is_base64(run):
        return [(start, run)]
    return [
        (start + found.start(), found.group())
        for found in _SPLIT.finditer(run)
        if len(found.group()) >= values.LEAST_RANDOM_IN_TEXT
    ]


def _is_base64(run: str) -> bool:
    if "=" in run.rstrip("=") or "-" in run or "_" in run or "~" in run:
        return False
    parts = run.split("/")
    return len(run) >= 24 and all(
        part == "" or len(part) < 4 or values.is_random(part, 4) or any(map(str.isdigit, part)) for part in parts
    )


def decoded(value: str) -> str | None:
    """What base64 text says, where it is text; None else."""
    try:
        raw = base64.b64decode(value.replace("-", "+").replace("_", "/") + "=" * (-len(value) % 4), validate=True)
        plain = raw.decode("utf-8")
    except (binascii.Error, ValueError):
        return None
    return plain if plain.isprintable() or "\n" in plain else None


def _look_inside(walk: Walk, value: str, place: str) -> None:
    """What stands in base64 is recorded; the whole is replaced anyway."""
    if len(value) < 1 << 16 and walk.may_go_deeper() and (plain := decoded(value)):
        with walk.deeper():
            walk.leaf(plain, f"{place} base64")
