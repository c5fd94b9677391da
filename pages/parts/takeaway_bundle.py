"""The whole case as one file: making it behind the screen, and its download by a route of its own.

Why a route: a bundle may be larger than memory, and Streamlit's download button holds what it gives.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import streamlit as st
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from analysis import case_folders
from analysis.case import Case
from analysis.errors import CrumblineError
from analysis.inbox import megabytes
from analysis.takeaway import bundle
from analysis.takeaway.bundle import Contents
from parts import cases, problems
from parts.job_progress import draw_running
from parts.jobs import jobs

BASE = "/bundle"
FOLDER = "takeaway"


def routes() -> list[Route]:
    """The route that app.py mounts."""
    return [Route(f"{BASE}/{{case}}", _send, methods=["GET"])]


async def _send(request: Request) -> Response:
    try:
        path = place(cases.root() / case_folders.checked(request.path_params["case"]))
    except CrumblineError as error:
        return PlainTextResponse(str(error), 404)
    if not await to_thread.run_sync(path.is_file):
        return PlainTextResponse("This case has no bundle. Make it on the Take-away screen.", 404)
    return FileResponse(path, media_type="application/zip", filename=path.name)


def place(folder: Path) -> Path:
    """Where the bundle of a case lies, made or not."""
    return folder / FOLDER / f"{folder.name}-case.zip"


def draw(case: Case) -> None:
    """What a bundle is, what it takes along, the button that makes it, and the last one made."""
    st.subheader("The whole case")
    job = jobs().of(case)
    with st.container(border=True, gap="small", key="bundle"):
        st.markdown("**A bundle opens on another machine and gives the same findings**")
        st.caption(
            "Database, evidence list with hashes, verdicts, notes and settings in one zip file, with a hash for each. "
            "To open it there: Cases, Open a bundle."
        )
        if job is not None and job.is_running:
            draw_running(case)
            return
        for problem in job.problems if job is not None and job.work is not None else []:
            problems.draw(problem)
        _form(case)
        _last(case)


def _form(case: Case) -> None:
    sizes = bundle.sizes(case)
    records = st.checkbox(
        f"Records as they came and the evidence files ({megabytes(sizes['records'])})",
        value=True,
        key="bundle-records",
        help="Without them the findings stand, but no record can be opened.",
    )  # fmt: skip
    databases = False
    if sizes["databases"]:
        databases = st.checkbox(
            f"The GeoIP databases ({megabytes(sizes['databases'])}); their licence may forbid passing them on",
            key="bundle-databases",
        )
    if st.button("Make the bundle", icon=":material/inventory_2:", key="make-bundle"):
        contents, target = Contents(records, databases), place(case.folder)
        target.parent.mkdir(exist_ok=True)
        jobs().run(case, lambda report, cancel: bundle.write(case, target, contents, report=report, cancel=cancel))
        st.rerun()


def _last(case: Case) -> None:
    path = place(case.folder)
    if not path.is_file():
        return
    facts = path.stat()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.link_button(
            f"Download the bundle ({megabytes(facts.st_size)})", f"{BASE}/{quote(case.folder.name)}",
            icon=":material/download:", type="tertiary",
        )  # fmt: skip
        if st.button("Delete it", type="tertiary", icon=":material/delete:", key="delete-bundle"):
            path.unlink(missing_ok=True)
            st.rerun()
    st.text(f"It lies in {path}")
