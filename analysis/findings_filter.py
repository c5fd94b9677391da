"""What a person wants to see of the findings: a filter as the address, the saved filters and the query hold it.

Not here: running it (`findings_view`), and drawing its fields.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from analysis import acts, signal_files
from analysis.acts import Subject
from analysis.case import Case
from analysis.errors import ActRefused
from analysis.findings_words import BANDS, WORDS
from analysis.verdict_words import PILLS

LONGEST_SEARCH = 200
SORTS = {
    "score": "strongest first",
    "newest": "newest divergence first",
    "oldest": "oldest divergence first",
    "person": "by person",
    "events": "most foreign events first",
}
"""Orders of the list, and their words."""
ADDRESS = (
    "band", "q", "page", "verdict", "shares", "signal", "person", "network", "from", "until", "privileged", "starred",
    "sort",
)  # fmt: skip
"""Names that a filter has in the address."""
_WHEN = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?Z?")


@dataclass(frozen=True)
class Filter:
    """What a person wants to see of the findings."""

    bands: tuple[str, ...] = ("replay", "suspicious")
    search: str = ""
    """Words in person, network, city, or a signal's title; empty finds all."""
    page_no: int = 1
    verdicts: tuple[str, ...] = ()
    """open, replay, benign, unsure; none of them: whatever the verdict. What a person judged is then shown
    whatever its band."""
    is_sharing: bool = False
    """Only what shares an indicator of this case, whatever its band."""
    signals: tuple[str, ...] = ()
    """Only sessions on which one of these signals counts, by id."""
    person: str = ""
    """Only sessions of this person: Okta's id, or the whole login."""
    network: str = ""
    """Only sessions with a client there: an address, a block such as 203.0.113.0/24, or AS64500."""
    from_at: datetime | None = None
    """Only what diverged (else began) at or after this, UTC without a zone."""
    until_at: datetime | None = None
    """Only what diverged (else began) before this."""
    is_privileged: bool = False
    """Only people who can change who may do what."""
    is_starred: bool = False
    """Only sessions with a star."""
    sort: str = "score"
    """A key of SORTS."""

    @classmethod
    def of_query(cls, query: Mapping[str, str]) -> Filter:
        """The filter of an address; what makes no sense in it is left at the default."""
        bands, page = query.get("band"), query.get("page", "")
        number = int(page) if page.isdecimal() and len(page) < 7 else 1
        return cls(
            cls().bands if bands is None else tuple(band for band in BANDS if band in bands.split(",")),
            query.get("q", "")[:LONGEST_SEARCH],
            max(number, 1),
            tuple(one for one in PILLS if one in query.get("verdict", "").split(",")),
            query.get("shares") == "indicator",
            tuple(one for one in signal_files.signals() if one in query.get("signal", "").split(",")),
            query.get("person", "")[:LONGEST_SEARCH],
            query.get("network", "")[:LONGEST_SEARCH],
            _at(query.get("from", "")),
            _at(query.get("until", "")),
            query.get("privileged") == "yes",
            query.get("starred") == "yes",
            query["sort"] if query.get("sort") in SORTS else "score",
        )

    def query(self) -> dict[str, str]:
        """The filter for an address; what is as it is anyway stays out of it."""
        usual = Filter()
        told = {
            "band": "" if self.bands == usual.bands else ",".join(self.bands) or "none",
            "q": self.search,
            "page": str(self.page_no) if self.page_no > 1 else "",
            "verdict": ",".join(self.verdicts),
            "shares": "indicator" if self.is_sharing else "",
            "signal": ",".join(self.signals),
            "person": self.person,
            "network": self.network,
            "from": _stamp(self.from_at),
            "until": _stamp(self.until_at),
            "privileged": "yes" if self.is_privileged else "",
            "starred": "yes" if self.is_starred else "",
            "sort": "" if self.sort == usual.sort else self.sort,
        }
        return {name: value for name, value in told.items() if value}

    @property
    def narrowed(self) -> list[str]:
        """What the fields behind "More" narrow the list to, in words; they may hold log text: plain text only."""
        known = signal_files.signals()
        said = [f"signal {' or '.join(known[name].title for name in self.signals)}"] if self.signals else []
        said += [f"person {self.person}"] if self.person else []
        said += [f"network {self.network}"] if self.network else []
        said += [f"from {_said(self.from_at)} UTC"] if self.from_at else []
        said += [f"until {_said(self.until_at)} UTC"] if self.until_at else []
        said += ["privileged people"] if self.is_privileged else []
        said += ["starred"] if self.is_starred else []
        return said

    @property
    def words(self) -> str:
        """The whole filter in one line of plain text, for the list of saved ones."""
        said = [", ".join(WORDS[band] for band in self.bands) or "no band"]
        said += [f"verdict {' or '.join(self.verdicts)}"] if self.verdicts else []
        said += ["shares an indicator"] if self.is_sharing else []
        said += [f"“{self.search}”"] if self.search else []
        said += self.narrowed
        return "; ".join(said) + ("" if self.sort == "score" else f"; {SORTS[self.sort]}")

    def widened(self) -> Filter:
        """The same without what stands behind "More"."""
        return Filter(self.bands, self.search, 1, self.verdicts, self.is_sharing, sort=self.sort)

    def values(self) -> dict[str, Any]:
        """The values that `findings_list` takes of it, without bands, search, verdicts and pages."""
        return {
            "wanted_signals": list(self.signals),
            "person": self.person.lower(),
            "network": self.network.lower(),
            "from_at": self.from_at,
            "until_at": self.until_at,
            "is_privileged": self.is_privileged,
            "is_starred": self.is_starred,
            "sort": self.sort,
        }


@dataclass(frozen=True)
class Saved:
    """A filter that somebody kept under a name."""

    name: str
    filter: Filter
    author: str


def saved(case: Case) -> list[Saved]:
    """The filters kept in this case, by name; the last one under a name stands."""
    kept: dict[str, Saved | None] = {}
    for act in reversed(acts.of(case, what="filter")):
        query = act.fields.get("query")
        kept[act.subject.id] = None if query is None else Saved(act.subject.id, Filter.of_query(query), act.author)
    return [one for _, one in sorted(kept.items()) if one is not None]


def save(case: Case, name: str, wanted: Filter, *, author: str) -> None:
    """Keep a filter under a name; one of that name is replaced. Raises: ActRefused."""
    name = name.strip()[: acts.LONGEST_NAME]
    if not name:
        raise ActRefused("The filter has no name.", "Name it by what it finds.")
    query = dataclasses.replace(wanted, page_no=1).query()
    fields = {"query": query, "words": f"Kept the filter {name}: {wanted.words}"}
    acts.add(case, "filter", [(Subject("filter", name), fields)], author=author)


def forget(case: Case, name: str, *, author: str) -> None:
    """Take a saved filter out of the list; the case log keeps that it was there. Raises: ActRefused."""
    fields = {"query": None, "words": f"Took the filter {name} out of the list"}
    acts.add(case, "filter", [(Subject("filter", name), fields)], author=author)


def _at(text: str) -> datetime | None:
    if not _WHEN.fullmatch(text):
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:  # a 31st of February
        return None
    return at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at


def _said(at: datetime) -> str:
    return f"{at.day} {at:%b %Y %H:%M}"


def _stamp(at: datetime | None) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S}" if at else ""
