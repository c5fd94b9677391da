"""The register of HAR files that left the house: at a glance, as a table, one entry opened, and ways to add to it.

Text of tickets and logins is anybody's: it stands in tables, st.text, code spans and fields only.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis import safe_csv, verdict_words
from analysis.case import Case
from analysis.charts import har_uploads
from analysis.errors import CrumblineError
from analysis.har import register, register_words
from analysis.har.register import Upload
from parts import author, chart, har_add, links, phone, problems
from parts.hostile import code

_CHART = "har-uploads"
COLUMNS = ("uploaded", "person", "sent to", "scrubbed", "ticket", "sessions", "what became of it", "note")


def draw(case: Case) -> None:
    """The opened entry, title, timeline, table."""
    opened = st.query_params.get("upload")
    if opened:
        _draw_entry(case, opened)
    glance = register.at_a_glance(case)
    is_phone = phone.is_phone()
    with st.container(border=True, gap="xsmall", key="har-register"):
        st.markdown(f"### {register_words.headline(glance)}")
        if glance.empty:
            st.caption(
                "Sending a HAR leaves nothing in the System Log: enter what tickets say, and the program watches the "
                "sessions that the files may carry."
            )
        else:
            chart.draw(
                har_uploads.timeline(glance, chart.colours(), days=register.DAYS, phone=is_phone),
                key=_CHART,
                alt=f"{len(glance)} uploads of HAR files over {register.DAYS} days, a row a person.",
                on_select=_clicked,
            )
            st.caption(
                "Each mark is an upload, hollow where it was scrubbed, orange where a session it may carry was used "
                "by somebody else afterwards. Times are UTC."
            )
        _table(case, is_phone)
        with st.container(horizontal=True):
            if st.button("Add an upload", icon=":material/add:", key="har-add"):
                har_add.open_form(case)
            if st.button("Add a list (CSV)", icon=":material/playlist_add:", type="tertiary", key="har-add-list"):
                har_add.open_list(case)


def _clicked() -> None:
    picked = chart.picked(_CHART)
    if picked:
        st.query_params["upload"] = picked[0]


def _table(case: Case, is_phone: bool) -> None:
    told = register.entries(case, with_taken_back=True)
    if not told:
        return
    counted = {row["upload_id"]: row for row in register.counts(case)}
    rows = pd.DataFrame(
        [
            (
                one.uploaded_at, one.person, one.sent_to, register_words.SCRUBBED[one.scrubbed], one.ticket,
                int(counted.get(one.upload_id, {}).get("exposed_count", 0)),
                register_words.entry(one, counted.get(one.upload_id)), one.note,
            )
            for one in told
        ],
        columns=list(COLUMNS),
    )  # fmt: skip
    column = st.column_config

    def chosen() -> None:
        ticked = st.session_state["har-uploads-table"]["selection"]["rows"]
        if ticked and ticked[0] < len(told):
            st.query_params["upload"] = told[ticked[0]].upload_id

    st.dataframe(
        rows.head(5_000),
        hide_index=True,
        row_height=30,
        height="auto" if len(rows) <= 6 else 230,
        key="har-uploads-table",
        on_select=chosen,
        selection_mode="single-row",
        column_config={
            "uploaded": column.DatetimeColumn("uploaded, UTC", width=118, format="D MMM YYYY HH:mm", pinned=is_phone),
            "person": column.TextColumn(width=170),
            "sent to": column.TextColumn(width=120),
            "scrubbed": column.TextColumn(width=90),
            "ticket": column.TextColumn(width=90),
            "sessions": column.NumberColumn("sessions that fit", width=104),
            "what became of it": column.TextColumn(width=190),
            "note": column.TextColumn(width=200),
        },
    )
    st.download_button(
        "The register as CSV",
        lambda: safe_csv.document(COLUMNS, rows.astype(object).itertuples(index=False)),
        "har-register.csv",
        "text/csv",
        type="tertiary",
        icon=":material/download:",
        on_click="ignore",
        key="har-register-csv",
    )


def _draw_entry(case: Case, upload_id: str) -> None:
    """One entry, by its place in the address."""
    one = next((row for row in register.entries(case, with_taken_back=True) if row.upload_id == upload_id), None)
    with st.container(border=True, gap="xsmall", key="har-entry"):
        if one is None:
            st.caption("The register of this case has no entry of the address.")
            return
        state = ", taken back" if one.is_taken_back else ""
        st.markdown(f"### The upload of {one.uploaded_at.day} {one.uploaded_at:%b %Y %H:%M} UTC{state}")
        named = [("Person", one.person), ("Sent to", one.sent_to), ("Ticket", one.ticket)]
        st.caption(" · ".join(f"{name} {code(value, 120)}" for name, value in named if value))
        st.caption(f"{register_words.KNOWN[one.scrubbed]} {_recorded(one)}")
        if one.note:
            st.text(one.note)
        if one.entered_at is not None:
            st.text(f"Entered by {one.author}, {verdict_words.when(one.entered_at)}")
        _sessions(case, one)
        with st.container(horizontal=True):
            if st.button("Close", type="tertiary", icon=":material/close:", key="har-entry-close"):
                del st.query_params["upload"]
                st.rerun()
            label = "Put it back" if one.is_taken_back else "Take it back"
            if st.button(label, type="tertiary", icon=":material/undo:", key="har-entry-undo"):
                _turn(case, one)


def _recorded(one: Upload) -> str:
    if one.captured_from is None or one.captured_to is None:
        return "The file was not looked into: sessions are told by person and time."
    return f"Recorded {one.captured_from:%Y-%m-%d %H:%M} to {one.captured_to:%H:%M} UTC."


def _sessions(case: Case, one: Upload) -> None:
    told = register.exposures(case, upload_id=one.upload_id)
    if not told:
        if not one.is_taken_back:
            st.caption("No session of this log fits it: the person, or the time, is not in the export.")
        return
    for row in told[:20]:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"{'◆ used afterwards' if row['used_at'] else '· not seen used'} · {row['certainty']}", width="content"
            )
            st.text(f"{row['session_id']}", width="stretch")
            if st.button("Open", type="tertiary", key=f"har-open-{row['session_key']}"):
                links.open_session(row["session_key"])
    if len(told) > 20:
        st.caption(f"The first 20 of {len(told):,}.")


def _turn(case: Case, one: Upload) -> None:
    act = register.put_back if one.is_taken_back else register.take_back
    try:
        act(case, one.upload_id, author=author.known(case))
    except CrumblineError as error:
        problems.draw(error)
        return
    har_add.follow(case)
