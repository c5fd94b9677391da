"""The card with what is to be shut off: a line an object, each with its box, its filter and what it leaves open.

Labels of boxes are markdown, so they hold our own words only; names of the log stand beside them as plain text.
"""

from __future__ import annotations

import streamlit as st

from analysis import acts, containment, replayed
from analysis.case import Case
from analysis.containment import Line, entries, found, ticks, words
from analysis.errors import CrumblineError
from analysis.session_view import SessionView
from parts import author, hostile, kept, problems

MOST_LINES = 12
"""Lines of a part that are drawn before a person asks for all."""
ANCHOR = "shut-off"
"""The card's place on the page: the head of the session leads to it."""
_REFUSED = "containment-refused"


def found_lines(view: SessionView) -> list[Line]:
    """The lines of the session with the ticks that stand; what the stages say of them is read once."""
    case, session_key = view.case, str(view.finding["session_key"])
    which = replayed.of(case, [session_key])
    name = f"containment-{len(which.keys)}-{len(which.whole)}"  # a verdict adds what the stages do not know
    return ticks.applied(case, kept.of_session(case, session_key, name, lambda: found.of_sessions(case, *which)))


def of_case(case: Case) -> list[Line]:
    """The lines of every session that is taken for a replay, with the ticks that stand; read once as well."""
    which = replayed.of_case(case)
    name = f"containment-case-{hash((tuple(which.keys), tuple(which.whole)))}"
    return ticks.applied(case, kept.of_session(case, "", name, lambda: found.of_sessions(case, *which)))


@st.fragment
def draw(view: SessionView) -> None:
    """The checklist in the order that works. A tick draws this card anew and nothing else."""
    lines = found_lines(view)
    with st.container(border=True, gap="xsmall", height="stretch", key="containment-card"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.subheader(words.title(lines), anchor=ANCHOR, width="stretch")
            if lines:
                _copy(lines, "".join(one for one in str(view.finding["session_id"]) if one.isalnum())[:40])
        if not lines:
            st.caption(
                "No client of this session is taken for somebody else’s. Judge it a replay, and the list is made of "
                "all that was done in it."
            )
            return
        refused = st.session_state.pop(_REFUSED, None)
        if refused is not None:
            problems.draw(refused)
        for warning in words.warnings(lines):
            st.markdown(f":material/warning: {warning}")
        opened = _to_open(lines)
        for group in entries.groups().values():
            _part(view.case, group, [line for line in lines if line.group == group.id], opened == group.id)
        _who(view.case)


def _to_open(lines: list[Line]) -> str:
    """The part to begin with: ways back in while one is open, else the first with an open line."""
    parts = list(entries.groups())
    still = [part for part in parts if containment.progress(lines, part).open]
    return "ways_in" if "ways_in" in still else next(iter(still), parts[0])


def _part(case: Case, group: entries.Group, lines: list[Line], is_open: bool) -> None:
    if not lines:
        return
    told = containment.progress(lines)
    label = f"{group.title}: {told.done} of {told.all} done"
    with st.expander(label, expanded=is_open, key=f"containment-part-{group.id}"):
        st.caption(group.note)
        shown = lines[:MOST_LINES]
        if len(lines) > MOST_LINES and st.toggle(f"All {len(lines)} lines", key=f"containment-all-{group.id}"):
            shown = lines
        for line in shown:
            _line(case, line)
        if len(shown) < len(lines):
            st.caption(f"{len(lines) - len(shown)} more; the download has all of them.")


def _line(case: Case, line: Line) -> None:
    key = f"{line.id}-{line.tick.at.timestamp() if line.tick else line.note or 'open'}"

    def changed() -> None:
        try:
            if line.tick is None:
                ticks.tick(case, line, author=author.known(case))
            else:
                ticks.take_back(case, line, author=author.known(case))
        except CrumblineError as error:
            st.session_state[_REFUSED] = error

    about = " · ".join(part for part in (hostile.visible(line.object or "", 160), words.acts(line)) if part)
    with st.container(gap=None, key=f"containment-{line.id}"):
        st.checkbox(
            line.words, value=line.done is not None, key=f"tick-{key}", on_change=changed,
            disabled=line.seen is not None, wrap=True,
        )  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
            st.text(about or "once in the case", width="stretch")
            _how(line)
        if line.done is not None:
            st.text(words.done(line.done))
        elif line.filter:
            st.code(line.filter, language=None)
        if line.note:
            st.text(line.note)


def _how(line: Line) -> None:
    """Why, what it leaves open, the call, and the filter with its time; text of the log in code only."""
    with st.popover("How", type="tertiary", key=f"how-{line.id}"):
        st.markdown(f"**Why.** {line.why}")
        st.markdown(f"**What it does not do.** {line.does_not}")
        if line.api_call:
            st.caption("With Okta’s API")
            st.code(line.api_call, language=None, wrap_lines=True)
        if line.filter:
            st.caption(f"To verify it: search of the System Log, {words.since(line.since) or 'any time'}")
            st.code(line.filter, language=None, wrap_lines=True)
        st.text(f"Source: {line.source}")


def _copy(lines: list[Line], name: str) -> None:
    with st.popover("Copy all", icon=":material/content_copy:", type="tertiary", key="containment-copy"):
        st.code(words.document(lines), language=None, height=320)
        with st.container(horizontal=True, gap="small"):
            st.download_button(
                "As text", lambda: words.document(lines), f"shut-off-{name}.txt", "text/plain",
                icon=":material/download:", type="tertiary", on_click="ignore", key="containment-txt",
            )  # fmt: skip
            st.download_button(
                "As CSV", lambda: words.csv(lines), f"shut-off-{name}.csv", "text/csv",
                icon=":material/download:", type="tertiary", on_click="ignore", key="containment-csv",
            )  # fmt: skip


def _who(case: Case) -> None:
    with st.popover("Who ticks", icon=":material/person:", type="tertiary", key="containment-who"):
        name = author.ask(case, "containment-author")
        if name.strip() and name != author.known(case):
            author.remember(name[: acts.LONGEST_NAME])
        st.caption("Each tick keeps this name and the time in the case; a tick taken back stays in the case log.")
