"""Privileged people: whom the operator lists, and who was seen doing an administrator's work."""

from __future__ import annotations

import streamlit as st

from analysis import settings
from analysis.case import Case
from analysis.settings_values import PEOPLE
from parts import settings_draft


def draw(case: Case) -> None:
    """The list as text, and proposals."""
    st.subheader("People who can change who may do what")
    st.markdown(
        "Their sessions are marked in the findings. Who opened the Admin Console, or changed privileges, from a client"
        " that signed in is marked without being listed; list those who did not do so in this export."
    )
    listed = "\n".join(settings.people(settings_draft.values(case)))
    text = st.text_area(
        "Logins or ids, one a line",
        listed,
        placeholder="ada@example.com",
        height=140,
        key=f"people-{settings_draft.turn()}",
    )
    settings_draft.put(case, {PEOPLE: text}, is_typed=True)
    st.subheader("Seen as administrators here")
    if "privileged_people" not in case.tables():
        st.text("Add evidence first: then people who do administrative work are proposed here.")
        return
    known = {person.lower() for person in settings.people(settings_draft.values(case))}
    seen = case.frame("settings_people")
    seen = seen[~seen["is_listed"] & ~seen["login"].str.lower().isin(known)].reset_index(drop=True)
    if seen.empty:
        st.text("Nobody was seen in the Admin Console or changing privileges, or all of them are listed already.")
        return
    chosen = st.dataframe(
        seen,
        key=f"seen-{settings_draft.turn()}",
        hide_index=True,
        on_select="rerun",
        selection_mode="multi-row",
        column_order=["login", "name", "change_count", "admin_count", "last_at"],
        column_config={
            "login": st.column_config.TextColumn("login", pinned=True, width=220),
            "name": st.column_config.TextColumn("name", width=160),
            "change_count": st.column_config.NumberColumn("changes of privileges", width=120),
            "admin_count": st.column_config.NumberColumn("Admin Console", width=104),
            "last_at": st.column_config.DatetimeColumn("last, UTC", format="D MMM HH:mm", width=104),
        },
        height="auto" if len(seen) <= 10 else 360,
    )["selection"]["rows"]
    picked = seen.iloc[[row for row in chosen if row < len(seen)]]
    if st.button(f"List {len(picked)} of them" if len(picked) else "Choose rows to list them", disabled=picked.empty):
        settings_draft.put(case, {PEOPLE: [*text.splitlines(), *picked["login"].fillna(picked["actor_id"]).tolist()]})
        st.rerun()
