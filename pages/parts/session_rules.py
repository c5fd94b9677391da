"""The card with the published rules of others: which would have fired on this session, which not, which cannot see."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from analysis.charts.clock import moment
from analysis.rules import panel
from analysis.session_view import SessionView
from parts import kept, rules_asked
from parts.jobs import jobs
from parts.rules_asked import askings

_OPENED = "rules_opened"
Outcome = Mapping[str, Any]


def draw(view: SessionView, is_phone: bool, open_event: Callable[[str], None]) -> None:
    """Three groups; the rules are asked when the card is first drawn on a state of the case, in a thread."""
    with st.container(border=True, gap="xsmall", key="rules"):
        state = panel.made_of(view.case)
        if state is not None:
            _told(view, state, is_phone, open_event)
        elif jobs().is_running(view.case):
            st.markdown("### Published rules")
            st.caption("The rules are asked when the work under way has ended.")
        elif askings().begin(view.case).ended.wait(rules_asked.PATIENCE_S) and (state := panel.made_of(view.case)):
            _told(view, state, is_phone, open_event)
        else:
            _waiting(view, is_phone, open_event)


@st.fragment(run_every=2.0)
def _waiting(view: SessionView, is_phone: bool, open_event: Callable[[str], None]) -> None:
    """How far they are; then the card. Deliberately no run of the whole screen: it would close a dialog in use."""
    if st.session_state.pop(_OPENED, False):
        st.rerun()

    def opened(event_id: str) -> None:
        open_event(event_id)
        st.session_state[_OPENED] = True  # the record stands outside of what runs here

    state = panel.made_of(view.case)
    if state is not None:
        _told(view, state, is_phone, opened)
        return
    asking = askings().begin(view.case)
    st.markdown("### Published rules")
    if asking.is_failed:
        st.caption("The rules could not be asked; the log of the program says why.")
        st.button(
            "Ask again", icon=":material/refresh:", key="rules-again", on_click=askings().forget, args=(view.case,)
        )
        return
    far = f"{asking.progress.done} of {asking.progress.total}" if asking.progress else "none yet"
    st.caption(
        f"The rules of others are asked over the whole case, once: {far}, {asking.seconds():,.0f} s. The card fills by "
        "itself; go on meanwhile."
    )


def _told(view: SessionView, state: str, is_phone: bool, open_event: Callable[[str], None]) -> None:
    """What they said of this session."""
    session_key = str(view.finding["session_key"])
    told = kept.of_session(view.case, session_key, f"rules {state}", lambda: panel.outcomes(view.case, session_key))
    st.markdown(f"### {panel.headline(told)}")
    st.caption(
        "What the well-known rules of others look for, in SQL of this program; none of it counts for the score. "
        "A rule that reads a person's sign-ins may fire on an honest session beside another one."
    )
    fired, quiet, blind = (
        [row for row in told if row["outcome"] == outcome] for outcome in (panel.FIRED, panel.SILENT, panel.CANNOT_SEE)
    )
    for row in fired:
        _fired(view, row, is_phone, open_event)
    if not fired:
        st.text("No rule of the panel would have told anybody of this session.")
    columns = 1 if is_phone else 2
    _folded(f"Silent: {len(quiet)}", quiet, columns)
    _folded(f"Cannot see: {len(blind)}", blind, columns)
    _download(view, told)


def _fired(view: SessionView, row: Outcome, is_phone: bool, open_event: Callable[[str], None]) -> None:
    """When, what and why; on a phone the sentences stand below each other."""
    times = view.times(row["event_ids"])
    event_id = _which(row, times)

    def when() -> None:
        if event_id is not None:
            st.button(
                moment(times[event_id]),
                type="tertiary",
                icon=":material/receipt_long:",
                key=f"rule-event-{row['rule']}",
                on_click=open_event,
                args=(event_id,),
            )

    if is_phone:
        with st.container(gap="xxsmall", key=f"rule-{row['rule']}"):
            _name(row)
            st.text(row["reason"])
            with st.container(horizontal=True, gap="medium"):
                when()
                _source(row)
        return
    with st.container(horizontal=True, gap="small", wrap=False, key=f"rule-{row['rule']}"):
        when()
        with st.container(gap=None, width="stretch"):
            _name(row)
            st.text(row["reason"])
        _source(row)


def _which(row: Outcome, times: Mapping[str, pd.Timestamp]) -> str | None:
    """The event at which it fired: the first counted one not before that moment, else the last before it."""
    own = sorted((times[event_id], event_id) for event_id in row["event_ids"] if event_id in times)
    at = pd.Timestamp(row["first_at"])
    return next((event_id for time, event_id in own if time >= at), own[-1][1] if own else None)


def _name(row: Outcome) -> None:
    """Title and author, which are text of this program."""
    st.markdown(f"**{_capital(row['title'])}** · {row['by']}")


def _source(row: Outcome) -> None:
    rule = panel.rules()[row["rule"]]
    with st.popover("Source", type="tertiary"):
        st.markdown(f"**{rule.rule}** · {rule.by} · severity {rule.severity} · {rule.attack}")
        st.text(rule.logic)
        st.caption("It does not see:")
        st.text(rule.blind)
        if rule.differs:
            st.caption("Where this port is simpler:")
            for sentence in rule.differs.values():
                st.text(sentence)
        st.caption("Source:")
        st.text(rule.source)


def _folded(label: str, told: Sequence[Outcome], column_count: int) -> None:
    """Rows behind a fold, filling one column after the other."""
    if not told:
        return
    with st.expander(label):
        each = -(-len(told) // column_count)
        for place, column in enumerate(st.columns(column_count, gap="medium")):
            with column:
                for row in told[place * each : (place + 1) * each]:
                    with st.container(horizontal=True, gap="small", wrap=False, key=f"rule-{row['rule']}"):
                        with st.container(gap=None, width="stretch"):
                            _name(row)
                            (st.caption if row["outcome"] == panel.SILENT else st.text)(row["reason"])
                        _source(row)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _download(view: SessionView, told: Sequence[Outcome]) -> None:
    name = "".join(letter for letter in view.finding["session_id"] if letter.isalnum())[:40] or "session"
    with st.container(horizontal=True):
        st.download_button(
            "Rules as CSV", lambda: panel.document(told), f"rules-{name}.csv", "text/csv", type="tertiary",
            icon=":material/download:", on_click="ignore", key="rules-csv",
        )  # fmt: skip
