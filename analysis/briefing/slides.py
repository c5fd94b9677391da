"""Slides as the briefing sets them: title, mark, footer, text that fits, tables that go on over the next slide.

Not here: what a slide says (`pptx`) and how much room text takes (`slide_text`).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from analysis.briefing import said, slide_text
from analysis.briefing.said import Spoken
from analysis.briefing.shape import Table
from analysis.charts.palette import LIGHT

WIDTH_IN, HEIGHT_IN = 13.333, 7.5
LEFT_IN, TOP_IN = 0.6, 0.75
WIDE_IN = WIDTH_IN - 2 * LEFT_IN
ROOM_IN = HEIGHT_IN - TOP_IN - 1.6
"""Below the title, above the footer."""
TITLE_ONLY = 5
SANS, SERIF = "Calibri", "Georgia"
CELL_IN = 0.16
"""What a cell adds to the width and height of its text."""


_rgb: Any = RGBColor


def begun(title: str, mark: str, made_at: datetime) -> Any:
    """An empty presentation with its title and time; the template that the library brings names its own author."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Inches(WIDTH_IN), Inches(HEIGHT_IN)
    properties = presentation.core_properties
    properties.title, properties.author, properties.last_modified_by = title, "", ""
    properties.subject, properties.keywords, properties.comments = mark, "", ""
    properties.created = properties.modified = made_at
    properties.revision = 1
    return presentation


def saved(presentation: Any) -> bytes:
    """The file."""
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()


class Deck:
    """A presentation that grows slide by slide."""

    def __init__(self, presentation: Any, mark: str, spoken: Spoken) -> None:
        self._presentation, self._mark, self._spoken = presentation, mark, spoken
        self._count = 0

    def slide(self, title: str, *, notes: Sequence[str]) -> Any:
        """A slide with its title, the mark, the footer and notes for the speaker."""
        slide = self._presentation.slides.add_slide(self._presentation.slide_layouts[TITLE_ONLY])
        self._count += 1
        shape = slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = (
            Inches(LEFT_IN), Inches(TOP_IN), Inches(WIDE_IN), Inches(0.95),
        )  # fmt: skip
        lines, size = slide_text.fitted([title], WIDE_IN - 0.2, 0.9, 30)
        _set(shape.text_frame, lines, size, LIGHT.ink, is_serif=True, is_bold=True)
        shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP
        self._set_mark(slide)
        running = " · ".join(filter(None, (self._spoken.running, said.MADE_BY, f"{self._count}")))
        self.text(slide, [running], LEFT_IN, HEIGHT_IN - 0.5, WIDE_IN, 0.3, 10, LIGHT.muted, align=PP_ALIGN.RIGHT)
        slide.notes_slide.notes_text_frame.text = "\n".join(
            filter(None, (self._mark, self._spoken.counsel, *(_plain(line) for line in notes)))
        )
        return slide

    def text(
        self, slide: Any, lines: Sequence[str], left: float, top: float, width: float, height: float, size: float,
        shade: str, *, is_serif: bool = False, align: Any = None,
    ) -> None:  # fmt: skip
        """A box of text, smaller where it would not fit. Units: inches, points."""
        box = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(height))
        kept, fitting = slide_text.fitted(lines, width - 0.2, height - 0.1, size)
        _set(box.text_frame, kept, fitting, shade, is_serif=is_serif, align=align)

    def bullets(self, title: str, lines: Sequence[str], *, notes: Sequence[str]) -> None:
        """A slide of sentences."""
        slide = self.slide(title, notes=notes)
        self.text(slide, [f"– {line}" for line in lines], LEFT_IN, TOP_IN + 1.05, WIDE_IN, ROOM_IN, 20, LIGHT.ink)

    def table(self, title: str, told: Table, notes: Sequence[str], size_pt: float = 13) -> None:
        """A native table, over as many slides as it needs."""
        left = list(told.rows)
        part = 0
        while left or not part:
            part += 1
            widths = [share * WIDE_IN for share in told.widths]
            taken, room = 0, ROOM_IN - (0.4 if told.note else 0)
            used = _height(told.columns, widths, size_pt)
            while taken < len(left) and (
                used + _height(left[taken], widths, size_pt) <= room or not taken
            ):  # a row that is higher than a slide stands alone, cut below
                used += _height(left[taken], widths, size_pt)
                taken += 1
            more = f" ({part})" if part > 1 else ""
            slide = self.slide(f"{title}{more}", notes=notes if part == 1 else [])
            rows = [told.columns, *(_cut(row, widths, size_pt, room) for row in left[:taken])]
            _fill(slide, rows, widths, size_pt)
            left = left[taken:]
            if not left and told.note:
                self.text(slide, [told.note], LEFT_IN, HEIGHT_IN - 0.95, WIDE_IN, 0.4, 11, LIGHT.muted)

    def _set_mark(self, slide: Any) -> None:
        box = slide.shapes.add_textbox(Inches(LEFT_IN), Inches(0.25), Inches(2.1), Inches(0.34))
        box.fill.solid()
        box.fill.fore_color.rgb = colour("#000000")
        _set(box.text_frame, [self._mark], 12, said.MARK_COLOURS[self._mark], is_bold=True, align=PP_ALIGN.CENTER)


def colour(css: str) -> Any:
    """A colour of the palette, as the library has it."""
    return _rgb.from_string(css.removeprefix("#"))


def _set(
    frame: Any, lines: Sequence[str], size: float, shade: str, *, is_serif: bool = False, is_bold: bool = False,
    align: Any = None,
) -> None:  # fmt: skip
    frame.word_wrap = True
    frame.margin_top = frame.margin_bottom = Inches(0.04)
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.alignment = align or PP_ALIGN.LEFT
        paragraph.space_after = Pt(size * 0.2)
        run = paragraph.add_run()
        run.text = _plain(line)
        run.font.size, run.font.bold = Pt(size), is_bold
        run.font.name = SERIF if is_serif else SANS
        run.font.color.rgb = colour(shade)


def _fill(slide: Any, rows: Sequence[Sequence[str]], widths: Sequence[float], size: float) -> None:
    heights = [_height(row, widths, size) for row in rows]
    frame = slide.shapes.add_table(
        len(rows), len(widths), Inches(LEFT_IN), Inches(TOP_IN + 1.05), Inches(sum(widths)), Inches(sum(heights))
    )
    table = frame.table
    table.horz_banding = False
    for place, width in enumerate(widths):
        table.columns[place].width = Inches(width)
    for at, row in enumerate(rows):
        table.rows[at].height = Inches(heights[at])
        for place, words in enumerate(row):
            cell = table.cell(at, place)
            cell.margin_left = cell.margin_right = Inches(0.06)
            cell.margin_top = cell.margin_bottom = Inches(0.03)
            cell.fill.solid()
            cell.fill.fore_color.rgb = colour(LIGHT.panel if at == 0 else "#FFFFFF")
            _set(cell.text_frame, words.split("\n"), size, LIGHT.muted if at == 0 else LIGHT.ink)


def _height(row: Sequence[str], widths: Sequence[float], size: float) -> float:
    return CELL_IN + max(
        slide_text.height_in(words.split("\n"), width - CELL_IN, size) for words, width in zip(row, widths, strict=True)
    )


def _cut(row: Sequence[str], widths: Sequence[float], size: float, room: float) -> list[str]:
    """A row that would be higher than the slide loses the end of its longest cells, and says so."""
    kept = list(row)
    while _height(kept, widths, size) > room:
        longest = max(range(len(kept)), key=lambda place: len(kept[place]))
        kept[longest] = kept[longest][: len(kept[longest]) * 3 // 4] + "…"
    return kept


def _plain(text: str) -> str:
    """One line that XML can hold and that nothing turns around."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
