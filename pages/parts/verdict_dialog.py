"""The dialog in which a person gives a verdict or takes one back, and what happens to the findings then.

Not here: what a verdict is and what it needs (`analysis.verdicts`). Log text stands in st.text and in the
options of choices only, which are no markdown.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import streamlit as st

from analysis import acts, indicators, verdict_words, verdicts
from analysis.case import Case
from analysis.errors import CrumblineError
from parts import author, problems
from parts.jobs import jobs

_SAID = "verdict_said"
MOST_LEFT_OUT = 30
WAIT_S = 20.0
"""How long a dialog waits for the findings; longer work goes on behind the screen."""


def open_for(case: Case, session_keys: Sequence[str], verdict: str) -> None:
    """Ask for a verdict on these sessions, beginning with the one whose key or button was pressed."""
    # a key pressed twice must not bring back what the dialog held the time before
    st.session_state["verdict_turn"] = st.session_state.get("verdict_turn", 0) + 1
    dialog = st.dialog("Your verdict", width="medium", icon=":material/gavel:")
    dialog(draw_form)(case, list(session_keys), verdict, st.session_state["verdict_turn"])


def open_undo(case: Case, session_keys: Sequence[str]) -> None:
    """Ask whether the verdicts in force on these sessions are taken back."""
    st.dialog("Take back the verdict", width="small", icon=":material/undo:")(draw_undo)(case, list(session_keys))


def say_what_was_done() -> None:
    """The short notice of what the dialog did, once, on the screen that is drawn after it."""
    said = st.session_state.pop(_SAID, None)
    if said:
        st.toast(said)


def draw_form(case: Case, session_keys: list[str], verdict: str, turn: int = 0) -> None:
    """What is inside the dialog of a verdict."""
    st.text(_whose(case, session_keys))
    chosen = st.segmented_control(
        "Verdict",
        verdicts.VERDICTS,
        default=verdict,
        required=True,
        format_func=str.capitalize,
        key=f"verdict-{turn}",
        label_visibility="collapsed",
        width="stretch",
    )
    st.caption(f"Replay: {verdict_words.MEANING['replay']}. Benign: {verdict_words.MEANING['benign']}.")
    with st.form(f"verdict-form-{turn}-{chosen}", border=False):
        reason = st.text_input(
            "Why" if chosen in verdicts.NEED_A_REASON else "Why (may be empty)",
            placeholder="One sentence, kept with your name and the time",
            max_chars=acts.LONGEST_TEXT,
            key=f"reason-{turn}",
        )
        basis = st.radio(
            "What it rests on", verdicts.BASES, index=len(verdicts.BASES) - 1, horizontal=True, key=f"basis-{turn}"
        )
        wanted = _indicators(case, session_keys, turn) if chosen == "replay" else None
        teaching = _teaching(case, session_keys, turn) if chosen == "benign" else None
        with st.expander("Note and tags"):
            note = st.text_area("Note", height=80, max_chars=acts.LONGEST_TEXT, key=f"note-{turn}")
            tags = st.multiselect(
                "Tags",
                _tags_used(case),
                accept_new_options=True,
                placeholder="Type a tag and press Enter",
                max_selections=verdicts.MOST_TAGS,
                key=f"tags-{turn}",
            )
        name = author.ask(case, f"author-{turn}")
        is_wanted = st.form_submit_button("Keep this verdict", type="primary", width="stretch")
    if not is_wanted:
        return
    author.remember(name)
    try:
        learned = verdicts.give(
            case,
            session_keys,
            chosen or verdict,
            basis=basis or "",
            author=name,
            reason=reason,
            note=note,
            tags=tags,
            wanted=wanted,
            teaching=teaching,
        )
    except CrumblineError as error:
        problems.draw(error)
        return
    count = len({name for key in session_keys for name in _indicators_of(case, key)})
    st.session_state[_SAID] = verdict_words.kept(chosen or verdict, len(session_keys), count)
    _follow(case, learned)


def draw_undo(case: Case, session_keys: list[str]) -> None:
    """What is inside the dialog that takes verdicts back."""
    standing = verdicts.in_force(case)
    for key in session_keys[:8]:
        if key in standing:
            one = standing[key]
            st.text(f"{one.verdict}, {verdict_words.when(one.at)}, by {one.author}")
    st.caption("The verdict stays in the history; the one before it, where there is one, stands again.")
    with st.form("undo-form", border=False):
        reason = st.text_input("Why (may be empty)", max_chars=acts.LONGEST_TEXT, key="undo-reason")
        name = author.ask(case, "undo-author")
        is_wanted = st.form_submit_button("Take it back", type="primary", width="stretch")
    if not is_wanted:
        return
    author.remember(name)
    try:
        learned = verdicts.take_back(case, session_keys, author=name, reason=reason)
    except CrumblineError as error:
        problems.draw(error)
        return
    st.session_state[_SAID] = "Taken back"
    _follow(case, learned)


def _follow(case: Case, learned: bool) -> None:
    """Make the findings again where the case knows something else now, and draw the screen anew."""
    if learned:
        job = jobs().add(case, [])
        with st.spinner("The findings follow"):
            deadline = time.monotonic() + WAIT_S
            # files that are being read take their time, and findings are made after them anyway
            while job.is_running and not job.files and time.monotonic() < deadline:
                time.sleep(0.05)
        if not job.is_running and not job.files and not job.problems and job.bug is None:
            jobs().forget(case)  # nothing to report: the findings are what they should be
    st.rerun()


def _whose(case: Case, session_keys: list[str]) -> str:
    found = [row for key in session_keys[:20] for row in case.rows("session_finding", session_key=key)]
    people = list(dict.fromkeys(str(row["actor_login"] or "unknown person") for row in found))
    shown = ", ".join(one[:60] for one in people[:4]) + (f" and {len(people) - 4} more" if len(people) > 4 else "")
    if len(session_keys) == 1:
        return f"{shown}, session {str(found[0]['session_id'])[:60]}" if found else "unknown session"
    return f"{len(session_keys)} sessions of {shown}"


def _indicators(case: Case, session_keys: list[str], turn: int) -> list[tuple[str, str]]:
    """Which values become indicators; the person can untick, and tick what was left out."""
    found = {one.name: one for key in session_keys for one in indicators.candidates(case, key)}
    offered = [name for name, one in found.items() if not one.is_never]
    picked = st.multiselect(
        "Becomes an indicator of this case",
        offered,
        default=[name for name in offered if found[name].left_out is None],
        format_func=lambda name: indicators.label(*name),
        placeholder="Nothing",
        key=f"indicators-{turn}",
        help="Every session, failed sign-in and client without a session that shares one is listed, also in files "
        "added later.",
    )
    left = [one for one in found.values() if one.left_out is not None]
    if left:
        with st.expander(f"Left out: {len(left)}, with the reason"):
            for one in left[:MOST_LEFT_OUT]:
                st.text(f"{indicators.label(one.kind, one.value, longest=40)}: {one.left_out}")
    if not offered:
        st.caption("This session has no second client whose address, device token or agent could be one.")
    return picked


def _indicators_of(case: Case, session_key: str) -> list[tuple[str, str]]:
    one = verdicts.of(case, session_key)
    return one.indicators if one is not None else []


def _teaching(case: Case, session_keys: list[str], turn: int) -> verdicts.Teaching | None:
    """What a benign verdict teaches: nothing unless the person says so."""
    if len(session_keys) > 1:
        st.caption(
            "A verdict on several sessions teaches nothing; give it on one of them to teach a network or device."
        )
        return None
    offered = {(one.kind, one.value): one for one in indicators.teachable(case, session_keys[0])}
    picked = st.multiselect(
        "Teach this case (may be empty)",
        list(offered),
        format_func=lambda name: indicators.label(name[0], name[1], offered[name].name),
        placeholder="A network, an address or a device of the second client",
        key=f"teach-{turn}",
        help="Explains second clients of other sessions that came wholly from there. It never hides a session.",
    )
    scope = st.radio(
        "It holds for", ("this person", "everybody"), horizontal=True, key=f"scope-{turn}", label_visibility="collapsed"
    )
    return verdicts.Teaching([offered[name] for name in picked], scope == "everybody")


def _tags_used(case: Case) -> list[str]:
    return sorted({tag for one in verdicts.history(case) for tag in one.tags})
