"""The exercises to choose from: what ships, and what somebody kept here."""

from __future__ import annotations

import streamlit as st

from analysis.exercise.scenarios import own
from analysis.exercise.scenarios.game import marks
from analysis.exercise.scenarios.parts import Document
from parts import games, hostile

COLUMNS = 2


def draw(shipped: list[Document], kept: list[Document]) -> None:
    """A card each; one opens the exercise with all that may be done with it."""
    st.subheader("Choose an exercise")
    alone = "" if games.is_serving() else " To play alone without knowing, take another by chance, above."
    st.caption(f"These texts tell what happens: they are for whoever leads.{alone}")
    everything = [*sorted(shipped, key=lambda one: (one.minutes, one.title)), *kept]
    for first in range(0, len(everything), COLUMNS):
        columns = st.columns(COLUMNS)
        for column, document in zip(columns, everything[first : first + COLUMNS], strict=False):
            with column, st.container(border=True, gap="xsmall", height="stretch"):
                _card(document)


def _card(document: Document) -> None:
    is_own = own.is_own(document)
    label = hostile.code(document.id) if is_own else f"**{document.title}**"
    if st.button(label, type="tertiary", icon=":material/arrow_forward:", key=f"open_{document.id}"):
        st.query_params["scenario"] = document.id
        st.rerun()
    st.caption(f"{document.minutes:g} minutes · {known(document)}{' · your own scenario' if is_own else ''}")
    if is_own:
        st.text(hostile.visible(document.title, 120))
    st.text(f"For {', '.join(document.audience)}." if document.audience else "For anybody.")
    st.text(document.about)


def known(document: Document) -> str:
    """How many of its statements are facts: "3 from published facts, 4 inferred"."""
    told = [f"{count} {mark}" for mark, count in marks(document).items() if count]
    return ", ".join(told) or "all made up"
