"""The dialog in which a person puts words of their own in place of the program's: headline, lead, decisions."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from analysis.briefing import edits
from analysis.briefing.edits import Edits
from analysis.briefing.shape import Briefing
from analysis.case import Case
from parts import author
from parts.briefing_form import keep


def open_for(case: Case, told: Briefing, changed: Edits) -> None:
    """Ask for them."""
    st.dialog("Words of the briefing", width="large", icon=":material/edit:")(draw_form)(case, told, changed)


def draw_form(case: Case, told: Briefing, changed: Edits) -> None:
    """What is inside the dialog. An empty field gives it back to the program."""
    st.caption("An empty field gives the sentence back to the program, which writes it from the case.")
    with st.form("briefing-words", border=False):
        headline = st.text_input(
            "Headline", changed.headline, placeholder=told.headline, max_chars=edits.LONGEST_HEADLINE, key="headline"
        )
        lead = st.text_area(
            "Lead", changed.lead, placeholder=" ".join(told.lead), max_chars=edits.LONGEST_LEAD, height=110, key="lead"
        )
        st.markdown("**Decisions**, each with its price")
        decisions = _offered(told, changed)
        st.markdown("**Decisions of your own**")
        own = st.data_editor(
            pd.DataFrame(list(changed.own_decisions), columns=["Decision", "Price"], dtype="object"),
            num_rows="dynamic", hide_index=True, key="own-decisions",
        )  # fmt: skip
        name = author.ask(case, "briefing-words-author")
        is_wanted = st.form_submit_button("Keep", type="primary", width="stretch")
    if is_wanted:
        rows = [(row["Decision"] or "", row["Price"] or "") for row in own.fillna("").to_dict("records")]
        keep(case, {"headline": headline, "lead": lead, "decisions": decisions, "own_decisions": rows}, name)


def _offered(told: Briefing, changed: Edits) -> dict[str, dict[str, Any]]:
    """A row a decision of the program: shown or not, title, price."""
    kept: dict[str, dict[str, Any]] = {key: dict(entry) for key, entry in changed.decisions.items()}
    for one in told.offered:
        entry = kept.get(one.id, {})
        with st.container(horizontal=True, vertical_alignment="bottom"):
            is_shown = st.checkbox("Show", not entry.get("is_left_out"), key=f"show-{one.id}")
            title = st.text_input(
                "Decision", entry.get("title", ""), placeholder=one.title, max_chars=edits.LONGEST_LINE,
                key=f"title-{one.id}", label_visibility="collapsed",
            )  # fmt: skip
            price = st.text_input(
                "Price", entry.get("price", ""), placeholder=one.price, max_chars=edits.LONGEST_LINE,
                key=f"price-{one.id}", label_visibility="collapsed",
            )  # fmt: skip
        kept[one.id] = {"title": title, "price": price, "is_left_out": not is_shown}
    return kept
