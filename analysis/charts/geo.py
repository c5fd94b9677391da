"""What the maps share: the look of land and coast. Outlines come from this server (figure.CONFIG), never from a CDN."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from analysis.charts.palette import Palette


def lay(result: go.Figure, colours: Palette, **projection: Any) -> None:
    """Give a figure its earth: land and coast of the palette, no water, no frame; `projection` as plotly takes it."""
    result.update_geos(
        resolution=110, fitbounds=False, showland=True, landcolor=colours.land, coastlinecolor=colours.coast,
        coastlinewidth=0.6, showocean=False, showlakes=False, showframe=False, bgcolor="rgba(0,0,0,0)", **projection,
    )  # fmt: skip
