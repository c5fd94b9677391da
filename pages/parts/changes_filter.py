"""What narrows the list of changes: pills, search, and the fields behind "More". The address holds what is chosen."""

from __future__ import annotations

import dataclasses
import json
from datetime import datetime

import streamlit as st

from analysis import changes_words
from analysis.case import Case
from analysis.changes import Span, Tallies
from analysis.changes_filter import ADDRESS, KINDS, LONGEST_SEARCH, SIDES, SORTS, STATES, Filter, side_label
from parts import cases, levels, links

_TOLD, _TURN = "changes_told", "changes_turn"


def draw_nothing(case: Case) -> None:
    """A case without changes: what was read, and what cannot be told from that."""
    st.title("Nobody changed who may do what")
    count = case.rows("findings_examined")[0]["event_count"]
    st.markdown(
        f"Among the {count:,} events that were examined is no change of users, roles, factors, identity providers, "
        "tokens, policies or settings. What happened before or after the export, or was left out of it, is not seen."
    )
    if levels.shows("evidence") and st.button("Add evidence", type="primary", icon=":material/folder_open:"):
        links.open_evidence()


def draw_lead(told: Tallies, span: Span) -> None:
    """How many there are at all, under the title."""
    counts = told.counts
    if span.first_at is not None and span.last_at is not None and counts.changes:
        st.caption(changes_words.lead(counts, (span.last_at - span.first_at).total_seconds()))


def go(wanted: Filter) -> None:
    """Draw the screen anew with this filter in the address, from its first page."""
    st.query_params.from_dict({"case": cases.current_name(), **dataclasses.replace(wanted, page_no=1).query()})
    st.rerun()


def into_address(wanted: Filter) -> None:
    """Write the filter into the address; for callbacks, which cannot draw anew."""
    told = wanted.query()
    for name in ADDRESS:
        if name not in told:
            st.query_params.pop(name, None)
        elif st.query_params.get(name) != told[name]:
            st.query_params[name] = told[name]


def draw(wanted: Filter, told: Tallies, is_phone: bool) -> Filter:
    """The controls; returns the filter as they say it now, which stands in the address from then on."""
    turn = _turn(wanted)
    kinds = _pills("Kinds", told.by_kind(wanted.sides), wanted.kinds, KINDS, f"changes-kinds-{turn}")
    sides = _pills(
        "Where from", told.by_side(wanted.kinds), wanted.sides, {side: side_label(side) for side in SIDES},
        f"changes-sides-{turn}",
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        state = st.segmented_control(
            "Undone or not", list(STATES), default=wanted.state, format_func=STATES.__getitem__, required=True,
            key=f"changes-state-{turn}", label_visibility="collapsed",
        )  # fmt: skip
        by_object = st.segmented_control(
            "View", ["Change by change", "By object"], default="By object" if wanted.by_object else "Change by change",
            required=True, key=f"changes-view-{turn}", label_visibility="collapsed",
        )  # fmt: skip
        search = st.text_input(
            "Search", wanted.search, placeholder="who, what, object, address", icon=":material/search:",
            max_chars=LONGEST_SEARCH, key=f"changes-search-{turn}", label_visibility="collapsed",
            width="stretch" if is_phone else 260,
        )  # fmt: skip
        with st.popover(f"More ({len(wanted.narrowed)})" if wanted.narrowed else "More", icon=":material/tune:",
                        type="tertiary"):  # fmt: skip
            _fields(wanted, turn)
    now = dataclasses.replace(
        wanted, kinds=kinds, sides=sides, state=state or "all", search=search, by_object=by_object == "By object"
    )
    if now != wanted:
        now = dataclasses.replace(now, page_no=1)
        _remember(now)
        into_address(now)
        st.rerun()  # title and counts above were told for the filter of before
    _remember(now)
    into_address(now)
    return now


def _pills(
    label: str, counts: dict[str, int], chosen: tuple[str, ...], words: dict[str, str], key: str
) -> tuple[str, ...]:
    offered = [one for one in words if one in counts or one in chosen]
    picked = st.pills(
        label, offered, selection_mode="multi", default=[one for one in chosen if one in offered], key=key,
        format_func=lambda one: f"{words[one]} {counts.get(one, 0):,}", label_visibility="collapsed",
    )  # fmt: skip
    return tuple(one for one in words if one in picked)


def _fields(wanted: Filter, turn: int) -> None:
    with st.form(f"changes-more-{turn}", border=False):
        person = st.text_input(
            "Who", wanted.person, placeholder="login or Okta’s id", max_chars=LONGEST_SEARCH,
            key=f"changes-person-{turn}",
        )  # fmt: skip
        left, right = st.columns(2)
        from_at = left.datetime_input("From, UTC", wanted.from_at, key=f"changes-from-{turn}", step=60)
        until_at = right.datetime_input("Until, UTC", wanted.until_at, key=f"changes-until-{turn}", step=60)
        is_new = st.checkbox("Only what the person did on no other day", wanted.is_new, key=f"changes-new-{turn}")
        is_documented = st.checkbox(
            "Only what Okta names as signs of a compromise", wanted.is_documented, key=f"changes-documented-{turn}"
        )
        sort = st.selectbox(
            "Order", list(SORTS), index=list(SORTS).index(wanted.sort), format_func=SORTS.__getitem__,
            key=f"changes-sort-{turn}",
        )  # fmt: skip
        is_wanted = st.form_submit_button("Show these", type="primary", width="stretch")
    if is_wanted:
        go(
            dataclasses.replace(
                wanted, person=person.strip(), from_at=_plain(from_at), until_at=_plain(until_at), is_new=is_new,
                is_documented=is_documented, sort=sort or "foreign",
            )
        )  # fmt: skip


def draw_narrowed(wanted: Filter) -> None:
    """What stands behind "More", or came with the address, with the way out; nothing where nothing does."""
    if not wanted.narrowed:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.text("Only changes " + ", ".join(wanted.narrowed), width="content")
        if st.button("Show all again", type="tertiary", icon=":material/close:", key="changes-widen"):
            go(wanted.widened())


def _turn(wanted: Filter) -> int:
    """A number for the names of the fields: another one whenever the address says what they do not say.

    Why: a field keeps what it shows; under a new name it takes its value from the address again, as after Back.
    """
    told = json.dumps(wanted.query(), sort_keys=True)
    if st.session_state.get(_TOLD) != told:
        st.session_state[_TOLD] = told
        st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    return int(st.session_state[_TURN])


def _remember(wanted: Filter) -> None:
    st.session_state[_TOLD] = json.dumps(wanted.query(), sort_keys=True)


def _plain(at: datetime | None) -> datetime | None:
    return at.replace(tzinfo=None) if at else None
