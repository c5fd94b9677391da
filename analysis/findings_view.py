"""The queue of findings as the screen shows it: one page, filtered and sorted in SQL, with words for ids.

Not here: any judgement, which the stages made, and any drawing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis import acts, explanations, safe_csv, signal_files, verdicts
from analysis.case import Case
from analysis.findings_filter import Filter
from analysis.findings_words import BANDS, WORDS
from analysis.verdict_words import OPEN, PILLS

PAGE_ROWS = 200
"""Findings a page ships; more are a page further."""
SUPPORT = "support access"
"""The chip of a session in which somebody was let in; it has no points, and no score stands without a reason."""


def counts(case: Case) -> dict[str, int]:
    """Findings by band; bands without any are 0."""
    found = {row["band"]: row["finding_count"] for row in case.rows("findings_counts")}
    return {band: int(found.get(band, 0)) for band in BANDS}


def verdict_counts(case: Case, wanted: Filter) -> tuple[dict[str, int], int]:
    """Findings by verdict, the open ones of the bands wanted only; and how many of all share an indicator."""
    rows = case.rows("findings_verdict_counts", bands=list(wanted.bands), is_sharing=wanted.is_sharing, **_judged(case))
    found = {row["verdict"]: int(row["finding_count"]) for row in rows}
    return {one: found.get(one, 0) for one in PILLS}, sum(int(row["sharing_count"]) for row in rows)


def _judged(case: Case) -> dict[str, list[str]]:
    standing = verdicts.in_force(case)
    return {"judged_keys": list(standing), "judged_verdicts": [one.verdict for one in standing.values()]}


def page(case: Case, wanted: Filter) -> pd.DataFrame:
    """One page of the findings that match, strongest first.

    Shape: the columns of `findings_list`, `chips` (the titles of the reasons) and `line` (what the session
    most likely was; None where nothing needs a story). Empty where nothing matches; `matching_count` says
    in every row how many match on all pages.
    """
    known = signal_files.signals()
    words = wanted.search.strip().lower()
    frame = case.frame(
        "findings_list",
        bands=list(wanted.bands),
        search=words,
        signal_ids=[name for name, signal in known.items() if words and words in signal.title.lower()],
        page_rows=PAGE_ROWS,
        skipped_rows=(wanted.page_no - 1) * PAGE_ROWS,
        verdicts=list(wanted.verdicts),
        is_sharing=wanted.is_sharing,
        starred_keys=starred(case),
        **wanted.values(),
        **_judged(case),
    )
    chips = [
        [SUPPORT] * bool(supported) + [known[name].title for name in names if name in known]
        for names, supported in zip(frame["reasons"], frame["has_support_access"], strict=True)
    ]
    lines = [_line(row) for row in frame[list(_READING)].itertuples(index=False)]
    return frame.assign(
        chips=pd.Series(chips, index=frame.index, dtype="object"),
        line=pd.Series(lines, index=frame.index, dtype="object"),
    )


def all_pages(case: Case, wanted: Filter) -> pd.DataFrame:
    """Every finding that matches, in the shape of `page`."""
    pages = [page(case, dataclasses.replace(wanted, page_no=1))]
    while len(pages[-1]) == PAGE_ROWS:
        pages.append(page(case, dataclasses.replace(wanted, page_no=len(pages) + 1)))
    return pd.concat([one for one in pages if len(one)] or pages[:1], ignore_index=True)


def starred(case: Case) -> list[str]:
    """Keys of the sessions that have a star."""
    last = {act.subject: act for act in reversed(acts.of(case, what="star")) if act.subject.kind == "session"}
    return [subject.id for subject, act in last.items() if act.fields["is_starred"]]


def said(case: Case) -> tuple[tuple[str, ...], ...]:
    """What people said that the list shows: equal where `page` gives the same of the same findings."""
    judged = _judged(case)
    return tuple(judged["judged_keys"]), tuple(judged["judged_verdicts"]), tuple(starred(case))


_READING = ("band", "reading", "reading_fields", "reading_lane_no", "also")


def _line(row: Any) -> str | None:
    if row.reading not in explanations.readings():
        return None
    told = {"reading": row.reading, "fields": row.reading_fields, "lane_no": row.reading_lane_no, "also": row.also}
    return explanations.explain(row.band, told).line


def reasons(found: pd.DataFrame, most: int) -> list[list[str]]:
    """What stands beside each finding: the titles of its reasons; of a likely honest one what it most likely was."""
    return [
        [line] if band == "explained" and line is not None else chips[:most]
        for band, line, chips in zip(found["band"], found["line"], found["chips"], strict=True)
    ]


def titles() -> list[str]:
    """All chip texts."""
    return sorted([SUPPORT, *(signal.title for signal in signal_files.signals().values())])


def short_names(logins: pd.Series) -> list[str]:
    """Logins without their domain where all of them share one; the domain then says nothing."""
    known = [login for login in logins if isinstance(login, str)]
    domains = {login.rpartition("@")[2] for login in known}
    if len(domains) == 1 and all("@" in login for login in known):
        return [login.rpartition("@")[0] if isinstance(login, str) else "unknown" for login in logins]
    return [login if isinstance(login, str) else "unknown" for login in logins]


def csv(frame: pd.DataFrame) -> bytes:
    """What the list shows, as CSV that no spreadsheet takes for formulas."""
    columns: Sequence[str] = (
        "score", "band", "verdict", "actor_login", "actor_name", "session_id", "reasons", "most_likely",
        "divergence_at", "started_at", "ended_at", "event_count", "lane_count", "foreign_event_count",
        "is_origin_assumed",
    )  # fmt: skip
    plain = frame.assign(
        band=[WORDS[band] for band in frame["band"]],
        verdict=["" if verdict == OPEN else verdict for verdict in frame["verdict"]],
        reasons=["; ".join(chips) for chips in frame["chips"]],
        most_likely=frame["line"],
    )[list(columns)].astype("object")
    return safe_csv.document(columns, plain.where(plain.notna(), None).itertuples(index=False, name=None))
