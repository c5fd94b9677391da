"""Which columns of which tables a query reads, told from its own text.

Why: most changes touch a few columns of a table (what kind a network is of); a stage that reads others of it
need not run again. DuckDB parses, nothing is guessed: where a query takes a whole row, all columns count.
Not here: when a step runs again (`steps`).
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from analysis import sql_files

_MADE = re.compile(r"^\s*(create\s+or\s+replace\s+(temp\s+)?table\s+\w+\s+as|insert\s+into\s+\w+)\s", re.IGNORECASE)
_MACRO = re.compile(
    r"^\s*create\s+or\s+replace\s+(?:temp\s+)?macro\s+\w+\([^)]*\)\s+as\s+table\s*\((.*)\)\s*$",
    re.IGNORECASE | re.DOTALL,
)
_DROP = re.compile(r"^\s*drop\s", re.IGNORECASE)
_COMMENT = re.compile(r"--[^\n]*")
_PLAIN_JOINS = {"REGULAR", "CROSS", "ASOF"}


@dataclass
class _Found:
    """What was met so far, by table; a table in `whole` is read with all its columns."""

    aliases: dict[str, set[str]] = field(default_factory=dict)
    """Tables by the names under which the query knows them."""
    columns: dict[str, set[str]] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)


@functools.cache
def columns_read(path: Path, tables: tuple[str, ...]) -> Mapping[str, frozenset[str] | None]:
    """The columns that the file's query may read, by table, in lower case; None stands for all of them.

    Names that are no column of the table may be among them; a column that the query needs is never missing.
    A file with a statement that is neither a query, nor makes a table or macro of one, reads everything.
    """
    everything: dict[str, frozenset[str] | None] = dict.fromkeys(tables)
    found = _Found(columns={name: set() for name in tables})
    for statement in duckdb.extract_statements(_COMMENT.sub("", sql_files.load(path).text)):
        text = statement.query.strip().rstrip(";")
        if _DROP.match(text):
            continue
        macro = _MACRO.match(text)
        tree = _tree(macro.group(1) if macro else _MADE.sub("", text))
        if tree is None:
            return everything
        for node in _nodes(tree):
            if node.get("type") == "BASE_TABLE" and node["table_name"] in tables:
                for name in (node["alias"] or node["table_name"], node["table_name"]):
                    found.aliases.setdefault(name, set()).add(node["table_name"])
        _visit(tree, frozenset(), found)
    return {name: None if name in found.whole else frozenset(found.columns[name]) for name in tables}


@functools.cache
def _parser() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"enable_external_access": False})


def _tree(query: str) -> Any:
    file = sql_files.load(sql_files.ROOT / "sql" / "reads" / "parsed.sql")
    row = _parser().cursor().execute(file.text, {"query": query}).fetchone()
    tree: dict[str, Any] = json.loads(row[0]) if row else {"error": True}
    return None if tree["error"] or len(tree["statements"]) != 1 else tree["statements"][0]


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, dict):
        yield tree
    for part in _parts(tree):
        yield from _nodes(part)


def _parts(tree: Any) -> Iterable[Any]:
    if isinstance(tree, dict):
        return tree.values()
    return tree if isinstance(tree, list) else ()


def _visit(tree: Any, around: frozenset[str], found: _Found) -> None:
    """Walk down. `around` holds the tables whose columns a bare name may mean here."""
    if not isinstance(tree, dict):
        for part in _parts(tree):
            _visit(part, around, found)
        return
    if tree.get("type") == "SELECT_NODE":
        # The queries of `with` see none of the tables of the query that they stand in front of.
        _visit(tree["cte_map"], frozenset(), found)
        own = _from(tree["from_table"], found)
        _stars(tree, own, found)
        around = around | own
        tree = {name: part for name, part in tree.items() if name != "cte_map"}
    elif tree.get("class") == "COLUMN_REF":
        _name(tree["column_names"], around, found)
    elif tree.get("type") == "JOIN":
        for name in tree["using_columns"]:
            _name([name], around, found)
    for part in _parts(tree):
        _visit(part, around, found)


def _from(tree: dict[str, Any], found: _Found) -> frozenset[str]:
    """The tables that stand in the from of one query; what is made of them in an odd way counts as whole."""
    kind = tree["type"]
    if kind == "BASE_TABLE":
        return frozenset({tree["table_name"]} & found.columns.keys())
    if kind == "JOIN":
        own = _from(tree["left"], found) | _from(tree["right"], found)
        if tree["ref_type"] not in _PLAIN_JOINS:
            found.whole |= own
        return own
    if kind in ("EMPTY", "SUBQUERY"):
        return frozenset()
    inside = {node["table_name"] for node in _nodes(tree) if node.get("type") == "BASE_TABLE"}
    found.whole |= inside & found.columns.keys()
    return frozenset()


def _stars(select: dict[str, Any], own: frozenset[str], found: _Found) -> None:
    """`*`, `lanes.*` and `columns(...)` of this query."""
    for node in _own_expressions(select):
        if node.get("class") == "STAR":
            named = node.get("relation_name")
            found.whole |= found.aliases.get(named, set()) if named else own


def _own_expressions(select: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every expression of one query, those of queries inside it left out."""
    waiting = [part for name, part in select.items() if name not in ("cte_map", "from_table")]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            if node.get("type") == "SELECT_NODE":
                continue
            yield node
        waiting.extend(_parts(node))


def _name(words: list[str], around: frozenset[str], found: _Found) -> None:
    """One name: of a table where it says so, else of any table that it may mean."""
    words = [word.lower() for word in words]
    if len(words) > 1 and words[0] in found.aliases:
        for table in found.aliases[words[0]]:
            found.columns[table].add(words[1])
        return
    for table in around:
        found.columns[table].update(words)
    if words[0] in found.aliases:  # `hash(lanes)`: the name of a table stands for its rows
        found.whole |= found.aliases[words[0]]
