"""The list of cases in the sidebar, and making a new one."""

from __future__ import annotations

import streamlit as st

from analysis import case_folders
from analysis.case import Case
from analysis.errors import CrumblineError
from parts import cases, problems


def draw(home: st.Page) -> None:
    """One quiet button under the navigation: the other cases, and a new one."""
    with st.sidebar, st.popover("Cases", icon=":material/inventory_2:", type="tertiary"):
        names = case_folders.names(cases.root())
        # Buttons, because links to the screen that is open would all look chosen.
        for name in [case_folders.DEMO] * (case_folders.DEMO not in names) + names:
            is_open = name == cases.current_name()
            icon = ":material/check:" if is_open else ":material/folder:"
            if st.button(name, icon=icon, type="tertiary", key=f"open_case_{name}"):
                _go_to(home, name)
        if st.button("New case", icon=":material/add:", width="stretch", key="new_case"):
            _new_case(home)


def _go_to(home: st.Page, name: str) -> None:
    st.session_state["case"] = name
    st.switch_page(home, query_params={"case": name})


@st.dialog("New case", width="small")
def _new_case(home: st.Page) -> None:
    st.caption("One investigation: a folder of its own on this machine, with its evidence and what people did.")
    with st.form("new_case_form", border=False):
        given = st.text_input("Name", placeholder="October support case", max_chars=64, key="new_case_name")
        is_wanted = st.form_submit_button("Make the case", type="primary")
    if not is_wanted:
        return
    try:
        name = case_folders.new(cases.root(), given)
        cases.open_cases().get(cases.root() / name)
    except CrumblineError as error:
        problems.draw(error)
        return
    _go_to(home, name)


def no_such_case(name: str) -> None:
    """A deep link to a case that is not on this machine."""
    st.title("There is no such case here")
    st.text(f"No folder {name!r} lies in {cases.root()}.")
    if st.button("Make an empty case of this name", key="make_named"):
        Case.open(cases.root() / name).close()
        st.rerun()
    st.caption("Or choose another under Cases, on the left.")
