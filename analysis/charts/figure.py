"""What all charts share: the empty figure, how a chart is shown, and text from logs made harmless."""

from __future__ import annotations

import html
import textwrap
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.palette import Palette

CONFIG: Mapping[str, Any] = MappingProxyType(
    {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "topojsonURL": "/outlines/"}
)
"""How a chart is shown. Outlines of countries come from our own server: plotly would ask a CDN."""

FONT = '"Source Sans", sans-serif'
MONO = '"Source Code Pro", monospace'
LONGEST = 120
"""Characters of one log value in a chart; the record itself shows all of it."""
MOST_READ = 2_000
"""Characters that are looked at at all; a user agent can be of any length."""


def figure(height: int, colours: Palette) -> go.Figure:
    """An empty figure in the house style: no margins, no lines, no legend, nothing to drag.

    Why its layout is given at once: as an update of an empty figure, plotly takes twelve times as long.
    """
    axis = {
        "gridcolor": colours.hair,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "fixedrange": True,
        "automargin": False,
        "tickfont": {"size": 12, "color": colours.muted},
    }
    layout = {
        "template": "none",
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "barcornerradius": 2,
        "xaxis": axis,
        "yaxis": axis,
        "font": {"family": FONT, "size": 13, "color": colours.ink},
        "hoverlabel": {
            "bgcolor": colours.tip,
            "bordercolor": colours.rule,
            "align": "left",
            "namelength": 0,
            "font": {"family": FONT, "size": 12.5, "color": colours.ink},
        },
    }
    return go.Figure(layout=layout)


def plain(value: object, longest: int = LONGEST) -> str:
    """A log value as text that plotly shows and does not render.

    Line breaks become blanks; control characters and marks that turn the writing direction go;
    what is too long ends in an ellipsis. Unknown is the word "unknown".
    """
    text = _one_line(value)
    if len(text) > longest:
        text = text[: longest - 1] + "…"
    return html.escape(text, quote=True)


def lines(value: object, width: int, most: int) -> list[str]:
    """A log value as at most `most` plain lines of about `width` characters, broken between words."""
    broken = textwrap.wrap(_one_line(value), width, max_lines=most, placeholder=" …") or [""]
    return [html.escape(line, quote=True) for line in broken]


def _one_line(value: object) -> str:
    if value is None or value is pd.NaT or (isinstance(value, float) and value != value):
        return "unknown"
    text = str(value)[:MOST_READ]
    kept = (" " if letter.isspace() else letter for letter in text)
    return " ".join("".join(one for one in kept if one == " " or unicodedata.category(one)[0] != "C").split())


def rows(frame: pd.DataFrame) -> list[Any]:
    """The rows of a frame as tuples with names, for a mark that is drawn by itself."""
    return list(frame.itertuples())
