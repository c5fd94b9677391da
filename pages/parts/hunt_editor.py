"""Where a query is written: text, Run (Ctrl+Enter), limits, and keeping it. Opening a link never runs anything."""

from __future__ import annotations

import streamlit as st

from analysis.case import Case
from analysis.errors import CrumblineError
from analysis.hunt import guard, run, saved
from parts import hunt_runs, problems

TEXT, RUN_ID, FROM_ADDRESS, AUTHOR = "hunt_text", "hunt_run", "hunt_from_address", "hunt_author"
FIRST = "from findings"
"""Any table can be looked at by its name alone."""
_ELSE = ("from sessions", "from events")
"""What a game begins with that has no findings, and no sessions."""
LIMITS = {"1 minute": 60, "5 minutes": 300, "10 minutes": 600}


def take_from_address(case: Case) -> saved.Saved | None:
    """Put the query that the address names into the editor, once; returns what is known of it."""
    name = st.query_params.get("query")
    found = saved.find(case, name) if name else None
    if found is not None and st.session_state.get(FROM_ADDRESS) != name:
        st.session_state[TEXT] = found.text
    st.session_state[FROM_ADDRESS] = name
    st.session_state.setdefault(TEXT, first(case))
    return found


def first(case: Case) -> str:
    """The query that stands in the editor at first."""
    there = case.tables()
    return next((text for text in (FIRST, *_ELSE) if text.removeprefix("from ") in there), _ELSE[-1])


def choose(one: saved.Saved) -> None:
    """Show a saved query in the editor; a callback, so that the text is set before it is drawn."""
    st.session_state[TEXT] = one.text
    st.session_state[FROM_ADDRESS] = one.name
    st.query_params["query"] = one.name


def draw(case: Case, chosen: saved.Saved | None, is_phone: bool) -> None:
    """The editor."""
    with st.form("hunt_form", border=False):
        st.text_area(
            "Query", key=TEXT, height=220 if is_phone else 300, max_chars=guard.LONGEST_QUERY,
            label_visibility="collapsed", placeholder=first(case),
        )  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="center"):
            is_run = st.form_submit_button("Run", type="primary", icon=":material/play_arrow:")
            limit = st.selectbox("Stop after", list(LIMITS), key="hunt_limit", label_visibility="collapsed", width=130)
            st.caption("Ctrl+Enter runs it. One select; the case is only read.", width="content")
    if is_run:
        _start(case, st.session_state[TEXT], LIMITS[limit])
    if chosen is not None:
        _about(chosen, st.session_state[TEXT] == chosen.text)
    with st.expander("Keep this query in the case", icon=":material/bookmark_add:"):
        _draw_keep(case)


def _about(chosen: saved.Saved, is_unchanged: bool) -> None:
    if chosen.author:
        st.text(f"Kept by {chosen.author}. {chosen.why}" + ("" if is_unchanged else " Changed since."))
        return
    st.markdown(f"**{chosen.title}.** {chosen.why}" + ("" if is_unchanged else " *The text was changed.*"))
    st.caption(f"Look for: {chosen.look_for}")


def _start(case: Case, text: str, seconds: int) -> None:
    author = str(st.session_state.get(AUTHOR, ""))

    def note(ended: hunt_runs.Run) -> None:
        answer = ended.result
        outcome = "answered" if answer is not None else "stopped" if ended.cancel.is_set() else "failed"
        saved.note(
            case, text, author=author, rows=len(answer.rows) if answer is not None else None,
            seconds=ended.seconds(), outcome=outcome,
        )  # fmt: skip

    before = hunt_runs.runs().get(st.session_state.get(RUN_ID))
    if before is not None:
        before.cancel.set()
    try:
        guard.checked(case, text)
        started = hunt_runs.runs().start(
            lambda _, cancel: run.run(case, text, seconds=seconds, cancel=cancel), after=note
        )
    except CrumblineError as error:
        st.session_state.pop(RUN_ID, None)
        problems.draw(error)
        return
    st.session_state[RUN_ID] = started.run_id


def _draw_keep(case: Case) -> None:
    name = st.text_input("Name", key="hunt_name", max_chars=saved.LONGEST_NAME)
    why = st.text_input("Why, or what to look for", key="hunt_why", max_chars=saved.LONGEST_WHY)
    st.text_input("Your name or initials", key=AUTHOR, max_chars=60, help="Also stands in the history of what you run")
    if st.button("Keep", icon=":material/bookmark_add:", key="hunt_keep"):
        try:
            saved.keep(case, name, st.session_state[TEXT], author=str(st.session_state.get(AUTHOR, "")), why=why)
        except CrumblineError as error:
            problems.draw(error)
            return
        st.toast("Kept in the case.")
        st.rerun()
