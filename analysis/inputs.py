"""All that findings depend on beside the evidence: the numbers, the files and lists given, what verdicts taught.

Why one thing: a judgement, a preview of one and the question whether findings are current must be about the same.
Not here: changing any of it (`settings`), and what runs on it (`pipeline`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from analysis import parameters, settings, steps, verdicts
from analysis.case import Case
from analysis.enrich import databases, declared_proxies, given, operator_networks
from analysis.enrich.databases import Database
from analysis.har import register


@dataclass(frozen=True)
class Inputs:
    """What a judgement goes by."""

    settings: Mapping[str, str]
    """Values by name, as the table `settings` holds them: what is not in it has its default."""
    parameters: Mapping[str, parameters.Parameter]
    databases: Sequence[Database]
    """In their order: the first that knows a field counts."""
    database_stamps: tuple[str, ...]
    """Stand for the files of these databases."""
    networks: pa.Table
    """The operator's networks, of the settings and of the file given, as `operator_networks.SCHEMA`."""
    privileged: pa.Table
    """Whom the operator listed as privileged. Shape: a row a person, `person` a login in lower case or an id."""
    learned: pa.Table
    """As `verdicts.KNOWLEDGE`."""
    uploads: pa.Table
    """HAR files that left the house, as `har.register.TABLE`."""

    @property
    def values(self) -> dict[str, float]:
        """The numbers in force, by name."""
        return {name: entry.value for name, entry in self.parameters.items()}

    @property
    def declares_proxies(self) -> bool:
        """Whether the operator's networks name a proxy, behind which clients are looked for."""
        return declared_proxies.names_any(self.networks)


def read(case: Case) -> Inputs:
    """What is in force in the case. Raises: DatabaseUnreadable, NetworksUnreadable."""
    return of(settings.in_force(case), verdicts.knowledge(case), register.table(case))


def of(values: Mapping[str, str], learned: pa.Table, uploads: pa.Table) -> Inputs:
    """What these settings come to. Raises: DatabaseUnreadable, NetworksUnreadable."""
    files = given.of(values)
    of_file = operator_networks.read(files.networks) if files.networks else operator_networks.EMPTY
    own = operator_networks.table(settings.networks(values), "Your networks, line {}: ")
    people = sorted({person.lower() for person in settings.people(values)})
    return Inputs(
        values,
        parameters.effective(values),
        databases.open_databases(files.databases),
        tuple(steps.stamp(path) for path in files.databases),
        operator_networks.joined(own, of_file),
        pa.table({"person": pa.array(people, pa.string())}),
        learned,
        uploads,
    )
