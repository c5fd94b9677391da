"""Tables whose rows lead to another screen: a tick is remembered, and followed when the page runs next.

Why not at once: a callback cannot leave a page. A page calls `follow` before it draws anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from parts import links

_ASKED = "row_link"
_WAYS: dict[str, Callable[[str], None]] = {
    "session": links.open_session,
    "person": links.open_person,
    "network": links.open_network,
}


def ask(way: str, value: object) -> None:
    """Leave for this session, person or network when the page runs next; nothing where there is none."""
    if isinstance(value, str) and value:
        st.session_state[_ASKED] = (way, value)


def follow() -> None:
    """Leave where a row asked for it."""
    asked = st.session_state.pop(_ASKED, None)
    if asked is not None:
        _WAYS[asked[0]](asked[1])


def shown(name: str) -> str | None:
    """What the address asks this screen for: the value of `name`.

    Why a memory: between two screens Streamlit leaves an entry in the browser's history that has this screen's path
    and the other one's query. Back passes through it, and finds what was here before.
    """
    asked = st.query_params.get(name)
    if asked:
        st.session_state[f"last_{name}"] = asked
    elif any(other in st.query_params for other in _WAYS):
        asked = st.session_state.get(f"last_{name}")
    return asked


def open_record(event_id: object) -> None:
    """Show a record: its event stands in the address."""
    if isinstance(event_id, str) and event_id:
        st.query_params["event"] = event_id


def table(
    rows: Any,
    targets: Sequence[object],
    key: str,
    columns: dict[str, Any],
    then: Callable[[object], None],
    *,
    rows_high: int = 8,
) -> None:
    """A table of which one row can be ticked; `then` is called with the row's target. Log text is safe in it."""

    def chosen() -> None:
        ticked = st.session_state[key]["selection"]["rows"]
        if ticked and ticked[0] < len(targets):
            then(targets[ticked[0]])

    st.dataframe(
        rows,
        hide_index=True,
        key=key,
        on_select=chosen,
        selection_mode="single-row",
        row_height=30,
        height="auto" if len(targets) <= rows_high else 30 * rows_high + 50,
        column_config=columns,
        placeholder="",
    )
