"""The card with the world map: where suspects were opened and where they were used, counted by city."""

from __future__ import annotations

import streamlit as st

from analysis import overview_words
from analysis.charts.world_map import spots, world_map
from analysis.overview import Overview
from parts import chart, levels, links


def draw(view: Overview, is_phone: bool) -> None:
    """The map, its key in words, and every city as a table for whoever cannot see it."""
    figure = world_map(view.ways, chart.colours(), phone=is_phone)
    with st.container(border=True, gap="xsmall", height="stretch", key="map-card"):
        st.markdown(f"### {overview_words.map_title(view.ways, len(view.told))}")
        if figure is None:
            st.markdown(
                "No client of a suspect has a place, so there is no map. The export carries no coordinates"
                + ("; a place database can be added in Settings." if levels.shows("settings") else ".")
            )
            return
        chart.draw(
            figure, key=f"world-{is_phone}", alt="World map of the cities in the table below.", on_select=_clicked
        )
        st.markdown(
            ":blue[● where the first client was]  :orange[◆ where the other client was]  number: sessions"
            if not is_phone
            else ":blue[● first client]  :orange[◆ other client]  number: sessions"
        )
        st.caption("As Okta or a database places the addresses; a VPN or hosting network hides where a person is.")
        with st.expander("The cities as a table"):
            _table(view)
    city = st.session_state.pop("search_city", None)
    if city:
        links.open_findings(q=city)


def _clicked() -> None:
    for key in ("world-True", "world-False"):
        for value in chart.picked(key):
            st.session_state["search_city"] = value.removeprefix("city:").lower()


def _table(view: Overview) -> None:
    found = spots(view.ways.dropna(subset=["latitude", "longitude"]))
    st.dataframe(
        [{"city": spot.city, "first client": spot.signed_in, "other client": spot.used} for spot in found],
        hide_index=True,
        row_height=30,
        height="auto" if len(found) <= 8 else 290,
    )
