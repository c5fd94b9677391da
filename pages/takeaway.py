"""Take-away: findings, timelines, indicators and techniques as files for other tools, and the case as a bundle."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analysis.takeaway import choice, stix
from analysis.takeaway.choice import CHOICES
from analysis.takeaway.files import FILES, Wanted
from parts import cases, not_judged, phone, takeaway_bundle

case = cases.current()
if "findings" not in case.tables():
    not_judged.stop("what is found in it can then be taken to other tools.", "There is nothing to take away yet")

asked = st.query_params.get("sessions", "suspected")
counts = {name: len(choice.sessions(case, name)) for name in CHOICES}
st.title(choice.headline(counts))
st.caption("Every file is made on this machine, of this case alone. Nothing is sent anywhere.")
with st.container(border=True, gap="small"):
    left, right = st.columns([7, 5])
    wanted = left.radio(
        "Which sessions timeline, indicators and techniques are about",
        list(CHOICES),
        index=list(CHOICES).index(asked) if asked in CHOICES else 1,
        format_func=lambda name: f"{counts[name]:,} {CHOICES[name]}",
        key="takeaway-sessions",
    )
    mark = right.segmented_control(
        "Mark on the indicators", list(stix.MARKS), default="TLP:AMBER", required=True, key="takeaway-mark"
    )
    right.caption("Whom a file may be given to; the mark is in the file.")
if wanted != asked:
    st.query_params["sessions"] = wanted
made_for = Wanted(case, wanted, mark or "TLP:AMBER")

st.subheader("Files for other tools")
for name, file in FILES.items():
    with st.container(border=True, horizontal=not phone.is_phone(), vertical_alignment="center"):
        with st.container(gap="xxsmall"):
            st.markdown(f"**{file.title}**")
            st.caption(file.purpose)
        st.download_button(
            "Download",
            partial(file.make, made_for),
            f"{cases.current_name()}-{file.suffix}",
            file.mime,
            icon=":material/download:",
            on_click="ignore",
            key=f"take-{name}",
        )
takeaway_bundle.draw(case)
