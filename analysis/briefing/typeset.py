"""Sets pages with typst: a template and plain values in, a tagged PDF (PDF/UA-1) out, without a browser.

Words reach a template as data and are never markup. Letters that the fonts lack are written as their code points: the
fonts are typst's own, so that the file is the same on every machine.
Not here: what a document says (`pdf`, and the debrief of an exercise).
"""

from __future__ import annotations

import functools
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import typst

from analysis.briefing import pictures, svg

KIT = Path(__file__).with_name("pages.typ")
"""What stands before every template."""
STANDARD: Literal["ua-1"] = "ua-1"
LONGEST_RUN = 8
FONTS_NOTE = (
    "Letters that this document's fonts lack are written as their Unicode code points in brackets; the Markdown form "
    "holds them as they are."
)
_PLAIN = re.compile(r"[\x20-\x7e\u00a0-\u017f\u0391-\u03c9\u0410-\u044f\u2010-\u2026\u2190-\u2193\u2212]*")
_NEVER = re.compile(
    "[\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U0001f000-\U0001faff\U00020000-\U0003ffff]"
)
"""Han, kana, hangul, pictures: no font of typst's has them, so nobody has to ask."""
_PROBE = b'#set document(title: "x")\n#sys.inputs.letters'


def document(template: Path, values: dict[str, Any]) -> bytes:
    """The PDF of a template.

    Shape: `values` hold what the kit reads (title, headline, running, footer, mark, mark_colour, figures) and the rest.
    """
    shown = _shown(values)
    shown["fonts_note"] = FONTS_NOTE if json.dumps(shown) != json.dumps(values) else ""
    found: bytes = typst.compile(
        KIT.read_bytes() + template.read_bytes(),
        sys_inputs={"data": json.dumps(shown)},
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=STANDARD,
    )
    return found


def drawn(picture: pictures.Picture) -> dict[str, str]:
    """A picture as a template takes it."""
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
