"""What a HAR gives away: headline, the table of credentials without values, and the audit of its cookies.

Names, hosts and logins of the file are hostile text: they stand in tables, st.text and code spans only.
"""

from __future__ import annotations

from collections import Counter

import pandas as pd
import streamlit as st

from analysis import safe_csv
from analysis.charts.lane_words import number
from analysis.har import exposure_words, kinds
from analysis.har.cookies import Audit
from analysis.har.inventory import Inventory
from parts.har_work import Task
from parts.hostile import code, visible

COLUMNS = (
    "severity", "kind", "name", "host", "where", "lifetime", "times", "first seen", "last seen", "hash", "opens",
)  # fmt: skip
MOST_ROWS = 5_000


def draw_headline(task: Task) -> None:
    """The finding as a sentence, and where the file comes from."""
    found = task.found
    assert found is not None
    st.title(exposure_words.headline(found, task.exposed))
    parts = [code(one, 120) for one in (found.host, found.person) if one]
    if found.captured_from and found.captured_to:
        begun, ended = found.captured_from, found.captured_to
        until = f"{ended:%H:%M:%S}" if begun.date() == ended.date() else f"{ended.day} {ended:%b %H:%M:%S}"
        parts.append(f"recorded {begun.day} {begun:%b %Y %H:%M:%S} to {until} UTC")
    if found.clock_offset_s is not None and abs(found.clock_offset_s) >= 2:
        parts.append(f"the browser’s clock was {_off(found.clock_offset_s)}")
    parts.append(f"{found.entry_count:,} entries")
    st.caption(" · ".join(parts))


def _off(offset_s: float) -> str:
    size = abs(offset_s)
    told = f"{size:.0f} s" if size < 120 else f"{size / 60:.0f} min"
    return f"{told} {'slow' if offset_s > 0 else 'fast'}, corrected"


def draw_notes(found: Inventory) -> None:
    """What was not as it should be in the file."""
    if found.notes:
        with st.expander(f"{len(found.notes):,} remark{'' if len(found.notes) == 1 else 's'} on the file"):
            for note in found.notes[:100]:
                st.text(visible(note))


def draw_credentials(found: Inventory) -> None:
    """Kind, name, host, place, lifetime, hash: never a value."""
    rows = _rows(found)
    with st.container(border=True, gap="xsmall", key="har-credentials"):
        st.markdown(f"### {_title(found)}")
        if rows.empty:
            st.caption(
                "Nothing in it is known as a credential or looks like one. Sanitise it all the same: what no program "
                "knows, a person may."
            )
            return
        column = st.column_config
        st.dataframe(
            rows.head(MOST_ROWS),
            hide_index=True,
            row_height=30,
            height="auto" if len(rows) <= 9 else 320,
            key="har-credentials-table",
            column_config={
                "severity": column.TextColumn("severity", width=70),
                "kind": column.TextColumn("kind", width=150),
                "name": column.TextColumn("name", width=130),
                "host": column.TextColumn("host", width=150),
                "where": column.TextColumn("where", width=220),
                "lifetime": column.TextColumn("lives", width=70),
                "times": column.NumberColumn("times", width=54),
                "first seen": column.DatetimeColumn("first seen, UTC", width=110, format="D MMM HH:mm:ss"),
                "last seen": column.DatetimeColumn("last seen, UTC", width=110, format="D MMM HH:mm:ss"),
                "hash": column.TextColumn("hash", width=110),
                "opens": column.TextColumn("opens", width=420),
            },
        )
        st.caption(
            "Values are never shown. Equal hashes are equal values; the key of the hashes lives as long as the file is "
            "held. Times are those of the browser."
        )
        st.download_button(
            "This table as CSV",
            lambda: safe_csv.document(COLUMNS, rows.astype(object).where(rows.notna(), None).itertuples(index=False)),
            "har-credentials.csv",
            "text/csv",
            type="tertiary",
            icon=":material/download:",
            on_click="ignore",
            key="har-credentials-csv",
        )
        for words in exposure_words.revoke(found.credentials):
            st.markdown(f":material/key_off: {words}")


def _title(found: Inventory) -> str:
    counts = Counter(one.severity for one in found.credentials)
    if not counts:
        return "No credential was found"
    told = [f"{number(counts[one])} {one}" for one in kinds.SEVERITIES if counts[one]]
    where = f"in {number(len(found.credentials))} places of the file" if len(found.credentials) > 1 else "in one place"
    return f"Credentials {where}: {', '.join(told)}"


def _rows(found: Inventory) -> pd.DataFrame:
    told = [
        (
            one.severity, one.title, one.name, one.host, one.where, lasting(one.lifetime_s), one.count,
            one.first_seen, one.last_seen, one.hash, one.opens,
        )
        for one in found.credentials
    ]  # fmt: skip
    frame = pd.DataFrame(told, columns=list(COLUMNS))
    for name in ("first seen", "last seen"):
        frame[name] = pd.to_datetime(frame[name], utc=True).dt.tz_localize(None)
    return frame


def lasting(seconds: int | None) -> str:
    """ "30 min", "12 h", "90 d"; empty where nothing says it."""
    if seconds is None:
        return ""
    if seconds < 7_200:
        return f"{max(seconds, 0) / 60:.0f} min"
    return f"{seconds / 3600:.0f} h" if seconds < 72 * 3600 else f"{seconds / 86400:,.0f} d"


def draw_audit(audit: Audit) -> None:
    """How the cookies were set, and what no file can tell."""
    flawed = [one for one in audit.cookies if one.flaws]
    sessions = sum(1 for one in flawed if one.is_session)
    with st.container(border=True, gap="xsmall", key="har-audit"):
        if not audit.cookies:
            st.markdown("### The file sets no cookie, so that nothing can be said of how they are set")
        elif not flawed:
            st.markdown(f"### All {len(audit.cookies):,} cookies that the file sets are set as they should be")
        else:
            of = f", {number(sessions)} of them for a session" if sessions else ""
            st.markdown(f"### {len(flawed):,} of {len(audit.cookies):,} cookies are set too loosely{of}")
            rows = [
                {
                    "severity": flaw.severity, "cookie": one.cookie.name, "what is wrong": flaw.says,
                    "set instead": flaw.fix, "host": one.cookie.host,
                }
                for one in flawed
                for flaw in one.flaws
            ]  # fmt: skip
            column = st.column_config
            st.dataframe(
                pd.DataFrame(rows[:MOST_ROWS]),
                hide_index=True,
                row_height=30,
                height="auto" if len(rows) <= 7 else 260,
                key="har-audit-table",
                column_config={
                    "severity": column.TextColumn(width=70),
                    "cookie": column.TextColumn(width=100),
                    "what is wrong": column.TextColumn(width=380),
                    "set instead": column.TextColumn(width=240),
                    "host": column.TextColumn(width=150),
                },
            )
        if audit.only_sent:
            st.caption(
                f"{len(audit.only_sent):,} session cookies are only sent here; how they were set is not in the file."
            )
        with st.expander("What a HAR cannot tell"):
            for sentence in audit.cannot_tell:
                st.markdown(f"- {sentence}")
