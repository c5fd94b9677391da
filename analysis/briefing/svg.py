"""A picture as SVG, for the PDF, the HTML page and presentation mode: every text escaped, nothing linked."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from analysis.briefing.outlines import Point
from analysis.briefing.pictures import Picture, Shape

FONT = "'Source Sans', 'Source Sans 3', 'Libertinus Serif', Georgia, serif"
PRINTED = "Libertinus Serif"


def write(picture: Picture, *, font: str = FONT, title: bool = True) -> str:
    """The picture as one `svg` element; its words in `title`, for whoever cannot see it."""
    said = f"<title>{_safe(picture.alt)}</title>" if title else ""
    inner = "".join(_element(shape) for shape in picture.shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {picture.width:.1f} {picture.height:.1f}" role="img" '
        f'width="{picture.width:.1f}" height="{picture.height:.1f}" font-family="{escape(font)}">{said}{inner}</svg>'
    )


def _element(shape: Shape) -> str:
    seen = f' opacity="{shape.opacity:g}"' if shape.opacity < 1 else ""
    edge = f' stroke="{shape.edge}" stroke-width="1"' if shape.edge else ""
    match shape.kind:
        case "area":
            edge = f' stroke="{shape.edge}" stroke-width="{shape.size:g}"' if shape.edge else ""
            return f'<path d="{_path(shape.points)}Z" fill="{shape.colour}"{edge}{seen}/>'
        case "line":
            return (
                f'<path d="{_path(shape.points)}" fill="none" stroke="{shape.colour}" '
                f'stroke-width="{shape.size:g}"{seen}/>'
            )
        case "circle":
            x, y = shape.points[0]
            return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{shape.size:g}" fill="{shape.colour}"{edge}{seen}/>'
        case "diamond":
            return f'<path d="{_path(corners(shape))}Z" fill="{shape.colour}"{edge}{seen}/>'
    x, y = shape.points[0]
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{shape.size:g}" fill="{shape.colour}" '
        f'text-anchor="{shape.anchor}">{_safe(shape.text)}</text>'
    )


def corners(shape: Shape) -> tuple[Point, ...]:
    """The four of a diamond."""
    (x, y), size = shape.points[0], shape.size
    return ((x, y - size), (x + size, y), (x, y + size), (x - size, y))


def _path(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _safe(text: str) -> str:
    """Escaped, and without characters that XML cannot hold."""
    return escape("".join(letter for letter in text if letter.isprintable()))
