"""The script behind every address: navigation, the open case, and where our errors are shown.

A deep link on a cold server passes through here, so screens may rely on `parts.cases.current()`.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from analysis import logs
from analysis.errors import CrumblineError
from parts import (
    case_menu,
    cases,
    collector,
    demo,
    exercise_clock,
    games,
    har_files,
    levels,
    own_games,
    problems,
    seats,
    stale,
)

PAGES = Path(__file__).resolve().parent
BRAND = PAGES.parent / "data" / "brand"
SCREENS = {
    "Case": [
        ("overview", "Overview", "dashboard"),
        ("findings", "Findings", "checklist"),
        ("session", "Session", "timeline"),
        ("person", "Person", "person"),
        ("network", "Network", "lan"),
        ("changes", "Changes", "published_with_changes"),
        ("events", "Events", "view_list"),
        ("hunt", "Hunt", "search"),
    ],
    "Answers": [
        ("har", "HAR", "cookie"),
        ("controls", "Controls", "shield"),
        ("briefing", "Briefing", "co_present"),
        ("exercise", "Exercise", "sports_esports"),
    ],
    "Case files": [
        ("evidence", "Evidence", "folder_open"),
        ("log", "Case log", "history_edu"),
        ("takeaway", "Take-away", "download"),
        ("settings", "Settings", "tune"),
        ("reference", "Reference", "menu_book"),
    ],
}


def go_home() -> None:
    """The bare address: to the game, to the overview, or to the evidence while the case has none."""
    if play is not None or games.is_serving():
        start = "exercise"
    else:
        start = "overview" if cases.current().rows("evidence_count")[0]["files"] > 0 else "evidence"
    name = cases.current_name()
    st.switch_page(screens[start], query_params={"case": name} if name else {})


collector.spare_imported()
st.set_page_config(page_title="Crumbline", page_icon=str(BRAND / "icon.svg"), layout="wide", initial_sidebar_state=208)
st.logo(str(BRAND / "mark.svg"), size="large")

screens: dict[str, st.Page] = {}
menu: dict[str, list[st.Page]] = {}

try:
    name = cases.choose()
    play = games.current()
    for group, entries in SCREENS.items():
        title = ("Game" if play else f"Case · {name}") if group == "Case" else group
        for screen, screen_title, icon in entries:
            if levels.shows(screen) and (PAGES / f"{screen}.py").is_file():
                screens[screen] = st.Page(f"{screen}.py", title=screen_title, icon=f":material/{icon}:")
                menu.setdefault(title, []).append(screens[screen])
    # The bare address is a page of its own: a default page cannot be reached under its own name.
    home = st.Page(go_home, title="Crumbline", url_path="home", default=True, visibility="hidden")
    chosen = st.navigation({**menu, "": [home]}, expanded=True)
    if chosen.url_path != "har":
        har_files.forget()
    if not games.is_serving():
        case_menu.draw(home)
    if play is not None:
        own_games.draw_way_out()
    if play is not None and seats.viewer(play) is not None:
        exercise_clock.draw(chosen.url_path)
    if play is not None or games.is_serving():
        chosen.run()
    elif cases.exists(name):
        demo.make_if_missing()
        stale.judge_if_stale()
        chosen.run()
    else:
        case_menu.no_such_case(name)
except CrumblineError as error:
    problems.draw(error)
except Exception as bug:
    logs.defect(bug)
    raise
