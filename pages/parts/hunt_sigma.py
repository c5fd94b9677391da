"""Sigma rules over the case: from a folder of this machine or an upload; what they found, and which could not run."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st

from analysis import findings_words, safe_csv
from analysis.case import Case
from analysis.charts.clock import moment
from analysis.errors import CrumblineError
from analysis.hunt import named_sessions, sigma_rules, sigma_run, sigma_words
from analysis.hunt.sigma_run import Outcome
from parts import games, hunt_result, hunt_runs, levels, problems, seats

RUN_ID = "sigma_run"


def draw(case: Case, is_phone: bool) -> None:
    """The choice of rules, then what they found."""
    if not seats.is_facilitator():  # a server of games takes files from nobody else
        st.markdown("### No rules of your own in this game")
        st.markdown("Files cannot be brought to this server. Ask the log itself with SQL instead.")
        return
    with st.form("sigma_form", border=False):
        left, right = st.columns(2, gap="small")
        path = ""
        if not games.is_serving():  # whoever plays from elsewhere reads no files of this machine
            with left:
                path = st.text_input(
                    "A folder, a rule or a zip on this machine", key="sigma_path", max_chars=1000,
                    placeholder="/home/me/sigma/rules/identity/okta",
                )  # fmt: skip
        with right:
            uploads = st.file_uploader(
                "Or rules from this browser (.yml, .zip)", type=["yml", "yaml", "zip"], accept_multiple_files=True,
                key="sigma_upload",
            )  # fmt: skip
        is_run = st.form_submit_button("Run the rules", type="primary", icon=":material/rule:")
    st.caption("Rules for product okta. They are read as data and stay on this machine; nothing in them is executed.")
    if is_run:
        _start(case, path, uploads or [])
    ended = hunt_runs.runs().get(st.session_state.get(RUN_ID))
    with st.container(border=True):
        if ended is None:
            st.markdown("### No rules were run yet")
            st.markdown("Name the folder where your Sigma rules lie, or drop some here, and press **Run the rules**.")
        elif ended.is_running:
            hunt_runs.draw_running(ended.run_id)
        elif ended.bug is not None:
            raise ended.bug
        elif ended.error is not None:
            problems.draw(ended.error)
        else:
            _draw_outcomes(case, ended.run_id, ended.result, is_phone)


def _start(case: Case, path: str, uploads: list) -> None:
    try:
        texts = [one for file in uploads for one in sigma_rules.of_upload(file.name, file.getvalue())]
        if path.strip():
            texts += sigma_rules.of_paths([Path(path.strip())])
        if not texts:
            raise sigma_rules.RulesUnreadable("No rule was given.", "Name a folder, or choose files.")
        started = hunt_runs.runs().start(
            lambda report, cancel: sigma_run.run(case, sigma_rules.read(texts), report=report, cancel=cancel)
        )
    except CrumblineError as error:
        st.session_state.pop(RUN_ID, None)
        problems.draw(error)
        return
    st.session_state[RUN_ID] = started.run_id


def _draw_outcomes(case: Case, run_id: str, outcomes: list[Outcome], is_phone: bool) -> None:
    st.markdown(f"### {sigma_words.title(outcomes)}")
    ran = [one for one in outcomes if not one.unsupported]
    table = sigma_words.table(case, ran)
    if len(table):
        told = table.assign(bands=[_bands(cell) for cell in table["bands"]])
        state = st.dataframe(
            told.drop(columns=_untold()), hide_index=True, key=f"outcomes-{run_id}",
            on_select="rerun", selection_mode="single-row", row_height=30, height="auto" if len(table) <= 14 else 450,
            column_config={
                "rule": st.column_config.TextColumn("rule", width=330, pinned=is_phone),
                "level": st.column_config.TextColumn("level", width=90),
                "events": st.column_config.NumberColumn("events", width=70),
                "sessions": st.column_config.NumberColumn("sessions", width=70),
                "bands": st.column_config.TextColumn("their bands", width=230),
                "first": st.column_config.DatetimeColumn("first, UTC", format="D MMM HH:mm:ss", width=120),
                "note": st.column_config.TextColumn("note", width=300),
            },
        )  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption("A row shows the sessions in which its rule found events.", width="content")
            st.download_button(
                "Download as CSV",
                lambda: safe_csv.document(list(sigma_words.COLUMNS), sigma_words.lines(case, outcomes)),
                "sigma.csv", "text/csv", type="tertiary", icon=":material/download:", on_click="ignore",
                key=f"sigma-csv-{run_id}",
            )  # fmt: skip
        rows = state["selection"]["rows"]
        if rows and rows[0] < len(ran):
            _draw_sessions(case, run_id, ran[rows[0]])
    missing = [one for one in outcomes if one.unsupported]
    if missing:
        st.markdown(f"#### {len(missing):,} could not be run")
        st.dataframe(
            pd.DataFrame({"rule": [one.rule.title for one in missing], "why": [one.unsupported for one in missing],
                          "file": [one.rule.file for one in missing]}),
            hide_index=True, row_height=30, height="auto" if len(missing) <= 8 else 290,
            column_config={
                "rule": st.column_config.TextColumn("rule", width=260),
                "why": st.column_config.TextColumn("why", width=520),
                "file": st.column_config.TextColumn("file", width=180),
            },
        )  # fmt: skip


def _untold() -> list[str]:
    """Columns that a game keeps to itself at its level."""
    play = games.current()
    if levels.tells_findings(play):
        return []
    return ["bands"] if levels.tells_lanes(play) else ["bands", "sessions"]


def _bands(counts: dict[str, int]) -> str:
    return ", ".join(f"{findings_words.band_label(band)} {count:,}" for band, count in counts.items())


def _draw_sessions(case: Case, run_id: str, outcome: Outcome) -> None:
    frame = outcome.sessions.rename(columns={"first_event_id": "event"})
    sessions = named_sessions.of(case, frame[["session_key"]] if len(frame) else frame)
    st.text(f"{outcome.rule.title}: first at {moment(outcome.first_at)} UTC" if len(frame) else outcome.rule.title)
    if sessions.empty:
        if outcome.event_count and not levels.tells_lanes(games.current()):
            st.caption(f"{outcome.event_count:,} events, the first of them:")
            st.code(str(frame["first_event_id"].iloc[0]), language=None)
            return
        st.caption("It found no event that belongs to a session.")
        return
    first = dict(zip(frame["session_key"], frame["event"], strict=True))
    hunt_result.draw_sessions(
        sessions.assign(event_id=sessions["session_key"].map(first)),
        f"sigma-sessions-{run_id}-{outcome.rule.rule_id or hash(outcome.rule.title)}",
    )
