"""Reads a filter of Okta's System Log as Okta does: fields, operators, quoted texts, brackets, and, or.

Source: developer.okta.com/docs/reference/system-log-query
"""

from __future__ import annotations

import json
import re

_TOKEN = re.compile(r'\s*(?:(\()|(\))|(and|or)\b|([A-Za-z]\w*(?:\.\w+)*) (eq|sw) ("(?:[^"\\]|\\.)*"))')


def parsed(text: str) -> list[tuple[str, str, str]]:
    """Its comparisons: field, operator, text. Fails where the filter is none."""
    place, depth, told, is_wanted = 0, 0, [], True
    while place < len(text):
        found = _TOKEN.match(text, place)
        assert found is not None, f"no filter from here on: {text[place : place + 60]!r}"
        opening, closing, word, field, operator, quoted = found.groups()
        assert is_wanted == bool(opening or field), f"out of order at {place}: {text[place : place + 60]!r}"
        depth += bool(opening) - bool(closing)
        assert depth >= 0, "a bracket closes that was not opened"
        if field:
            told.append((field, operator, json.loads(quoted)))
        is_wanted = bool(opening or word)
        place = found.end()
    assert depth == 0 and not is_wanted, "the filter ends too early"
    return told
