"""The tables that Python makes of texts of the log: agents, addresses looked up, proxies declared.

Not here: what they are read from and when (`pipeline`), and what one text becomes (`agents`, `addresses`,
`declared_proxies`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import duckdb
import pyarrow as pa

from analysis import sql_run
from analysis.enrich import addresses, agents, declared_proxies, okta_words
from analysis.enrich.databases import Database


def make_agents(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table `agents` of `agent_texts`."""
    sql_run.replace_table(connection, "agents", _agents(sql_run.ask(connection, "distinct_agents")))


def make_address_lookups(connection: duckdb.DuckDBPyConnection, databases: Sequence[Database]) -> None:
    """Make the table `address_lookups` of `addresses`. Raises: DatabaseUnreadable."""
    texts = sql_run.ask(connection, "distinct_addresses").column("address").to_pylist()
    sql_run.replace_table(connection, "address_lookups", addresses.look_up(texts, databases))


def make_declared_proxies(
    connection: duckdb.DuckDBPyConnection, networks: pa.Table, databases: Sequence[Database]
) -> None:
    """Make the table `declared_proxies`, of clients first and then of the chains behind them."""
    found = declared_proxies.EMPTY
    if declared_proxies.names_any(networks):
        clients = sql_run.ask(connection, "client_addresses").to_pylist()
        seen = {row["address"]: row["as_number"] for row in clients}
        found = declared_proxies.among(seen, networks, databases)
        sql_run.replace_table(connection, "declared_proxies", found)
        in_chains = sql_run.ask(connection, "chain_addresses").column("address").drop_null().to_pylist()
        found = declared_proxies.among(dict.fromkeys(in_chains) | seen, networks, databases)
    sql_run.replace_table(connection, "declared_proxies", found)


def _agents(texts: pa.Table) -> pa.Table:
    """Agents by key. Shape: agent_texts in; out one row a key with the families of `enrich.agents`."""
    by_text = {row["agent"]: row for row in agents.parse(texts.column("agent").to_pylist()).to_pylist()}
    rows = []
    for row in texts.to_pylist():
        found = by_text.get(row["agent"])
        if found is None or (found["os_family"] is None and found["browser_family"] is None):
            found = asdict(okta_words.from_okta(row["okta_os"], row["okta_browser"]))
        rows.append({**found, "agent": row["agent"], "agent_key": row["agent_key"]})
    schema = pa.schema([("agent_key", pa.uint64()), *agents.SCHEMA])
    return pa.Table.from_pylist(rows, schema=schema)
