"""What the case cannot see, and what to fetch before it is gone. The words are analysis/evidence_advice.py."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import streamlit as st

from analysis import evidence_advice as advice
from analysis.case import Case
from parts import hostile


def draw_fetch(files: list[dict[str, Any]], now: datetime) -> None:
    """When Okta deletes what, and how to get all of it; for an empty case, how to get an export at all."""
    known = advice.retention(files, now)
    if known is None:
        st.subheader("How to get an export")
        for what, how in advice.how_to_export():
            st.markdown(f"**{what}.** {how}")
    else:
        st.subheader(known.title)
        st.markdown(known.sentence)
    with st.expander("Fetch everything that Okta still has", icon=":material/terminal:"):
        st.code(advice.pull(now), language="bash", wrap_lines=True)
        st.caption("No filter, page after page, in Okta's own JSON. Run it where the organisation can be reached.")


def draw_coverage(case: Case) -> None:
    """The statements that the pipeline kept: fields, gaps and beginnings that this evidence lacks."""
    statements = case.rows("evidence_coverage") if "coverage" in case.tables() else []
    if not statements:
        return
    with st.container(border=True):
        st.subheader("What this case cannot see")
        columns = st.columns(3)
        for at, row in enumerate(statements):
            with columns[at % 3], st.container(gap="xxsmall"):
                st.text(row["statement"])
                said = []
                if row["name"]:
                    said.append(hostile.code(row["name"], 60))
                if row["affects"]:
                    said.append("touches " + ", ".join(name.replace("_", " ") for name in row["affects"]))
                if said:
                    st.caption(" · ".join(said))


def draw_state() -> None:
    """What no log holds: the organisation as it is now."""
    st.subheader("Record now what no log holds")
    st.markdown(
        "The state of the organisation can be changed or deleted at any moment. Save what these GET requests answer."
    )
    columns = st.columns(4)
    for at, state in enumerate(advice.state_to_record()):
        with columns[at % 4], st.container(gap="xxsmall"):
            st.markdown(f"**{state.what}**")
            st.caption(state.why)
            st.markdown("  \n".join(f"`{path}`" for path in state.paths))
