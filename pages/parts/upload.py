"""The field that files are dropped on: an inline component that sends pieces to parts/upload_routes.py.

Why not st.file_uploader: it holds files in memory and loses them on refresh. Uploads live in the window, not in
the component, so they go on while the person looks at another screen; after a refresh, choosing the same
file again continues behind the last piece that was proven to be the same.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from parts import upload_routes

_HERE = Path(__file__).resolve().parent

_field = st.components.v2.component(
    "evidence_upload",
    html=(_HERE / "upload.html").read_text(encoding="utf-8"),
    css=(_HERE / "upload.css").read_text(encoding="utf-8"),
    js=(_HERE / "upload.js").read_text(encoding="utf-8"),
)


def draw(case_name: str) -> None:
    """The field. A finished upload is given to the case by the server; here the screen is only drawn anew."""
    _field(
        key=f"evidence_upload_{case_name}",
        data={
            "base": f"{upload_routes.BASE}/{case_name}/",
            "token": upload_routes.token(case_name),
            "piece_bytes": upload_routes.PIECE_BYTES,
        },
        on_done_change=lambda: None,
    )
