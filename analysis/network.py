"""One network as the screens show it: an address, a block or an autonomous system, who used it and as what.

Why one way for all three: an address is a block of one, and the same questions are asked of each. Not here: any
judgement, which the stages made, the sentences (`network_words`), and any drawing.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from analysis import settings, unjudged
from analysis.case import Case
from analysis.enrich.operator_networks import Entry
from analysis.findings_view import short_names
from analysis.findings_words import BANDS
from analysis.person import JUDGED, Keep, as_csv, direct

PAGE_ROWS = 500
"""Networks that the chooser lists."""
MOST_ROWS = 5_000
_AS = re.compile(r"\s*AS ?(\d{1,10})\s*", re.IGNORECASE)
_USED = ("origin", "foreign", "explained", "other")
_MERGED = {"assumed": "origin", "proven": "origin"}


@dataclass(frozen=True)
class Asked:
    """What an address of the screen asks for, understood."""

    name: str
    """`203.0.113.7`, `203.0.113.0/24` or `AS64500`: nothing but letters, digits, full stops, colons and a slash."""
    kind: str
    """address, block or AS."""
    as_number: int | None
    version: int | None
    """4 or 6; null for an AS."""
    first_number: str | None
    """Hexadecimal, as in `address_lookups.address_number`."""
    last_number: str | None

    @property
    def values(self) -> dict[str, Any]:
        """What the reads of a network take."""
        return {name: value for name, value in asdict(self).items() if name not in ("name", "kind")}


def understood(text: str) -> Asked | None:
    """What `text` asks for; None where it is no address, block or AS."""
    number = _AS.fullmatch(text[:64])
    if number:
        return Asked(f"AS{int(number[1])}", "AS", int(number[1]), None, None, None)
    try:
        block = ipaddress.ip_network(text[:64].strip(), strict=False)
    except ValueError:
        return None
    if isinstance(block, ipaddress.IPv6Network) and block.network_address.scope_id is not None:
        return None
    first, last = block.network_address, block.broadcast_address
    is_address = block.prefixlen == block.max_prefixlen
    return Asked(
        str(first) if is_address else str(block), "address" if is_address else "block", None, block.version,
        first.packed.hex(), last.packed.hex(),
    )  # fmt: skip


def around(asked: Asked) -> Asked | None:
    """The /24 or /48 that an address lies in; None for anything else."""
    if asked.kind != "address":
        return None
    return understood(f"{asked.name}/{24 if asked.version == 4 else 48}")


@dataclass(frozen=True)
class Network:
    """All that the Network screen needs of one network."""

    case: Case
    asked: Asked
    facts: Sequence[Mapping[str, Any]]
    """What is known of it, rows of `network_facts`: the answer of most addresses first."""
    clients: pd.DataFrame
    """What used it inside sessions, in the shape of `network_clients`; roles merged to origin, foreign, explained,
    other."""
    keep: Keep = direct
    """How what is read is kept between clicks."""

    @property
    def fact(self) -> Mapping[str, Any]:
        """The answer that most of its addresses share."""
        return self.facts[0]

    @cached_property
    def person_count(self) -> int:
        """People whose sessions began here: the same number that the signals use."""
        return int(self.case.rows("network_people", **self.asked.values)[0]["person_count"])

    @cached_property
    def addresses(self) -> pd.DataFrame:
        """Its addresses and what each was used for, those of foreign clients first."""
        return self._read("network_addresses", self.asked)

    @cached_property
    def neighbours(self) -> pd.DataFrame:
        """Of an address: the other addresses of its /24 or /48 that this case has seen; empty for anything else."""
        block = around(self.asked)
        if block is None:
            return pd.DataFrame()
        found = self._read("network_addresses", block)
        return found[~found["address"].isin(set(self.addresses["address"]))].reset_index(drop=True)

    @cached_property
    def loose(self) -> pd.DataFrame:
        """What came from it outside of lanes: failed sign-ins first."""
        return self._read("network_loose", self.asked)

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """The list of 2023 and indicators of this case that name one of its addresses."""
        return self.case.frame("network_indicators", **self.asked.values)

    @cached_property
    def sessions(self) -> pd.DataFrame:
        """A row a session that used it: whose, band, as what (role), events and times here; foreign ones first."""
        return self.keep(f"network_sessions {self.asked.name}", self._sessions)

    def _sessions(self) -> pd.DataFrame:
        order = self.clients.assign(rank=self.clients["role"].map({name: no for no, name in enumerate(_USED)}))
        found = order.sort_values(["rank", "first_at"], kind="stable").groupby(
            ["session_key"], sort=False, as_index=False
        )
        rows = found.agg(
            session_id=("session_id", "first"), actor_id=("actor_id", "first"), actor_login=("actor_login", "first"),
            is_inferred=("is_inferred", "first"), band=("band", "first"), score=("score", "first"),
            role=("role", "first"), device=("device", "first"), address_count=("address", "nunique"),
            event_count=("event_count", "sum"), first_at=("first_at", "min"), last_at=("last_at", "max"),
        )  # fmt: skip
        is_foreign = rows["session_key"].isin(order.loc[order["role"].eq("foreign"), "session_key"])
        both = is_foreign & rows["role"].eq("origin")  # a session's first role is the origin's, where it has one here
        rows = rows.assign(role=rows["role"].where(~is_foreign, "foreign"), both=both)
        first = rows["role"].map({"foreign": 0, "explained": 2, "other": 1, "origin": 3})
        rows = rows.assign(first=first).sort_values(["first", "score", "first_at"], ascending=[True, False, True])
        return rows.drop(columns="first").reset_index(drop=True)

    @cached_property
    def people(self) -> pd.DataFrame:
        """A row a person who used it: sessions as each role, events, times; foreign ones first."""
        return self.keep(f"network_by_people {self.asked.name}", self._people)

    def _people(self) -> pd.DataFrame:
        return self._by("actor_id").merge(
            self.clients.groupby("actor_id", as_index=False).agg(actor_login=("actor_login", "max")), on="actor_id"
        )

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The people as rows of a chart: session_key (the person), band (the strongest of their sessions here),
        label (login), started_at, ended_at."""
        strongest = self.sessions.assign(rank=self.sessions["band"].map({band: no for no, band in enumerate(BANDS)}))
        bands = strongest.sort_values("rank", kind="stable").drop_duplicates("actor_id")[["actor_id", "band"]]
        found = self.people.merge(bands, on="actor_id").sort_values(
            ["foreign_count", "first_at"], ascending=[False, True]
        )
        return found.assign(label=short_names(found["actor_login"])).rename(
            columns={"actor_id": "session_key", "first_at": "started_at", "last_at": "ended_at"}
        )

    @cached_property
    def devices(self) -> pd.DataFrame:
        """A row a system and browser that used it, foreign ones first."""
        return self.keep(f"network_by_device {self.asked.name}", lambda: self._by("device"))

    @cached_property
    def places(self) -> pd.DataFrame:
        """Where its addresses lie and who says so."""
        return self.clients.groupby(
            ["city", "country", "place_source"], dropna=False, sort=False, as_index=False
        ).agg(
            address_count=("address", "nunique"), session_count=("session_key", "nunique"),
            radius_km=("radius_km", "max"), disagreement_km=("disagreement_km", "max"),
        ).sort_values(["address_count", "city"], ascending=[False, True], kind="stable")  # fmt: skip

    @property
    def foreign_count(self) -> int:
        """Sessions with a foreign client here."""
        return int(self.sessions["role"].eq("foreign").sum())

    def _read(self, name: str, asked: Asked) -> pd.DataFrame:
        return self.keep(f"{name} {asked.name}", lambda: self.case.frame(name, **asked.values))

    def _by(self, column: str) -> pd.DataFrame:
        held = self.clients.dropna(subset=[column])
        counted = held.drop_duplicates([column, "session_key", "role"])
        roles = counted.groupby([column, "role"]).size().unstack(fill_value=0).reindex(columns=_USED, fill_value=0)
        rows = held.groupby(column, as_index=False).agg(
            session_count=("session_key", "nunique"), person_count=("actor_id", "nunique"),
            event_count=("event_count", "sum"), first_at=("first_at", "min"), last_at=("last_at", "max"),
        )  # fmt: skip
        rows = rows.merge(roles.add_suffix("_count").reset_index(), on=column)
        order = ["foreign_count", "session_count", column]
        return rows.sort_values(order, ascending=[False, False, True], kind="stable").reset_index(drop=True)

    def clients_csv(self) -> bytes:
        """Everything that used it inside sessions, as CSV that no spreadsheet takes for formulas."""
        columns = (
            "session_id", "lane_no", "role", "actor_id", "actor_login", "band", "score", "address", "device", "city",
            "country", "place_source", "event_count", "first_at", "last_at",
        )  # fmt: skip
        return as_csv(self.clients, unjudged.told(self.case, columns, JUDGED))

    def listed(self) -> Entry | None:
        """The entry of this case's own list that is exactly this network; None where there is none."""
        return next(
            (entry for entry in settings.networks(settings.in_force(self.case)) if _same(entry, self.asked)), None
        )


def load(case: Case, asked: Asked, keep: Keep = direct) -> Network | None:
    """Read one network; None where the case has no address of it."""
    facts = case.rows("network_facts", **asked.values)
    if not facts:
        return None
    clients = keep(f"network_clients {asked.name}", lambda: case.frame("network_clients", **asked.values))
    clients = unjudged.without_judgement(case, clients)
    return Network(case, asked, facts, clients.assign(role=clients["role"].replace(_MERGED)), keep)


def listed(case: Case, search: str = "") -> pd.DataFrame:
    """The networks of the case, those of foreign clients first; by people where nothing was judged.

    Shape: the columns of `network_list`.
    """
    found = case.frame("network_list", search=search.strip().lower(), page_rows=PAGE_ROWS)
    if unjudged.is_judged(case):
        return found
    order = ["begun_count", "session_count", "network"]
    return found.sort_values(order, ascending=[False, False, True], kind="stable").reset_index(drop=True)


def with_entry(entries: list[Entry], entry: Entry) -> list[dict[str, str]]:
    """The operator's list with one network more, as settings take it; the same network is not listed twice."""
    return [*without_entry(entries, entry), _row(entry)]


def without_entry(entries: list[Entry], entry: Entry) -> list[dict[str, str]]:
    """The operator's list without one network."""
    gone = understood(entry.network)
    return [_row(one) for one in entries if gone is None or not _same(one, gone)]


def scopes(network: Network) -> list[str]:
    """What may be marked as ours from here, the narrowest first: the address, its block, its AS."""
    found = [network.asked.name]
    block = around(network.asked)
    if block is not None:
        found.append(block.name)
    found += [name for name in network.fact["networks"] or [] if _AS.fullmatch(name)]
    return list(dict.fromkeys(found))[:4]


def entry(name: str, said: str, kind: str) -> Entry:
    """An entry of the operator's list as a person wrote it."""
    return Entry(0, name, said.strip(), kind)


def _same(one: Entry, asked: Asked) -> bool:
    other = understood(one.network)
    return other is not None and replace(other, name="") == replace(asked, name="")


def _row(one: Entry) -> dict[str, str]:
    return {"network": one.network, "name": one.name, "kind": one.kind}
