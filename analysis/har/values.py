"""What looks like a credential whatever it is called: by its shape, or because it is random.

Why: names are countless, shapes are few. A JWT, a private key and the keys of large services tell themselves; what
is left is told by how unlike words it is.
Not here: names (`kinds`), and where values stand (`walk`).
"""

from __future__ import annotations

import functools
import re

import numpy as np

SHAPES = (
    # kind, first characters by which it is looked for, the shape
    ("jwt", "eyJ", r"eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*(?:\.[\w-]*){0,2}"),
    (
        "private_key",
        "-----BEGIN",
        r"-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY( BLOCK)?-----|\Z)",
    ),
    ("api_key", "xox", r"xox[abeoprs]-[\w-]{10,}"),
    ("api_key", "xapp-", r"xapp-[\w-]{10,}"),
    ("api_key", "hooks.slack.com", r"hooks\.slack\.com/(?:services|workflows)/[\w/]+"),
    ("api_key", "ghp_", r"ghp_\w{20,}"),
    ("api_key", "gho_", r"gho_\w{20,}"),
    ("api_key", "ghs_", r"ghs_\w{20,}"),
    ("api_key", "ghu_", r"ghu_\w{20,}"),
    ("api_key", "ghr_", r"ghr_\w{20,}"),
    ("api_key", "github_pat_", r"github_pat_\w{20,}"),
    ("api_key", "glpat-", r"glpat-[\w-]{16,}"),
    ("api_key", "AIza", r"AIza[\w-]{30,}"),
    ("bearer_token", "ya29.", r"ya29\.[\w-]{16,}"),
    ("client_secret", "GOCSPX-", r"GOCSPX-[\w-]{16,}"),
    ("api_key", "sk_live_", r"sk_live_\w{10,}"),
    ("api_key", "rk_live_", r"rk_live_\w{10,}"),
    ("api_key", "sk_test_", r"sk_test_\w{10,}"),
    ("api_key", "whsec_", r"whsec_\w{10,}"),
    ("api_key", "AKIA", r"(?<![A-Za-z0-9])AKIA[A-Z0-9]{16}(?![A-Za-z0-9])"),
    ("api_key", "ASIA", r"(?<![A-Za-z0-9])ASIA[A-Z0-9]{16}(?![A-Za-z0-9])"),
    ("api_key", "SG.", r"(?<![A-Za-z0-9])SG\.[\w-]{16,}\.[\w-]{16,}"),
    ("api_key", "npm_", r"npm_[A-Za-z0-9]{30,}"),
    ("api_key", "pypi-", r"pypi-[\w-]{30,}"),
    ("api_key", "hvs.", r"hvs\.[\w-]{20,}"),
    ("api_key", "dop_v1_", r"dop_v1_\w{30,}"),
    ("api_key", "shpat_", r"shpat_\w{20,}"),
    ("api_key", "key-", r"(?<![\w-])key-[0-9a-f]{32}(?![\w-])"),
    ("api_key", "sk-", r"(?<![\w-])sk-[\w-]{20,}"),
    ("api_token", "SSWS", r"(?<=SSWS[ +])[\w-]{10,}"),
    ("okta_session_id", "idx", r"(?<![\w-])idx[A-Za-z0-9_-]{19,30}(?![\w-])"),
    ("okta_session_id", "102", r"(?<![\w-])102[A-Za-z0-9_-]{19,30}(?![\w-])"),
)
"""Sources: the issuers' own pages on the shapes of their tokens, as secret scanning lists them; RFC 7519, RFC 7468."""
_STARTS = tuple(dict.fromkeys(start for _, start, _ in SHAPES))
_SHAPES = {start: [(kind, re.compile(shape)) for kind, first, shape in SHAPES if first == start] for start in _STARTS}


def shaped(text: str) -> list[tuple[int, int, str]]:
    """Where values of a known shape stand: start, end, kind; in order, without overlaps."""
    found = [
        (match.start(), match.end(), kind)
        for start in _STARTS
        if start in text
        for kind, shape in _SHAPES[start]
        for match in shape.finditer(text)
    ]
    if len(found) < 2:
        return found
    found.sort(key=lambda one: (one[0], -one[1]))
    clear, end = [], 0
    for one in found:
        if one[0] >= end:
            clear.append(one)
            end = one[1]
    return clear


LEAST_RANDOM = 14
"""Characters from which a value of its own (a parameter, a field) may be random."""
LEAST_RANDOM_IN_TEXT = 18
"""The same within running text, where more passes by."""
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_PAIRS = (
    "thheineranrendatonnthaesstenedtoitoueahiisortiasteetngofaldeselesasiarveraldurioicnemecororilicetachmallbeelomca"
    "laecusnohodisstrunpeacilutemeersloooctsonageolirampoulprspadidopowwiagimnsieaymoaptsabevsuialykeciblplfoivocpawa"
    "otckrueyueifigshefextumiupfirygrbrclcrdoeiepgaghgigoguhthuibipizjokiknlumpmuncnuobodogovpiqurcrdrgrkrmrnrtscsmtt"
    "ubuducuguiumvavivowewhwoyeyofefafrffbobabubidrdaduebegltmsmmnnninyoiosppptrrrvtytwukuaaiauavawakdsddgsksbymylflv"
)
_USUAL_PAIRS = frozenset(_PAIRS[at : at + 2] for at in range(0, len(_PAIRS), 2))
"""Pairs of letters of which words in Latin letters are made; random letters have them in two of five places."""
_TURNS = re.compile(r"(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")
_CHUNKS = re.compile(r"[^A-Za-z0-9]+")
_MANY_TURNS = 4
"""Turns between letters and digits in one run, as no word and no number has them."""
_OKTA_ID = re.compile(
    r"(?:00[a-zT]|0oa|0ua|0pr|0zr|aus|exk|rul|ost|uft|opf|fuf|emf|sms|clf|mfs|rst|nzo|guo|lae|aut|pfd|sml|oty|psn|ein|"
    r"bnd|thd|dom|wid|oar|iam|cr0|gfr|otm|prt|orgi?|ldi|emp|evt|hoo|tlp|bse|whe|who|osc|scp|ocl)[A-Za-z0-9]{17}"
)
_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_PLAIN_VALUES = re.compile(
    r"[\d.,:+TZ/ -]{1,32}"  # numbers, times, versions
    r"|E\d{7}"  # Okta's error codes
    r"|[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){1,6}(:\d+)?"  # host names
    r"|[A-Za-z]{2,20}(/[A-Za-z_+.-]{2,40}){1,2}"  # time zones, types of content
)
_RANDOM_DOTTED = re.compile(r"[a-z0-9-]{20,}")


def is_identifier(value: str) -> bool:
    """Has it the shape of an Okta id or a UUID?"""
    return len(value) < 37 and bool(_OKTA_ID.fullmatch(value) or _UUID.fullmatch(value))


@functools.lru_cache(200_000)
def is_random(value: str, least: int = LEAST_RANDOM) -> bool:
    """Is this one value, or a part of it between marks, too unlike words and numbers to be one?"""
    if len(value) < least or len(value) > 1 << 20:
        return len(value) >= least
    if _PLAIN_VALUES.fullmatch(value) and not _RANDOM_DOTTED.search(value):
        return False
    value = value[:4096]
    parts = _WORDS.findall(value)
    letters = sum(map(len, parts))
    if letters < least - 2:
        return False
    has_digit = any(part[0].isdigit() for part in parts)
    changes = letters / len(parts)
    if has_digit and len(_TURNS.findall(max(_CHUNKS.split(value), key=len))) >= _MANY_TURNS:
        return True
    if has_digit and changes < 3.4 and letters >= least - 2:
        return _has_random_part(value, parts)
    longest = max((part for part in parts if not part[0].isdigit()), key=len, default="")
    return (len(longest) >= least and _unlike_words(longest)) or (
        not has_digit and changes < 4.2 and _unlike_words("".join(parts))
    )


def _has_random_part(value: str, parts: list[str]) -> bool:
    """Is it random, and not a version, a date or a list of short words and numbers?"""
    digits = sum(len(part) for part in parts if part[0].isdigit())
    letters = [part for part in parts if not part[0].isdigit()]
    if not letters:
        return digits >= 24
    if all(part.isdigit() for part in parts):
        return False
    chunks = _CHUNKS.split(value)
    longest = max(chunks, key=len)
    if len(longest) < 8 and len(parts) <= 2 * len(chunks):
        return False  # short words and numbers with marks between: a date, a version, a grid of sizes
    mixed = [part for part in letters if len(part) <= 2 or _unlike_words(part)]
    return len(mixed) * 2 >= len(letters) or digits * 2 >= sum(map(len, parts))


def _unlike_words(letters: str) -> bool:
    text = letters.lower()
    if len(text) < 3:
        return True
    pairs = [text[at : at + 2] for at in range(len(text) - 1)]
    return sum(pair in _USUAL_PAIRS for pair in pairs) < 0.72 * len(pairs)


_IN_TOKEN = np.zeros(256, np.bool_)
_IN_TOKEN[list(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+/=~")] = True
_TOKEN = re.compile(rf"[A-Za-z0-9_+/=~-]{{{LEAST_RANDOM_IN_TEXT},}}")
_ONCE = 4000
"""Characters from which numpy finds runs faster than a pattern."""


def runs(text: str) -> list[tuple[int, int]]:
    """Where runs of characters of which tokens are made stand, long enough to be one."""
    if len(text) < _ONCE or not text.isascii():
        return [match.span() for match in _TOKEN.finditer(text)]
    is_in = _IN_TOKEN[np.frombuffer(text.encode("ascii"), np.uint8)]
    edges = np.flatnonzero(np.diff(is_in.view(np.int8), prepend=0, append=0))
    begins, ends = edges[::2], edges[1::2]
    long = ends - begins >= LEAST_RANDOM_IN_TEXT
    return list(zip(begins[long].tolist(), ends[long].tolist(), strict=True))


_LITTLE = re.compile(
    r"\d{1,11}|\d{13}|\d{10}(\.\d+)?"  # a count, a time
    r"|\d{4}-\d\d-\d\d([T ][\d:.]+Z?)?"
    r"|[A-Z][a-z]+/[A-Z][A-Za-z_]+"  # a time zone
    r"|[a-z]{2}([-_][A-Za-z]{2,4})?([,;][\w=.,-]*)?"  # a language
    r"|[A-Za-z]{1,9}"  # a short word
    r"|[a-z0-9-]+(\.[a-z0-9-]+)+"  # a site
)
_ADDRESS = re.compile(r"(?i)(?:https?|wss?):(?://|%2F%2F)[^\s]*")


def says_little(value: str) -> bool:
    """Is it a word, a number, a date, a language or a site, which stand elsewhere without being an echo?"""
    if _ADDRESS.fullmatch(value):
        return True  # the parts of it that are credentials are looked for by themselves
    return len(value) < 64 and bool(_LITTLE.fullmatch(value)) and not is_random(value)


_PIECE = re.compile(rf"[A-Za-z0-9_+/=~.-]{{{LEAST_RANDOM},}}")


def random_pieces(value: str) -> list[tuple[int, int]]:
    """Where the random pieces of a value stand, between commas, braces and other marks."""
    spans = (found.span() for found in _PIECE.finditer(value))
    return [(start, end) for start, end in spans if is_random(value[start:end])]
