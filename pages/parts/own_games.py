"""A player who opens no game in particular: the games at which this browser sits, and the way to another."""

from __future__ import annotations

import streamlit as st

from analysis.exercise.play import plays
from parts import games, seats


def draw() -> None:
    """The whole screen."""
    st.title("Exercise")
    own = seats.of_browser(st.context.cookies)
    st.caption("You have a seat at these games." if own else "You have no seat at a game here.")
    for play, player in own:
        with st.container(border=True, gap="small"):
            st.text(play.facts.title)
            st.caption("You sit here as:")
            st.text(player)
            st.page_link("exercise.py", label="Go on", query_params={"case": plays.name_of(play)})
    st.markdown(f"[Join a game]({games.JOIN}) with the code that its facilitator gives you.")
