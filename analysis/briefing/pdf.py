"""The briefing as a PDF: tagged (PDF/UA-1), with bookmarks and embedded fonts, made by typst without a browser.

Log text reaches the template as data and is never markup. Letters that the fonts lack are written as their code
points: the fonts are typst's own, so that the file is the same on every machine.
"""

from __future__ import annotations

import functools
import json
import re
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Literal

import typst

from analysis.briefing import pictures, said, svg
from analysis.briefing.shape import Briefing, Table

TEMPLATE = Path(__file__).with_name("briefing.typ")
STANDARD: Literal["ua-1"] = "ua-1"
WIDTH, MAP_HEIGHT = 330.0, 196.0
"""Of a picture, in its own units; the page scales it."""
LONGEST_RUN = 8
FONTS_NOTE = (
    "Letters that this document's fonts lack are written as their Unicode code points in brackets; the HTML and "
    "Markdown forms hold them as they are."
)
_PLAIN = re.compile(r"[\x20-\x7e\u00a0-\u017f\u0391-\u03c9\u0410-\u044f\u2010-\u2026\u2190-\u2193\u2212]*")
_NEVER = re.compile(
    "[\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U0001f000-\U0001faff\U00020000-\U0003ffff]"
)
"""Han, kana, hangul, pictures: no font of typst's has them, so nobody has to ask."""
_PROBE = b'#set document(title: "x")\n#sys.inputs.letters'


def write(told: Briefing) -> bytes:
    """The PDF."""
    values = _values(told)
    shown = _shown(values)
    if shown != values:
        shown["fonts_note"] = FONTS_NOTE
    return _compiled(shown, format="pdf", pdf_standards=STANDARD)


def _compiled(values: dict[str, Any], **how: Any) -> Any:
    return typst.compile(
        TEMPLATE.read_bytes(), sys_inputs={"data": json.dumps(values)}, ignore_system_fonts=True, **how
    )


def _values(told: Briefing) -> dict[str, Any]:
    """What the template reads, with pictures as SVG."""
    spoken = said.spoken(told)
    timeline = _drawn(pictures.timeline(told, WIDTH)) if told.timeline else None
    drawn_map = _drawn(pictures.world(told, WIDTH, MAP_HEIGHT)) if told.spots else None
    return {
        "title": spoken.title, "running": spoken.running, "footer": spoken.footer, "mark": told.mark,
        "mark_colour": said.MARK_COLOURS[told.mark], "counsel": spoken.counsel, "caption": told.caption,
        "headline": told.headline, "lead": list(told.lead), "figures": [asdict(one) for one in told.figures],
        "timeline": timeline, "timeline_title": told.timeline_title, "timeline_note": spoken.timeline_note,
        "map": drawn_map, "map_title": told.map_title, "map_note": said.MAP_NOTE,
        "affected": _table(told.affected), "reached": list(told.reached), "sure": list(told.sure),
        "unseen": spoken.unseen, "done": list(told.done),
        "decisions_title": said.DECISIONS, "decisions": [asdict(one) for one in told.decisions],
        "clocks": [
            {"name": one.name, "whom": one.whom, "source": one.source, "triggers": list(one.triggers),
             "steps": [f"{what}: {at}" for what, _, at in one.steps]}
            for one in told.clocks
        ],
        "clocks_note": said.CLOCKS_NOTE,
        "controls": [asdict(one) for one in told.controls], "controls_note": told.controls_note,
        "behind": [
            {"title": one.title, "paragraphs": list(one.paragraphs), "table": _table(one.table)}
            for one in told.behind
        ],
        "fonts_note": "",
    }  # fmt: skip


def _table(told: Table | None) -> dict[str, Any] | None:
    return None if told is None else asdict(told)


def _drawn(picture: pictures.Picture) -> dict[str, str]:
    # letters are looked after before they become part of a picture, because typst does not see them in there
    shapes = tuple(_lettered(shape) for shape in picture.shapes)
    shown = pictures.Picture(picture.width, picture.height, shapes, picture.alt)
    return {"svg": svg.write(shown, font=svg.PRINTED, title=False), "alt": picture.alt}


def _lettered(shape: pictures.Shape) -> pictures.Shape:
    """The shape with a text that the fonts can show."""
    return replace(shape, text=displayable(shape.text)) if shape.text else shape


def _shown(value: Any) -> Any:
    if isinstance(value, str):
        return displayable(value)
    if isinstance(value, dict):
        return {name: one if name == "svg" else _shown(one) for name, one in value.items()}
    return [_shown(one) for one in value] if isinstance(value, list | tuple) else value


def displayable(text: str) -> str:
    """A text with runs of letters that the fonts lack as code points: "[U+6F22 U+5B57]"."""
    text = "".join(letter if letter.isprintable() else " " for letter in text)
    if _PLAIN.fullmatch(text):
        return text
    told, run = [], ""
    for letter in [*text, ""]:
        if letter and not has_letter(letter):
            run += letter
            continue
        if run:
            more = f" and {len(run) - LONGEST_RUN} more" if len(run) > LONGEST_RUN else ""
            told.append("[" + " ".join(f"U+{ord(one):04X}" for one in run[:LONGEST_RUN]) + more + "]")
            run = ""
        told.append(letter)
    return "".join(told)


@functools.lru_cache(maxsize=20_000)
def has_letter(letter: str) -> bool:
    """Whether a font of typst's can show a letter: asked of typst itself, which refuses a PDF/UA otherwise."""
    if _PLAIN.fullmatch(letter):
        return True
    if _NEVER.fullmatch(letter):
        return False
    try:
        typst.compile(_PROBE, sys_inputs={"letters": f"x{letter}x"}, ignore_system_fonts=True, pdf_standards=STANDARD)
    except typst.TypstError:
        return False
    return True
