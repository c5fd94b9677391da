"""Who changed settings when and why, a way back from each change, and all settings as a file."""

from __future__ import annotations

import streamlit as st

from analysis import settings, settings_file, settings_words
from analysis.case import Case
from analysis.errors import CrumblineError
from analysis.settings import Change
from parts import cases, problems, settings_draft

_FIRST, _MORE = 12, "settings_history_rows"


def draw(case: Case) -> None:
    """The changes, the newest first."""
    changes = settings.history(case)
    st.subheader("What was changed")
    if not changes:
        st.text("Nobody changed anything yet. Every change will stand here with who made it, when and why.")
    shown = int(st.session_state.get(_MORE, _FIRST))
    put_back = {change.puts_back for change in changes if change.puts_back is not None}
    for change in changes[:shown]:
        _draw_change(case, change, change.act_id in put_back)
    if len(changes) > shown and st.button(f"Show {min(50, len(changes) - shown)} more", type="tertiary"):
        st.session_state[_MORE] = shown + 50
        st.rerun()
    _draw_file(case)


def _draw_change(case: Case, change: Change, was_put_back: bool) -> None:
    with st.container(border=True, gap="xsmall", key=f"change-{change.act_id}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(f"{change.at:%-d %b %Y %H:%M} UTC, {change.author}", width="stretch")
            if was_put_back:
                st.caption("put back", width="content")
            elif st.button("Put back", type="tertiary", icon=":material/undo:", key=f"put-back-{change.act_id}"):
                settings_draft.discard()
                settings_draft.put(case, settings.reversal(change), puts_back=change.act_id)
                st.rerun()
        for one in change.changed:
            st.text(settings_words.change(one))
        if change.reason:
            st.text(f"Reason: {change.reason}")
        if change.puts_back is not None:
            st.caption("puts back an earlier change")


def _draw_file(case: Case) -> None:
    st.subheader("All settings as a file")
    st.markdown("Carry them into another case. Databases and lists that are given by path stay behind.")
    in_force = settings.in_force(case)
    st.download_button(
        "Download", settings_file.write(in_force), f"{cases.current_name()}-settings.json", "application/json",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip
    with st.form("settings_file", border=False, clear_on_submit=True):
        file = st.file_uploader("Settings of another case (.json)", type=["json"], key="settings_upload")
        is_wanted = st.form_submit_button("Take these settings")
    if is_wanted and file is not None:
        try:
            changes = settings_file.read(file.getvalue(), in_force)
            settings_draft.discard()
            settings_draft.put(case, changes)
        except CrumblineError as error:
            problems.draw(error)
            return
        if not changes:
            st.text("The file says what this case says already.")
            return
        st.rerun()
