"""Log-derived text, made harmless where a widget would read it as markdown.

Why: a user agent or a file name is written by whoever sends it. In markdown it could draw a picture
from another host, or a link. Prefer st.text, st.code and st.dataframe, which never read markup;
use these where only markdown will do. The Content-Security-Policy is the second wall, not the first.
"""

from __future__ import annotations

import re
import unicodedata

_RUNS = re.compile(r"`+")
_HIDDEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}


def visible(text: object, limit: int = 400) -> str:
    """One line without control or direction-changing characters, cut at `limit` characters.

    Why: a right-to-left override makes `exe.nosj` read as `json.exe`; a new line ends a code span.
    """
    clean = "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(one) in _HIDDEN else one for one in str(text))
    return clean if len(clean) <= limit else clean[: limit - 1] + "…"


def code(text: object, limit: int = 400) -> str:
    """A code span that no backtick inside can close.

    Why: backslashes still leave bare web addresses as links; a fence longer than any run inside does not.
    """
    line = visible(text, limit)
    fence = "`" * (max((len(run) for run in _RUNS.findall(line)), default=0) + 1)
    return f"{fence} {line} {fence}"
