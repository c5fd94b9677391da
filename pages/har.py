"""HAR: what a file gives away, whether its sessions were used, a copy that is safe to send, and the register."""

from __future__ import annotations

import streamlit as st

from analysis.har.held import Held
from parts import (
    cases,
    har_add,
    har_clean,
    har_exposed,
    har_field,
    har_files,
    har_guidance,
    har_register,
    har_result,
    har_work,
    phone,
    problems,
)
from parts.har_work import Task

case = cases.current()


def forget() -> None:
    """Let go of the file."""
    har_files.forget()
    st.session_state["har_forgotten"] = True


@st.fragment(run_every=0.5)
def draw_running(task: Task) -> None:
    """How far the reading is; when it ends, the whole screen is drawn anew."""
    if not task.is_running:
        st.rerun()
    st.progress(min(max(task.share, 0.0), 1.0), text=task.says)


def draw_file(held: Held) -> None:
    """All that is told of the file in memory."""
    stamp = str(case.rows("session_stamp")[0]["stamp"]) if "findings" in case.tables() else ""
    task = har_work.look(held, case, f"{case.folder} {stamp}")
    if task.is_running:
        st.title("Reading the file")
        draw_running(task)
    elif task.error is not None or task.found is None or task.audit is None:
        st.title("This file could not be read")
        if task.error is not None:
            problems.draw(task.error)
        else:
            st.markdown("That is a defect of the program. Nothing of the file was kept.")
    else:
        har_result.draw_headline(task)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Forget this file", icon=":material/delete_forever:", key="har-forget", on_click=forget)
        is_told = not task.is_running and task.found is not None
        if is_told and st.button(
            "Add to the register", type="tertiary", icon=":material/outbox:", key="har-to-register"
        ):
            har_add.open_form(case, task)
        st.caption("In memory only; gone when you leave this screen.", width="content")
    if not is_told or task.found is None or task.audit is None:
        return
    har_exposed.draw(task.exposed)
    har_result.draw_credentials(task.found)
    left, right = st.columns([7, 5], gap="small")
    with left:
        har_result.draw_audit(task.audit)
    with right:
        har_clean.draw(held)
    har_result.draw_notes(task.found)


held = har_files.current()
is_linked = "upload" in st.query_params
if held is not None:
    draw_file(held)
else:
    st.title("Was a session in a HAR file used by somebody else?")
    st.markdown(
        "A HAR is a recording of a browser, and holds the cookies of whoever made it. Drop one here: the program tells "
        "what it gives away, joins it to the log of this case, and makes a copy that is safe to send."
    )
    if st.session_state.pop("har_forgotten", False):
        st.caption("The file was forgotten: its bytes are overwritten.")
    if is_linked:
        har_register.draw(case)
    har_field.draw()
    if "findings" not in case.tables():
        st.caption("This case has no log yet: the inventory and the clean copy work without one.")
har_guidance.draw(is_open=held is None and not is_linked)
if held is not None or not is_linked:
    har_register.draw(case)
phone.draw_switch()
