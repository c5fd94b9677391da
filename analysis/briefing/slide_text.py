"""How much room text takes on a slide, so that nothing runs over an edge: an estimate on the safe side.

Why an estimate: the program that will show the slides sets the type, and which font it has is not known here.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

LETTER_EM, LINE_EM = 0.52, 1.22
"""Width of a middling letter and height of a line, as shares of the size of the type."""
WIDE_EM = 1.0
"""Width of letters of East Asia."""
SMALLEST_PT = 9.0
POINTS_PER_INCH = 72.0


def line_count(text: str, width_in: float, size_pt: float) -> int:
    """How many lines a text takes."""
    room = max(width_in * POINTS_PER_INCH / size_pt, 1.0)
    return sum(max(1, math.ceil(_ems(piece) * 1.06 / room)) for piece in text.split("\n"))


def height_in(lines: Sequence[str], width_in: float, size_pt: float, gap_em: float = 0.25) -> float:
    """Height of some paragraphs."""
    count = sum(line_count(line, width_in, size_pt) for line in lines)
    return (count * LINE_EM + gap_em * len(lines)) * size_pt / POINTS_PER_INCH


def fitted(lines: Sequence[str], width_in: float, room_in: float, largest_pt: float) -> tuple[list[str], float]:
    """The lines, and the largest size at which they fit; where none does, they are cut at the smallest, and say so."""
    size = largest_pt
    while size > SMALLEST_PT:
        if height_in(lines, width_in, size) <= room_in:
            return list(lines), size
        size -= 0.5
    kept = list(lines)
    while len(kept) > 1 and height_in([*kept, "…"], width_in, SMALLEST_PT) > room_in:
        kept.pop()
    while len(kept[-1]) > 40 and height_in([*kept, "…"], width_in, SMALLEST_PT) > room_in:
        kept[-1] = kept[-1][: len(kept[-1]) * 3 // 4]
    return (kept if kept == list(lines) else [*kept, "…"]), SMALLEST_PT


def _ems(text: str) -> float:
    return sum(WIDE_EM if ord(letter) > 0x2E7F else LETTER_EM for letter in text)
