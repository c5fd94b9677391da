"""A scenario of one's own: given as a file, read, and kept here; a wrong one is told fault by fault, with lines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from analysis.errors import CrumblineError
from analysis.exercise.scenarios import document as documents
from analysis.exercise.scenarios import own
from analysis.exercise.scenarios.parts import Document
from analysis.exercise.scenarios.reading import ScenarioWrong
from parts import cases, games, problems

_WRONG = "scenario_wrong"
MOST_FAULTS = 60


def draw(broken: dict[str, str]) -> None:
    """The fields; a scenario without faults opens like any other."""
    st.subheader("A scenario of your own")
    left, right = st.columns([6, 5], gap="medium")
    with left, st.container(border=True, gap="small"):
        given = st.file_uploader(
            f"A scenario's file (.toml, at most {documents.MOST_BYTES // 1000} kB)",
            type="toml",
            max_upload_size=1,
            key="own_file",
        )
        is_given = st.button(
            "Read and keep this file", icon=":material/upload_file:", key="own_keep", disabled=given is None
        )
        if is_given and given is not None:
            _keep(lambda: own.keep(cases.root(), given.name, given.getvalue()))
        if not games.is_serving():
            with st.form("own_path_form", border=False):
                path = st.text_input("Or a file of this machine", placeholder="folder/scenario.toml", key="own_path")
                if st.form_submit_button("Read and keep that file", icon=":material/draft:"):
                    _keep(lambda: own.keep_file(cases.root(), Path(path.strip())))
    with right:
        st.text("Start from one that ships: choose it above, download its text, and change it in a text editor.")
        st.text("What is wrong with it is told here, each fault with its line. What is kept stands in the list above.")
        for name, reason in broken.items():
            st.text(f"{name} is kept, but cannot be read any more: {reason}")
    _told()


def _keep(keep: Callable[[], Document]) -> None:
    st.session_state.pop(_WRONG, None)
    try:
        document = keep()
    except ScenarioWrong as wrong:
        st.session_state[_WRONG] = wrong
        return
    except CrumblineError as error:
        problems.draw(error)
        return
    st.query_params["scenario"] = document.id
    st.rerun()


def _told() -> None:
    """The faults of the file that was given last."""
    wrong = st.session_state.get(_WRONG)
    if wrong is None:
        return
    count = len(wrong.faults)
    with st.container(border=True, gap="small"):
        st.markdown(f"### {count} {'fault' if count == 1 else 'faults'}; the file was not kept")
        st.text(wrong.name)
        with st.container(gap=None):
            for fault in wrong.faults[:MOST_FAULTS]:
                st.text(f"Line {fault.line}: {fault.words}")
        if count > MOST_FAULTS:
            st.text(f"And {count - MOST_FAULTS} more.")
        st.text("Mend it in a text editor and give it again.")
        if st.button("Put this away", type="tertiary", key="own_put_away"):
            st.session_state.pop(_WRONG, None)
            st.rerun()
