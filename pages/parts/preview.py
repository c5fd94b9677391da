"""One finding beside the list: what happened, the lanes in small, the five heaviest reasons, and the way in."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analysis import findings_words as words
from analysis import verdicts
from analysis.charts.lane_words import number
from analysis.charts.strip import mini_lanes
from analysis.charts.why import signed
from analysis.session_view import SessionView
from parts import bands, chart, kept, links, seen_elsewhere, verdict_card

REASONS = 5
LONGEST = 84
"""Characters of a reason here; the session has all of it."""


def draw(view: SessionView, chosen: Sequence[str]) -> None:
    """The preview of the first chosen session, the verdict on all; log text is in st.text and charts only."""
    finding = view.finding
    with st.container(border=True, key="preview"):
        with st.container(horizontal=True):
            bands.badge(finding["band"])
            st.badge(f"score {finding['score']}", color="gray")
            if finding["is_origin_assumed"]:
                st.badge("sign-in not in this export", color="gray")
        st.markdown(f"### {view.headline}")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.text(finding["actor_login"] or "unknown person", width="content")
            if finding["actor_id"] and st.button(
                "Person", type="tertiary", icon=":material/person:", key="preview-person"
            ):
                links.open_person(finding["actor_id"])
        st.markdown(words.preview_sentence(finding, view.act_count, _privileged(view)))
        if view.explanation is not None:
            st.text(view.explanation.line)
        # above the chart and the reasons, or the one way on lies below the edge of a laptop's screen
        st.button(
            "Open session", type="primary", icon=":material/timeline:", width="stretch", key="open", shortcut="Enter",
            on_click=seen_elsewhere.ask_to_open, args=(finding["session_key"],),
        )  # fmt: skip
        chart.draw(
            kept.figure(view, "strip", make=lambda: mini_lanes(view.events, view.lanes, chart.colours())),
            key=f"mini-{finding['session_key']}",
            alt=f"The session in small: {len(view.lanes)} clients, {len(view.events)} events.",
        )
        _reasons(view)
        _verdict(view, chosen)


def _verdict(view: SessionView, chosen: Sequence[str]) -> None:
    if len(chosen) > 1:
        st.markdown(f"**{len(chosen)} sessions are chosen**; a verdict is given on all of them.")
    else:
        verdict_card.words(verdicts.of(view.case, chosen[0]))


def _privileged(view: SessionView) -> int:
    return int((view.events["act_no"].notna() & view.events["is_privileged"]).sum())


def _reasons(view: SessionView) -> None:
    counted = view.counted
    accusing, explaining = counted[counted["points"] > 0], counted[counted["points"] < 0]
    room = REASONS - min(len(explaining), 1)
    shown = accusing if len(accusing) <= room else accusing.head(room - 1)
    with st.container(gap="xsmall"):
        for points, sentence in zip(shown["points"], shown["sentence"], strict=True):
            _reason(int(points), sentence)
        if rest := len(accusing) - len(shown):
            _reason(int(accusing["points"].iloc[len(shown) :].sum()), f"{number(rest)} more")
        if len(explaining):
            _reason(int(explaining["points"].sum()), explaining["sentence"].iloc[-1])


def _reason(points: int, sentence: str) -> None:
    colour = "orange" if points > 0 else "blue"
    with st.container(horizontal=True, gap="xsmall", wrap=False):
        st.markdown(f":{colour}[**{signed(points)}**]", width=34)
        st.text(sentence if len(sentence) <= LONGEST else sentence[: LONGEST - 1] + "…", width="stretch")
