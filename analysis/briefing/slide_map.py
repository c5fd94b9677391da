"""The map on a slide: land, ways and cities as shapes that can be edited, because no picture can be made of it here."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches, Pt

from analysis.briefing import pictures, said
from analysis.briefing.pictures import Shape
from analysis.briefing.shape import Briefing
from analysis.briefing.slides import LEFT_IN, ROOM_IN, TOP_IN, WIDE_IN, Deck, colour
from analysis.charts.palette import LIGHT

WIDTH, HEIGHT = 560.0, 330.0
"""Of the picture, in its own units."""
UNIT_IN = (ROOM_IN - 0.3) / HEIGHT
LABEL_PT = 13.0


def draw(deck: Deck, told: Briefing) -> None:
    """One slide."""
    notes = [said.MAP_NOTE, *(f"{spot.city}: {spot.signed_in} opened, {spot.used} used" for spot in told.spots)]
    slide = deck.slide(told.map_title, notes=notes)
    picture = pictures.world(told, WIDTH, HEIGHT)
    land = [shape for shape in picture.shapes if shape.kind == "area"]
    _land(slide.shapes, land)
    for shape in picture.shapes:
        if shape.kind == "line":
            _line(slide.shapes, shape)
        elif shape.kind in ("circle", "diamond"):
            _mark(slide.shapes, shape)
        elif shape.kind == "text":
            _label(slide.shapes, shape)
    deck.text(slide, [said.MAP_NOTE], LEFT_IN, TOP_IN + 1.0 + ROOM_IN - 0.25, WIDE_IN, 0.35, 11, LIGHT.muted)


def _x(x: float) -> int:
    return int(Inches(LEFT_IN + (WIDE_IN - WIDTH * UNIT_IN) / 2 + x * UNIT_IN))


def _y(y: float) -> int:
    return int(Inches(TOP_IN + 1.0 + y * UNIT_IN))


def _land(shapes: Any, land: Sequence[Shape]) -> None:
    """All land as one shape of many outlines.

    Why its path is written here: the library looks at all points for each point, which takes a minute for a world.
    """
    rings = [[(_x(x), _y(y)) for x, y in shape.points] for shape in land]
    left, top = min(x for ring in rings for x, _ in ring), min(y for ring in rings for _, y in ring)
    right, bottom = max(x for ring in rings for x, _ in ring), max(y for ring in rings for _, y in ring)
    builder = shapes.build_freeform(left, top, scale=1.0)
    builder.add_line_segments([(right, top), (right, bottom), (left, bottom)], close=True)
    drawn = builder.convert_to_shape()
    drawn.name = "Land"
    outlines = "".join(_outline(ring, left, top) for ring in rings)
    path = f'<a:path {nsdecls("a")} w="{right - left}" h="{bottom - top}">{outlines}</a:path>'
    paths = drawn._element.spPr.find(qn("a:custGeom")).find(qn("a:pathLst"))
    for old in list(paths):
        paths.remove(old)
    paths.append(parse_xml(path))
    _paint(drawn, land[0].colour, land[0].edge)


def _outline(ring: Sequence[tuple[int, int]], left: int, top: int) -> str:
    """One closed line, in numbers only."""
    points = [f'<a:pt x="{x - left}" y="{y - top}"/>' for x, y in ring]
    lines = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in points[1:])
    return f"<a:moveTo>{points[0]}</a:moveTo>{lines}<a:close/>"


def _paint(drawn: Any, fill: str, edge: str) -> None:
    """Own colours, and none of the shadows that the style of the empty template brings."""
    for style in drawn._element.findall(qn("p:style")):
        drawn._element.remove(style)
    drawn.fill.solid()
    drawn.fill.fore_color.rgb = colour(fill)
    drawn.line.color.rgb = colour(edge)
    drawn.line.width = Pt(0.5)


def _line(shapes: Any, shape: Shape) -> None:
    """A way, in straight pieces: a freeform that is not closed would be filled by some programs."""
    points = shape.points[:: max(len(shape.points) // 16, 1)]
    if points[-1] != shape.points[-1]:
        points = (*points, shape.points[-1])
    for (x, y), (to_x, to_y) in pairwise(points):
        piece = shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Emu(_x(x)), Emu(_y(y)), Emu(_x(to_x)), Emu(_y(to_y)))
        piece.line.color.rgb = colour(shape.colour)
        piece.line.width = Pt(shape.size * 1.1)


def _mark(shapes: Any, shape: Shape) -> None:
    (x, y), size = shape.points[0], shape.size
    kind = MSO_SHAPE.OVAL if shape.kind == "circle" else MSO_SHAPE.DIAMOND
    wide = Emu(_x(2 * size) - _x(0))
    drawn = shapes.add_shape(kind, Emu(_x(x - size)), Emu(_y(y - size)), wide, wide)
    _paint(drawn, shape.colour, LIGHT.paper)


def _label(shapes: Any, shape: Shape) -> None:
    (x, y), wide = shape.points[0], Inches(2.6)
    left = {"start": _x(x), "middle": _x(x) - wide // 2, "end": _x(x) - wide}[shape.anchor]
    box = shapes.add_textbox(Emu(left), Emu(_y(y) - Inches(0.22)), wide, Inches(0.3))
    frame = box.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = True
    align = {"start": PP_ALIGN.LEFT, "middle": PP_ALIGN.CENTER, "end": PP_ALIGN.RIGHT}[shape.anchor]
    frame.paragraphs[0].alignment = align
    run = frame.paragraphs[0].add_run()
    run.text = "".join(letter for letter in shape.text if letter.isprintable())
    run.font.size, run.font.color.rgb = Pt(LABEL_PT), colour(shape.colour)
