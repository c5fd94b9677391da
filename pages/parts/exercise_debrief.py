"""The debrief of a game: what came of it, the truth beside the team, and what is done about it.

Players see all of it but the editing of the plan and the files. Texts of scenarios, people and logs are drawn as
plain text and in tables only.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from analysis.charts.debrief_timeline import KEY, debrief_timeline
from analysis.exercise.debrief import contents, words
from analysis.exercise.debrief.shape import Debrief
from analysis.exercise.play.play import Play
from parts import (
    chart,
    exercise_debrief_basis,
    exercise_debrief_controls,
    exercise_debrief_found,
    exercise_debrief_kept,
    exercise_debrief_plan,
    exercise_debrief_report,
    exercise_debrief_score,
    exercise_debrief_time,
    exercise_debrief_words,
    phone,
)
from parts.seats import Viewer

PART = "part"
Drawer = Callable[[Play, Viewer, Debrief], None]
PARTS: dict[str, tuple[str, Drawer]] = {
    "timelines": ("Timelines", exercise_debrief_time.draw),
    "score": ("Score and questions", exercise_debrief_score.draw),
    "found": ("Found and missed", exercise_debrief_found.draw),
    "controls": ("Controls", exercise_debrief_controls.draw),
    "basis": ("2023 and the basis", exercise_debrief_basis.draw),
    "plan": ("Improvement plan", exercise_debrief_plan.draw),
    "words": ("Questionnaire", exercise_debrief_words.draw),
    "report": ("Report", exercise_debrief_report.draw),
}
FACILITATORS = ("report",)


def draw(play: Play, who: Viewer) -> None:
    """The whole screen."""
    exercise_debrief_time.follow()
    told = exercise_debrief_kept.debrief(play)
    is_phone = phone.is_phone()
    st.text(f"Debrief · {told.played.title} · {told.played.began_on}")
    st.title(told.headline, anchor=False)
    st.markdown(f"#### {' '.join(told.lead)}")
    _figures(told, is_phone)
    st.caption(words.BESIDE)
    _timeline(told, is_phone)
    if not contents.is_ready(play):
        exercise_debrief_kept.wait_for_rest(play)
    _part(play, who, told)
    phone.draw_switch()


def _figures(told: Debrief, is_phone: bool) -> None:
    wide = 2 if is_phone else 4
    for at in range(0, len(told.figures), wide):
        row = told.figures[at : at + wide]
        for column, one in zip(st.columns(wide, gap="small", wrap=False), row, strict=False):
            with column, st.container(gap=None):
                st.metric(one.label, one.value)
                st.caption(one.note)


def _timeline(told: Debrief, is_phone: bool) -> None:
    st.markdown(f"### {told.timeline_title}")
    key = f"debrief-timeline-{is_phone}"
    chart.draw(
        debrief_timeline(told, chart.colours(), phone=is_phone),
        key=key,
        alt="Two timelines on one clock: what happened in the log above, what the team did below. Tables say the same.",
        on_select=lambda: exercise_debrief_time.clicked(told, key),
    )
    tones = ":orange[◆ ● the thief]  :blue[● the person]  :gray[● others]" if told.is_replay else ":blue[● the person]"
    st.markdown(f"{tones}  ● ■ answers and calls of the team")
    st.caption(f"{KEY} A step of a stolen session opens it.")


def _part(play: Play, who: Viewer, told: Debrief) -> None:
    """The part that the address names, else the first."""
    offered = [name for name in PARTS if who.is_facilitator or name not in FACILITATORS]
    asked = st.query_params.get(PART)

    def chosen() -> None:
        st.query_params[PART] = st.session_state["debrief-part"] or offered[0]

    name = st.segmented_control(
        "Part of the debrief", offered, required=True, default=asked if asked in offered else offered[0],
        format_func=lambda one: PARTS[one][0], key="debrief-part", label_visibility="collapsed", on_change=chosen,
    )  # fmt: skip
    if phone.is_phone():
        st.caption("Tables slide sideways.")
    PARTS[name or offered[0]][1](play, who, told)
