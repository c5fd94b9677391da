"""Which game a browser opens on a server of games: those at which it sits, the way to another, and back to all."""

from __future__ import annotations

import streamlit as st

from analysis import case_folders
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
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.page_link("exercise.py", label="Go on", query_params={"case": plays.name_of(play)})
                st.caption("as", width="content")
                st.text(player, width="content")
    st.markdown(f"[Join a game]({games.JOIN}) with the code that its facilitator gives you.")


def draw_way_out() -> None:
    """In the sidebar of a game: back to the list of all."""
    with st.sidebar:
        words = "All games" if seats.is_facilitator() else "Your games"
        if st.button(words, icon=":material/arrow_back:", type="tertiary", key="all-games"):
            st.session_state["case"] = "" if games.is_serving() else case_folders.DEMO
            st.switch_page("exercise.py", query_params={})
