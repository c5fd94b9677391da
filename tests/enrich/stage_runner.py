"""Runs one enrichment stage on rows given as dictionaries: rows in, rows out."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from analysis import sql_files
from analysis.enrich import operator_networks
from analysis.enrich.addresses import look_up

ROOT = Path(__file__).resolve().parents[2]

ADDRESSES = pa.schema(
    [
        ("network_key", pa.uint64()),
        ("place_key", pa.uint64()),
        ("address", pa.string()),
        ("city", pa.string()),
        ("state", pa.string()),
        ("country", pa.string()),
        ("latitude", pa.float64()),
        ("longitude", pa.float64()),
        ("as_number", pa.int64()),
        ("as_org", pa.string()),
        ("isp", pa.string()),
        ("domain", pa.string()),
        ("is_proxy", pa.bool_()),
        ("ip_details", pa.string()),
        ("tunnels", pa.string()),
        ("proxy_type", pa.string()),
    ]
)

REFERENCE = {"hosting_networks": {"as_number": int}, "network_words": {"rank": int}}


def run_stage(
    name: str,
    rows: Sequence[dict[str, Any]],
    *,
    lookups: pa.Table | None = None,
    networks: pa.Table | None = None,
) -> list[dict[str, Any]]:
    """The rows of the table that stage `NN_<name>.sql` makes of `rows` of `addresses`."""
    keyed = [{"network_key": number, "place_key": number} | row for number, row in enumerate(rows)]
    tables = {
        "addresses": pa.Table.from_pylist(keyed, schema=ADDRESSES),
        "address_lookups": lookups or look_up([row.get("address") for row in rows]),
        "operator_networks": networks or operator_networks.EMPTY,
    }
    for table, numbers in REFERENCE.items():
        with (ROOT / "data" / "reference" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            tables[table] = pa.Table.from_pylist(
                [{key: numbers.get(key, str)(value) for key, value in row.items()} for row in csv.DictReader(file)]
            )
    stage = next(file for file in sql_files.folder("sql/stages") if file.name == name)
    with duckdb.connect(config={"enable_external_access": "false"}) as connection:
        for table, content in tables.items():
            connection.register(f"given_{table}", content)
            connection.execute(f"create table {table} as from given_{table}")
        for statement in stage.statements():
            values = {key: stage.defaults[key] for key in statement.named_parameters}
            connection.execute(statement, values)
        key = stage.header["key"][0]
        return connection.sql(f"from {name} order by {key}").to_arrow_table().to_pylist()
