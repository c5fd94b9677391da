"""The card with the hand-off: what to ask the owner of each app that another client opened, and the answer."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis import acts, handoff, replayed, verdict_words
from analysis.errors import CrumblineError
from analysis.handoff import Opened
from analysis.session_view import SessionView
from parts import author, kept, problems

STATUSES = {
    "open": "Not asked",
    "asked": "Asked",
    "nothing found": "Nothing found",
    "abuse found": "Abuse found",
}

MESSAGE_HEIGHT = 360
"""Pixels; the message scrolls within them and is copied whole."""


def found_apps(view: SessionView) -> list[Opened]:
    """The apps of the session with the answers that stand; what the stages say of them is read once."""
    case, session_key = view.case, str(view.finding["session_key"])
    which = replayed.of(case, [session_key])
    name = f"handoff-{len(which.keys)}-{len(which.whole)}"
    return handoff.answered(case, kept.of_session(case, session_key, name, lambda: handoff.opened(case, *which)))


@st.fragment
def draw(view: SessionView) -> None:
    """The apps as a table, and below it the message and the answer of the one that was chosen."""
    apps = found_apps(view)
    with st.container(border=True, gap="xsmall", key="handoff-card"):
        st.markdown(f"### {handoff.title(apps)}")
        if not apps:
            st.caption(
                "Okta issues a sign-on and sees nothing of what is done inside an app. Where another client opens "
                "one, the question for its owner stands here."
            )
            return
        st.caption(
            "Okta sees the sign-on, not what was done inside: only the app’s own log knows. Send the message to "
            "whoever runs the app, over a channel that the thief does not read."
        )
        _table(apps)
        names = [f"{handoff.plain(app.app_name)} ({app.id})" if _is_twice(app, apps) else app.app_name for app in apps]
        number = st.selectbox(
            "App", range(len(apps)), format_func=lambda one: handoff.plain(names[one]), key="handoff-app", width=420
        )
        app = apps[number if number < len(apps) else 0]
        left, right = st.columns([7, 5], gap="small")
        with left:
            st.caption("The message, to copy")
            letter = f"Subject: {handoff.subject(app)}\n\n{handoff.message(app)}"
            st.code(letter, language=None, wrap_lines=True, height=MESSAGE_HEIGHT)
        with right:
            _answer(view, app)
        _downloads(view, apps)


def _is_twice(app: Opened, apps: list[Opened]) -> bool:
    return sum(other.app_name == app.app_name for other in apps) > 1


def _table(apps: list[Opened]) -> None:
    frame = pd.DataFrame(
        [
            (
                app.app_name, STATUSES[app.status], app.account or app.person, app.first_at, app.last_at,
                app.sign_on_count, app.token_count, ", ".join(app.addresses),
            )
            for app in apps
        ],
        columns=["app", "status", "account", "first", "last", "sign_ons", "tokens", "addresses"],
    )  # fmt: skip
    column = st.column_config
    st.dataframe(
        frame,
        hide_index=True, key="handoff-table", row_height=30, placeholder="",
        height="auto" if len(frame) <= 8 else 277,
        column_config={
            "app": column.TextColumn("app", width=190, pinned=True),
            "status": column.TextColumn("owner", width=110),
            "account": column.TextColumn("account", width=200),
            "first": column.DatetimeColumn("first, UTC", format="D MMM HH:mm:ss", width=112),
            "last": column.DatetimeColumn("last, UTC", format="D MMM HH:mm:ss", width=112),
            "sign_ons": column.NumberColumn("sign-ons", width=72),
            "tokens": column.NumberColumn("tokens", width=64),
            "addresses": column.TextColumn("addresses", width=170),
        },
    )  # fmt: skip


def _answer(view: SessionView, app: Opened) -> None:
    """How it stands with the owner, and the form for what they say."""
    standing = app.answer
    if standing is not None:
        st.caption("How it stands")
        st.text(f"{STATUSES[standing.status]}: {verdict_words.when(standing.at)}, by {standing.author}")
        if standing.text:
            st.text(standing.text)
    turn = f"{app.id}-{standing.at.timestamp() if standing else 'open'}"
    with st.form(f"handoff-form-{turn}", border=False):
        status = st.radio(
            "The owner", list(STATUSES), index=list(STATUSES).index(app.status), format_func=STATUSES.__getitem__,
            horizontal=True, key=f"handoff-status-{turn}",
        )  # fmt: skip
        text = st.text_area(
            "What the owner says", standing.text if standing else "", height=110, max_chars=acts.LONGEST_TEXT,
            key=f"handoff-text-{turn}",
        )  # fmt: skip
        name = author.ask(view.case, f"handoff-author-{turn}")
        is_wanted = st.form_submit_button("Keep the answer")
    if not is_wanted:
        return
    try:
        handoff.answer(view.case, app, status, text, author=name)
    except CrumblineError as error:
        problems.draw(error)
        return
    author.remember(name)
    st.rerun()


def _downloads(view: SessionView, apps: list[Opened]) -> None:
    name = "".join(one for one in str(view.finding["session_id"]) if one.isalnum())[:40] or "session"
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "All messages as text", lambda: handoff.letters(apps), f"hand-off-{name}.txt", "text/plain",
            icon=":material/download:", type="tertiary", on_click="ignore", key="handoff-txt",
        )  # fmt: skip
        st.download_button(
            "Hand-off as CSV", lambda: handoff.document(apps), f"hand-off-{name}.csv", "text/csv",
            icon=":material/download:", type="tertiary", on_click="ignore", key="handoff-csv",
        )  # fmt: skip
