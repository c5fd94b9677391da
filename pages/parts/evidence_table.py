"""The table of evidence, and what stands behind one line of it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from analysis import evidence_advice, safe_csv
from analysis.case import Case
from analysis.inbox import megabytes
from parts import hostile
from parts.phone import is_phone

_SHOWN_ROWS = 1_000
_MOST_REMARKS = 6
_CSV_ROWS = 200_000
_DOWNLOAD_BYTES = 64 * 1024 * 1024

File = dict[str, Any]


def draw(case: Case, files: list[File]) -> None:
    """The sum over all files, one line a file, and the chosen file below."""
    total = {name: sum(file[name] for file in files) for name in ("rows", "read", "duplicate", "refused")}
    st.subheader(evidence_advice.sum_in_words(**total).rstrip("."))
    # Between title and table, because a touch screen lays the table's tools over what stands above its right end.
    st.caption("Choose a line to see its hash, its refused rows and its bytes. The table slides sideways.")
    chosen = st.dataframe(
        _frame(files),
        hide_index=True,
        key="evidence_table",
        on_select="rerun",
        selection_mode="single-row",
        row_height=30,
        height="content" if len(files) <= 12 else 420,
        column_config={
            "name": st.column_config.TextColumn("file", pinned=True, width=130 if is_phone() else 200),
            "container": st.column_config.TextColumn("inside", width=96),
            "format": st.column_config.TextColumn("format", width=104),
            "size": st.column_config.TextColumn("size", width=64),
            "rows": st.column_config.NumberColumn("rows", format="localized", width=68),
            "read": st.column_config.NumberColumn("read", format="localized", width=68),
            "duplicate": st.column_config.NumberColumn("said before", format="localized", width=84),
            "refused": st.column_config.NumberColumn("refused", format="localized", width=64),
            "first_at": st.column_config.DatetimeColumn("first event", format="D MMM YYYY", width=88),
            "last_at": st.column_config.DatetimeColumn("last event", format="D MMM YYYY", width=88),
            "sha256": st.column_config.TextColumn("SHA-256", width=104),
        },
    )
    at = chosen["selection"]["rows"]
    if at and at[0] < len(files):
        _draw_file(case, files[at[0]])
    else:
        _draw_remarks(files)


def _frame(files: list[File]) -> pd.DataFrame:
    has_containers = any(file["container"] for file in files)
    lines = []
    for file in files:
        line = {
            "name": hostile.visible(file["name"], 200),
            "container": hostile.visible(file["container"] or "", 200),
            "format": _format(file),
            "size": megabytes(file["bytes"]),
            **{name: file[name] for name in ("rows", "read", "duplicate", "refused", "first_at", "last_at")},
            "sha256": file["sha256"][:12] if file["sha256"] else None,
        }
        lines.append(line)
    frame = pd.DataFrame(lines)
    return frame if has_containers else frame.drop(columns="container")


def _format(file: File) -> str:
    if file["format"] is None:
        return "not read"
    return " ".join(filter(None, (file["format"].replace("_", " "), file["compression"])))


def _draw_remarks(files: list[File]) -> None:
    """Files that gave nothing, and what is odd about others: a sentence each."""
    odd = [file for file in files if file["error"] or file["note"]]
    for file in odd[:_MOST_REMARKS]:
        with st.container(gap="xxsmall"):
            st.markdown(hostile.code(file["name"], 80))
            st.text(" ".join(filter(None, (file["error"], file["note"]))))
    if len(odd) > _MOST_REMARKS:
        st.caption(f"and {len(odd) - _MOST_REMARKS:,} more: choose their lines")


def _draw_file(case: Case, file: File) -> None:
    st.text(hostile.visible(file["name"], 300))
    st.caption(evidence_advice.sum_in_words(file["rows"], file["read"], file["duplicate"], file["refused"]))
    for sentence in filter(None, (file["error"], file["note"])):
        st.text(sentence)
    if file["sha256"]:
        st.code(file["sha256"], language=None)
        st.caption(f"SHA-256 of the {file['bytes']:,} bytes as they came; added {file['added_at']:%d %b %Y %H:%M} UTC")
    if file["first_at"]:
        st.caption(f"Events from {file['first_at']:%d %b %Y %H:%M:%S} to {file['last_at']:%d %b %Y %H:%M:%S} UTC")
    if file["refused"]:
        _draw_refused(case, file)
    _offer_bytes(case, file)


def _draw_refused(case: Case, file: File) -> None:
    number = file["evidence_id"]
    with st.expander(f"{file['refused']:,} refused: line, reason and text", expanded=True):
        reasons = case.frame("evidence_refused_reasons", evidence_id=number)
        st.dataframe(
            reasons,
            hide_index=True,
            row_height=30,
            column_config={"first_line": st.column_config.NumberColumn("first line", format="localized")},
        )
        st.dataframe(
            case.frame("evidence_refused", evidence_id=number, most=_SHOWN_ROWS), hide_index=True, row_height=30
        )
        if file["refused"] > _SHOWN_ROWS:
            st.caption(f"The first {_SHOWN_ROWS:,}; the download has {min(file['refused'], _CSV_ROWS):,}.")

        def as_csv() -> bytes:
            rows = case.rows("evidence_refused", evidence_id=number, most=_CSV_ROWS)
            return safe_csv.document(
                ("line", "reason", "text"), ((row["line"], row["reason"], row["text"]) for row in rows)
            )

        st.download_button(
            "Refused rows as CSV",
            as_csv,
            file_name=f"refused-rows-{number}.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            key=f"refused_csv_{number}",
        )


def _offer_bytes(case: Case, file: File) -> None:
    if file["kept_as"] is None:
        st.caption("Nothing of this file is kept: it is no Okta log, and may hold secrets.")
        return
    if file["bytes"] > _DOWNLOAD_BYTES:
        st.caption(
            f"Its exact bytes are kept in the case; {megabytes(file['bytes'])} are too many for a browser to fetch."
        )
        return

    def exact_bytes() -> bytes:
        from analysis.ingest import give_back  # here, because it pulls in every reader

        return b"".join(give_back.original_bytes(case, file["evidence_id"]))

    st.download_button(
        "The exact bytes",
        exact_bytes,
        file_name=_safe_name(file["name"]),
        mime="application/octet-stream",
        icon=":material/download:",
        on_click="ignore",
        key=f"exact_bytes_{file['evidence_id']}",
        help="The file as it was given; its SHA-256 is the one above.",
    )


def _safe_name(name: str) -> str:
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(one if one.isalnum() or one in " ._-" else "_" for one in last)[-120:].lstrip(". ") or "evidence"
