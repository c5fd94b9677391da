"""On which line of a TOML file a key stands, so that a sentence about a wrong value can say so.

Why: `tomllib` tells lines of faults in the writing, and none of values. Reads only what it must: headers of tables,
keys at the beginning of a line, and where texts and lists of several lines end. For texts that `tomllib` has read.
Not here: any value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

Path = tuple[str | int, ...]
"""Keys from the top; a number counts the tables of a list, from 0."""

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=(.*)$""", re.DOTALL)
_MARKS = re.compile(r'"""|\'\'\'|"(?:[^"\\]|\\.)*"|\'[^\']*\'|#.*|[\[\]{}]')


@dataclass
class Lines:
    """The lines of a document's keys."""

    found: dict[Path, int] = field(default_factory=dict)

    def of(self, path: Path) -> int:
        """The line of a key, else of the nearest table around it; 1 where nothing of it is written."""
        while path:
            if path in self.found:
                return self.found[path]
            path = path[:-1]
        return 1


def lines_of(text: str) -> Lines:
    """Find the keys of a document."""
    lines, table, depth, closing = Lines(), Path(), 0, ""
    counts: dict[Path, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        rest = line
        if not closing and not depth:
            header = _HEADER.match(line)
            if header:
                table = _table(header[1], _parts(header[2]), counts)
                lines.found.setdefault(table, number)
                continue
            key = _KEY.match(line)
            if key:
                lines.found.setdefault((*table, *_parts(key[1])), number)
                rest = key[2]
        depth, closing = _state_after(rest, depth, closing)
    return lines


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in re.findall(r"[\w-]+|\"[^\"]*\"|'[^']*'", dotted))


def _table(brackets: str, parts: tuple[str, ...], counts: dict[Path, int]) -> Path:
    """The path of a header: names of lists before it mean their last table."""
    path: Path = ()
    for place, part in enumerate(parts):
        path = (*path, part)
        if brackets == "[[" and place == len(parts) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _state_after(line: str, depth: int, closing: str) -> tuple[int, str]:
    """How many brackets are open after a line, and which marks end a text that goes on."""
    while True:
        if closing:
            _, ended, line = line.partition(closing)
            if not ended:
                return depth, closing
            closing = ""
        mark = _MARKS.search(line)
        if mark is None:
            return depth, ""
        line = line[mark.end() :]
        if mark[0] in ('"""', "'''"):
            closing = mark[0]
        elif mark[0] in "[{":
            depth += 1
        elif mark[0] in "]}":
            depth -= 1
