"""The list of cases in the sidebar, and making a new one."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from analysis import case_folders
from analysis.case import Case
from analysis.errors import BundleRefused, CrumblineError
from analysis.takeaway import opening
from parts import cases, games, problems


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
        if st.button("Open a bundle", icon=":material/unarchive:", width="stretch", type="tertiary", key="open_bundle"):
            _open_bundle(home)


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


@st.dialog("Open a bundle", width="small")
def _open_bundle(home: st.Page) -> None:
    st.caption("A case that somebody took away from another Crumbline. Open bundles of people you trust only.")
    with st.form("open_bundle_form", border=False):
        file = st.file_uploader("The bundle (.zip)", type=["zip"], key="bundle_file")
        path = st.text_input("Or its path on this machine, better for a large one", key="bundle_path")
        given = st.text_input(
            "Name of the case here", placeholder="October support case", max_chars=64, key="bundle_name"
        )
        is_wanted = st.form_submit_button("Open it", type="primary")
    if not is_wanted:
        return
    source = Path(path.strip()).expanduser() if path.strip() else file
    try:
        if source is None or (isinstance(source, Path) and not source.is_file()):
            raise BundleRefused("There is no bundle.", "Choose a file, or name a path on this machine that holds one.")
        name = case_folders.checked(given)
        with st.spinner("Unpacking"):
            said = opening.unpack(source, cases.root() / name)
    except CrumblineError as error:
        problems.draw(error)
        return
    for sentence in said:
        st.toast(sentence)
    _go_to(home, name)


def no_such_case(name: str) -> None:
    """A deep link to a case or a game that is not on this machine."""
    if games.is_game(name):
        st.title("There is no such game here")
        st.caption("It may have been deleted. The games of this machine stand under Exercise of any case.")
        return
    st.title("There is no such case here")
    st.text(f"No folder {name!r} lies in {cases.root()}.")
    if st.button("Make an empty case of this name", key="make_named"):
        Case.open(cases.root() / name).close()
        st.rerun()
    st.caption("Or choose another under Cases, on the left.")
