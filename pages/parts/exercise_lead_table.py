"""Who sits at the table, and how more people get there: the join code and the addresses to give out."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.exercise.play.play import FACILITATOR, Play
from parts import exercise_acts, games
from parts.seats import Viewer

SERVE = "python -m analysis exercise serve"


@st.fragment(run_every=exercise_acts.LIVE_S)
def draw(play: Play, who: Viewer) -> None:
    """The card."""
    if play.facts.is_alone:
        st.markdown("### Played alone")
    else:
        _code(play)
    count = len(play.state.players)
    st.markdown(f"### {count} player{'' if count == 1 else 's'} at the table" if count else "### Nobody is here yet")
    if not count:
        st.text("Names stand here as people join.")
        return
    st.dataframe(
        pd.DataFrame(_rows(play), columns=["player", "role", "joined", "last did something"]),
        hide_index=True,
        width="stretch",
        key="lead_players",
    )
    _free(play, who)


def _code(play: Play) -> None:
    half = len(play.facts.code) // 2
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.markdown(f"# Join code `{play.facts.code[:half]} {play.facts.code[half:]}`", width="content")
    if games.is_serving():
        st.text("Players open this address, or this server's address and type the code:")
        st.code(games.join_address(play), language=None)
        return
    st.text(
        "Nobody else can join yet: only this machine reaches this server. Stop it, and start one that others reach:"
    )
    st.code(SERVE, language=None)
    st.text("Or: make exercise. This game is kept, and is there again.")


def _rows(play: Play) -> list[tuple[str, str, str, str]]:
    last: dict[str, float] = {}
    for entry in play.journal:
        if entry["who"] != FACILITATOR:
            last[entry["who"]] = entry["minute"]
    return [
        (one.name, one.role or "all", f"minute {one.minute:.0f}", f"minute {last.get(one.name, one.minute):.0f}")
        for one in play.state.players.values()
    ]


def _free(play: Play, who: Viewer) -> None:
    with st.popover("Free a seat", icon=":material/event_seat:", type="tertiary"):
        st.text("For somebody who comes back from another browser. What they answered and called stays.")
        name = st.selectbox("Whose", list(play.state.players), index=None, key="lead_seat", placeholder="Choose a name")
        if st.button("Free this seat", key="lead_free", disabled=name is None):
            exercise_acts.do(play.free_seat, name, who.name)
