"""The head of the Session screen: place in the list, headline, badges, the answers; or a choice of sessions."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence

import streamlit as st

from analysis import signal_files
from analysis.case import Case
from analysis.charts.figure import rows
from analysis.charts.lane_words import number
from analysis.findings_filter import Filter
from analysis.session_answers import answers
from analysis.session_view import BADGES, SessionView
from parts import bands, kept, levels, links, session_containment
from parts.hostile import visible

OFFERED = 8


def draw(view: SessionView, is_phone: bool, open_event: Callable[[str], None]) -> None:
    """Headline and badges hold no log text but names that passed `findings_words.safe`; the answers are plain text."""
    finding = view.finding
    _neighbours(view)
    st.title(view.headline)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        bands.badge(finding["band"])
        st.badge(f"score {finding['score']}", color="gray")
        found = set(view.signals["signal"])
        for name in BADGES:
            if name in found:
                st.badge(signal_files.signals()[name].title, color="gray")
        draw_facts(view)
    _answers(view, is_phone, open_event)


def draw_facts(view: SessionView) -> None:
    """What the session is, beside any judgement of it: a badge each."""
    for is_so, word in (
        (view.finding["is_origin_assumed"], "sign-in not in this export"),
        (view.finding["is_inferred"], "inferred: no session id"),
        (view.finding["is_parent_unknown"], "parent session unknown"),
        (bool(view.lanes["is_support_access"].any()), "support access"),
    ):
        if is_so:
            st.badge(word, color="gray")


def _answers(view: SessionView, is_phone: bool, open_event: Callable[[str], None]) -> None:
    """Who, when, from where, what: four columns, and below each other on a phone; each leads to more of it."""
    told = answers(view)
    finding = view.finding
    first = finding["divergence_event_id"] or (view.events["event_id"].iloc[0] if len(view.events) else None)
    is_diverged = view.divergence_at is not None
    columns = [st.container() for _ in range(4)] if is_phone else st.columns([5, 5, 5, 7], gap="medium")
    with columns[0], _answer("Who", "person", "Person", links.open_person, finding["actor_id"]):
        _plain(told.who)
    with columns[1], _answer("When", "receipt_long", "Record", open_event, first):
        st.markdown("  \n".join(told.when_told))
    with columns[2], _answer("From where", "lan", "Network", links.open_network, told.network):
        _plain(told.where)
    question = "What they did" if is_diverged else "What was done"
    with columns[3], _answer(question, "published_with_changes", "Changes", _open_changes, finding["session_key"]):
        _plain(told.what)
    if lines := session_containment.found_lines(view):
        # a link, because the card lies some screens below; no count of what is done: a tick draws the card only
        said = "one thing" if len(lines) == 1 else f"{number(len(lines))} things"
        way = f"[:material/arrow_downward: What must be shut off: {said}, in the order that works]"
        st.markdown(f"{way}(#{session_containment.ANCHOR})")


def _open_changes(session_key: str) -> None:
    links.open_changes(session=session_key)


@contextlib.contextmanager
def _answer(question: str, icon: str, way: str, go: Callable[[str], None], there: str | None) -> Iterator[None]:
    """A question over its answer, with the way to more of it where there is one."""
    with st.container(gap=None, key=f"answer-{question.split()[0].lower()}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(question, width="content")
            # A record opens on this screen, before it is drawn; another screen is left for while it is drawn.
            is_here = way == "Record"
            pressed = st.button(
                way, type="tertiary", icon=f":material/{icon}:", key=f"answer-to-{way}", disabled=there is None,
                on_click=go if is_here else None, args=(there,) if is_here else None,
            )  # fmt: skip
            if pressed and not is_here:
                go(str(there))
        yield


def _plain(lines: Sequence[str]) -> None:
    st.text("\n".join(visible(line) for line in lines))


def _neighbours(view: SessionView) -> None:
    near = view.neighbours
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if st.button("Findings", type="tertiary", key="to-findings"):
            links.open_findings()
        if near:
            st.caption(f"/ {near['place_no']:,} of {near['finding_count']:,}", width="stretch")
        for label, icon, shortcut, other in (
            ("Previous", "arrow_upward", "K", near.get("previous_session_key")),
            ("Next", "arrow_downward", "J", near.get("next_session_key")),
        ):
            if st.button(
                label, type="tertiary", icon=f":material/{icon}:", shortcut=shortcut, disabled=other is None,
                key=f"to-{label.lower()}",
            ):  # fmt: skip
                links.open_session(str(other))


def draw_choice(case: Case, asked: str | None) -> None:
    """No session is chosen, or the one asked for is not here: offer the strongest findings."""
    st.title("Which session?")
    if asked:
        st.text(f"This case has no session {asked[:80]}. {levels.elsewhere()}")
    offered = kept.page(case, Filter(("replay", "suspicious", "explained"))).head(OFFERED)
    if offered.empty:
        st.markdown("No session of this case has a second client or a signal.")
    else:
        st.markdown("These are the strongest findings.")
    for finding in rows(offered):
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"choice-{finding.place_no}"):
            bands.score_badge(str(finding.band), int(finding.score))
            st.text(finding.actor_login if isinstance(finding.actor_login, str) else "unknown person")
            st.caption(f"{finding.at.day} {finding.at:%b %H:%M} · " + " · ".join(finding.chips[:3]), width="stretch")
            if st.button("Open", type="tertiary", key=f"open-{finding.place_no}"):
                links.open_session(str(finding.session_key))
    if st.button("All findings", type="tertiary", icon=":material/checklist:"):
        links.open_findings()
