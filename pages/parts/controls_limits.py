"""Limits of a person's own, kept in the address, and the controls that were not tried."""

from __future__ import annotations

import streamlit as st

from analysis.controls.choices import Answer
from analysis.controls.control_files import LONGEST_MIN, Limits
from parts import controls_card


def draw(limits: Limits) -> None:
    """A form behind a button: own lifetimes, and for how long a factor counts."""
    with st.popover("Limits of your own", icon=":material/tune:", key=f"limits-{'-'.join(limits.query().values())}"):
        with st.form("limits", border=False):
            idle = st.number_input("Idle, minutes", 1, LONGEST_MIN, limits.idle_min or 30)
            absolute = st.number_input("In all, minutes", 1, LONGEST_MIN, limits.absolute_min or 480)
            minutes = st.number_input("A factor counts for, minutes", 1, LONGEST_MIN, limits.step_up_min)
            st.caption("The lifetimes are tried beside the three of the guides, and asked for in the audit below.")
            if st.form_submit_button("Try them", type="primary"):
                _go(Limits(int(idle), int(absolute), int(minutes)))
        if limits != Limits() and st.button("Without own limits", type="tertiary", key="limits-off"):
            _go(Limits())


def _go(limits: Limits) -> None:
    kept = {
        name: value for name, value in st.query_params.to_dict().items() if name not in ("idle", "absolute", "minutes")
    }
    own = limits.query()
    if own.get("idle"):
        kept[controls_card.NAME] = f"lifetimes_{limits.idle_min}_{limits.absolute_min}"
    elif kept.get(controls_card.NAME, "").startswith(("lifetimes_", "step_up_")):
        kept.pop(controls_card.NAME)
    st.query_params.from_dict(kept | own)
    st.rerun()


def draw_not_offered(answer: Answer) -> None:
    """What was not tried, and why."""
    if not answer.not_offered:
        return
    with st.container(border=True, gap="xsmall", key="not-offered"):
        st.markdown("### Not tried on this log")
        for one in answer.not_offered:
            with st.container(gap=None):
                st.markdown(f"**{one.control.short}**")
                st.text(one.reason)
