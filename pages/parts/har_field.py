"""The field that a HAR is dropped on: an inline component that sends pieces to parts/har_routes.py."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from parts import har_files, har_routes

_HERE = Path(__file__).resolve().parent

_field = st.components.v2.component(
    "har_upload",
    html=(_HERE / "har_upload.html").read_text(encoding="utf-8"),
    css=(_HERE / "har_upload.css").read_text(encoding="utf-8"),
    js=(_HERE / "har_upload.js").read_text(encoding="utf-8"),
)


def draw() -> None:
    """The field; when the file is whole the screen is drawn anew."""
    _field(
        key="har_upload",
        data={"base": f"{har_routes.BASE}/{har_files.token()}", "piece_bytes": har_routes.PIECE_BYTES},
        on_done_change=lambda: None,
    )
