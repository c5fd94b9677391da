"""What narrows the list of findings besides bands, search and verdicts: the fields behind "More", and saved filters.

The address holds what is chosen: a field takes its value from there and writes it there.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from datetime import datetime

import streamlit as st

from analysis import acts, findings_filter, signal_files
from analysis.case import Case
from analysis.errors import CrumblineError
from analysis.findings_filter import ADDRESS, SORTS, Filter
from parts import author, cases, problems

_SAID, _TOLD, _TURN = "filter_said", "filter_told", "filter_turn"


def go(wanted: Filter) -> None:
    """Draw the list anew with this filter in the address, from its first page."""
    st.query_params.from_dict({"case": cases.current_name(), **dataclasses.replace(wanted, page_no=1).query()})
    st.rerun()


def turn(wanted: Filter) -> int:
    """A number for the names of the fields: another one whenever the address says what they do not say.

    Why: a field keeps what it shows; under a new name it takes its value from the address again, as after Back or a
    saved filter.
    """
    told = json.dumps(wanted.query(), sort_keys=True)
    if st.session_state.get(_TOLD) != told:
        st.session_state[_TOLD] = told
        st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    return int(st.session_state[_TURN])


def keep_in_address(wanted: Filter) -> None:
    """Write the filter into the address, and remember that the fields say it."""
    told = wanted.query()
    st.session_state[_TOLD] = json.dumps(told, sort_keys=True)
    for name in ADDRESS:
        if name not in told:
            st.query_params.pop(name, None)
        elif st.query_params.get(name) != told[name]:
            st.query_params[name] = told[name]


def draw(case: Case, wanted: Filter) -> None:
    """The two buttons beside the search, and what the list is narrowed to."""
    if said := st.session_state.pop(_SAID, None):
        st.toast(said)
    narrowed = wanted.narrowed
    count = f" ({len(narrowed)})" if narrowed else ""
    with st.popover(f"More{count}", icon=":material/tune:", type="tertiary"):
        _fields(case, wanted)
    with st.popover("Saved", icon=":material/bookmark:", type="tertiary"):
        _saved(case, wanted)


def draw_narrowed(wanted: Filter) -> None:
    """What stands behind "More" and is in force, with the way out; nothing where nothing is."""
    if not wanted.narrowed and wanted.sort == "score":
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.text("Only " + ", ".join(wanted.narrowed) if wanted.narrowed else "All", width="content")
        if wanted.sort != "score":
            st.caption(SORTS[wanted.sort], width="content")
        if st.button("Show all again", type="tertiary", icon=":material/close:", key="filter-clear"):
            go(dataclasses.replace(wanted.widened(), sort="score"))


def _fields(case: Case, wanted: Filter) -> None:
    known = signal_files.signals()
    people = [row["actor_login"] for row in case.rows("finding_people")]
    if wanted.person and wanted.person not in people:
        people.insert(0, wanted.person)
    turn = hash(wanted)  # what the address says now is what the fields begin with
    with st.form(f"filter-{turn}", border=False):
        chosen = st.multiselect(
            "Signals, any of them",
            sorted(known, key=lambda name: known[name].title),
            default=list(wanted.signals),
            format_func=lambda name: known[name].title,
            placeholder="All signals",
            key=f"filter-signals-{turn}",
        )
        person = st.selectbox(
            "Person",
            people,
            index=people.index(wanted.person) if wanted.person else None,
            placeholder="Everybody",
            key=f"filter-person-{turn}",
        )
        network = st.text_input(
            "Network",
            wanted.network,
            placeholder="203.0.113.7, 203.0.113.0/24 or AS64500",
            max_chars=findings_filter.LONGEST_SEARCH,
            key=f"filter-network-{turn}",
        )
        left, right = st.columns(2)
        from_at = left.datetime_input("From, UTC", wanted.from_at, key=f"filter-from-{turn}", step=60)
        until_at = right.datetime_input("Until, UTC", wanted.until_at, key=f"filter-until-{turn}", step=60)
        left, right = st.columns(2)
        is_privileged = left.checkbox("Privileged people", wanted.is_privileged, key=f"filter-privileged-{turn}")
        is_starred = right.checkbox("Starred", wanted.is_starred, key=f"filter-starred-{turn}")
        sort = st.selectbox(
            "Order", list(SORTS), index=list(SORTS).index(wanted.sort), format_func=lambda name: SORTS[name],
            key=f"filter-sort-{turn}",
        )  # fmt: skip
        is_wanted = st.form_submit_button("Show these", width="stretch")
    if is_wanted:
        go(
            dataclasses.replace(
                wanted,
                signals=tuple(chosen),
                person=person or "",
                network=network.strip(),
                from_at=_plain(from_at),
                until_at=_plain(until_at),
                is_privileged=is_privileged,
                is_starred=is_starred,
                sort=sort or "score",
            )
        )


def _plain(at: datetime | None) -> datetime | None:
    return at.replace(tzinfo=None) if at else None


def _saved(case: Case, wanted: Filter) -> None:
    kept = findings_filter.saved(case)
    if kept:
        names = [one.name for one in kept]
        name = st.selectbox("Saved filters", names, key="filter-saved")
        one = kept[names.index(name)]
        st.text(one.filter.words)
        with st.container(horizontal=True):
            if st.button("Show these", key="filter-apply"):
                go(one.filter)
            if st.button("Take out", type="tertiary", icon=":material/undo:", key="filter-forget"):
                _do(case, "Taken out of the list", lambda who: findings_filter.forget(case, one.name, author=who))
    else:
        st.caption("Nobody saved a filter yet. It stays with the case, for everybody who opens it.")
    with st.form("filter-save", border=False, clear_on_submit=True):
        st.text(f"Shown now: {wanted.words}")
        name = st.text_input("Save it as", max_chars=acts.LONGEST_NAME, key="filter-name")
        if st.form_submit_button("Save", width="stretch"):
            _do(case, "Saved", lambda who: findings_filter.save(case, name, wanted, author=who))


def _do(case: Case, said: str, work: Callable[[str], None]) -> None:
    try:
        work(author.known(case))
    except CrumblineError as error:
        problems.draw(error)
        return
    st.session_state[_SAID] = said
    st.rerun()
