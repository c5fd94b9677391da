"""The other parts of the Reference screen: score, stories, checklist, rules, tables, methods, words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import pandas as pd
import streamlit as st

from analysis import findings_words, reference, reference_tables
from analysis.parameters import Parameter
from parts import bands, phone

LETTER_PX, LINE_PX = 6.6, 15
"""Of a table's text: the width of a letter, and the height of a line."""
TABLES = {
    "indicators": (
        "indicators_2023",
        "What Okta published of October 2023",
        "Addresses and agents, with the dates in which a match is direct. Most addresses were exits of commercial "
        "VPN services: a match in another year is information, and has no points.",
    ),
    "events": (
        "event_types",
        "The event types that matter, and what each counts as",
        "A name, or a beginning with an asterisk; the longest that fits counts. What changes who may do what is "
        "privileged. An event that is not in Okta's catalogue is read all the same, and said not to be one.",
    ),
    "proofs": (
        "proofs",
        "What proves that somebody signed in",
        "The events that create a session, those that belong to a sign-in, and later factors, which prove nothing "
        "by themselves. Classic and Identity Engine differ.",
    ),
}


def draw_score(settings: Mapping[str, str]) -> None:
    """How points become a score and a band."""
    left, right = st.columns([7, 5], gap="small")
    with left, st.container(border=True, gap="xsmall", height="stretch"):
        st.markdown("### The score is a sum that can be read aloud")
        for text in _SCORE:
            st.text(text)
    with right, st.container(border=True, gap="small", height="stretch"):
        st.markdown("### The bands")
        for band in findings_words.BANDS:
            with st.container(gap="xxsmall"):
                bands.badge(band)
                st.text(_BANDS[band])
    with st.container(border=True, gap="xsmall"):
        st.markdown("### Thresholds and caps in this case")
        _numbers(reference.score_numbers(settings))
    with st.container(border=True, gap="xsmall"):
        st.markdown("### All other numbers that judge")
        _numbers(reference.other_numbers(settings))


_SCORE = (
    "Each signal has whole points, by grade. It counts once a session, on the client on which it is strongest. "
    "Signals of one family restate one another, so each family counts up to its cap. What explains a client takes "
    "points off, within a cap too.",
    "A client is foreign when nobody signed in from it and its points reach the number below; its first event is the "
    "divergence. A likely replay needs two families that agree.",
    "The score is no probability. Points are weighed on made-up tenants whose truth is known, because no real one can "
    "be shared: how often a band is right there says little of how often it is right here. Only a person confirms.",
)
_BANDS = {
    "replay": "enough points, from two families or more",
    "suspicious": "enough points to be looked at by a person, or somebody was let in for support",
    "explained": "several clients, and too little sets them apart, or what does is explained",
    "clean": "one client; nothing with points was found on it",
}


def _numbers(numbers: Sequence[Parameter]) -> None:
    rows = pd.DataFrame(
        {
            "number": [entry.name.replace("_", " ") for entry in numbers],
            "value": [f"{entry.value:,} {entry.unit}" for entry in numbers],
            "why": [entry.why for entry in numbers],
        }
    )
    table(rows, {"number": 150, "value": 150, "why": 600})


def draw_stories() -> None:
    """The honest stories that a second client may have."""
    st.markdown("### What an honest second client most likely was")
    st.text(
        "Each session of several clients gets the story that fits best; fields in braces are filled from the session. "
        "For a session that is worth a look it is what a person has to rule out."
    )
    rows = pd.DataFrame(
        [{"story": one.title, "the line": one.says, "to rule it out": one.ask} for one in reference.readings()]
    )
    table(rows, {"story": 140, "the line": 430, "to rule it out": 350})


def draw_checklist(screens: Collection[str]) -> None:
    """What the guides after October 2023 ask for, and where it is answered."""
    items = reference.checklist()
    st.markdown(f"### {len(items)} things to watch, detect, bind, test and clean, and where they are answered")
    st.text("What the guides written after October 2023 ask of a defender, in our words.")
    rows = pd.DataFrame(
        {
            "no.": [one.number for one in items],
            "asked for": [one.item for one in items],
            "answerable from": [", ".join(reference.ANSWERABLE[letter] for letter in one.answerable) for one in items],
            "answered by": ["; ".join(reference.place(answer, screens) for answer in one.answered_by) for one in items],
            "how": [one.says for one in items],
        }
    )
    table(rows, {"no.": 40, "asked for": 250, "answerable from": 104, "answered by": 190, "how": 340})
    st.download_button(
        "The checklist as CSV", lambda: reference.checklist_csv(screens), "checklist.csv", "text/csv", type="tertiary",
        icon=":material/download:", on_click="ignore", key="checklist-csv",
    )  # fmt: skip


def draw_rules() -> None:
    """The published rules of others that a session is compared with."""
    rules = reference.rules()
    if not rules:
        st.markdown("No published rules ship with this version.")
        return
    st.markdown(f"### {len(rules)} published rules of others, for comparison")
    st.text("Written anew from their described logic. They add no points; a session shows which would have fired.")
    rows = pd.DataFrame(
        [
            {
                "rule": rule.header["title"],
                "by": rule.header.get("by", ""),
                "logic": rule.header.get("logic", ""),
                "blind to": rule.header.get("blind", ""),
                "source": rule.header.get("source", ""),
            }
            for rule in rules
        ]
    )
    table(rows, {"rule": 170, "by": 70, "logic": 330, "blind to": 250, "source": 250})
    about, compared = reference.compared()
    if not compared:
        return
    st.markdown("### How they do on made-up tenants, beside Crumbline")
    st.text(
        f"{about}. None is your tenant: the table tells how they compare, not what you would see. Rules that need "
        "fields or licences which these tenants lack report nothing here."
    )
    table(
        pd.DataFrame(
            {
                "reported by": [one.title for one in compared],
                "stolen sessions": [f"{one.stolen} of {one.replay_count}" for one in compared],
                "honest sessions": [one.honest for one in compared],
                "precision": [None if one.precision is None else round(one.precision, 3) for one in compared],
                "recall": [round(one.recall, 3) for one in compared],
                "reports per 1,000 sessions": [round(one.per_1000, 2) for one in compared],
            }
        ),
        {"reported by": 330, "stolen sessions": 110, "honest sessions": 110, "precision": 80, "recall": 80},
    )


def draw_table(part: str) -> None:
    """One table of data/reference as it is."""
    name, title, text = TABLES[part]
    rows = reference_tables.read(name)[0].to_pandas()
    st.markdown(f"### {title}: {len(rows):,}")
    st.text(text)
    search = st.text_input(
        "Search", placeholder="a word in the table", icon=":material/search:", key=f"search-{part}",
        label_visibility="collapsed", max_chars=100, width=320,
    )  # fmt: skip
    if search:
        lines = rows.astype(str).agg(" ".join, axis=1).str.lower()
        rows = rows[lines.str.contains(search.lower(), regex=False)]
    if rows.empty:
        st.markdown("No row has this word.")
    else:
        rows = rows[[*(name for name in rows.columns if name != "source"), *({"source"} & set(rows.columns))]]
        table(rows.rename(columns=lambda column: column.replace("_", " ")), _WIDTHS.get(part, {}))


_WIDTHS = {
    "indicators": {"kind": 66, "value": 250, "relevant from": 84, "relevant to": 84, "weight alone": 84, "note": 330},
    "proofs": {"event type": 250, "role": 80, "strength": 96, "engine": 90, "credential type": 110, "why": 310},
}


def draw_methods(settings: Mapping[str, str]) -> None:
    """How the numbers are come by."""
    columns = st.columns(2, gap="small")
    for at, method in enumerate(reference.methods(settings)):
        with columns[at % 2], st.container(border=True, gap="xsmall"):
            st.markdown(f"### {method.title}")
            st.text(method.text)


def draw_words() -> None:
    """The words, one for each idea."""
    st.markdown("### One word for each idea, everywhere")
    rows = pd.DataFrame(reference.words(), columns=["word", "meaning"])
    table(rows, {"word": 130, "meaning": 620})


def table(rows: pd.DataFrame, widths: Mapping[str, int]) -> None:
    """A table to read: rows as high as their longest sentence needs in its column."""
    lines = max(
        (
            -(-int(rows[name].astype("object").fillna("").astype(str).map(len).max() * LETTER_PX) // width)
            for name, width in widths.items()
        ),
        default=1,
    )
    if phone.is_phone():
        st.caption("The table slides sideways.")
    st.dataframe(
        rows,
        hide_index=True,
        row_height=30 if lines == 1 else 22 + LINE_PX * lines,
        height="auto" if len(rows) <= 10 else 640,
        placeholder="",
        column_config={name: st.column_config.Column(width=width) for name, width in widths.items()},
    )
