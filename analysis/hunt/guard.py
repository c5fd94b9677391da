"""Which SQL of a person may run on a case: one select that reads the case and nothing else.

Why: a query is copied from a chat as easily as a link. The connection is locked already (no files, no network, no
settings, a read-only transaction); what is left are functions that act, that wait, or that make a gigabyte out of
one letter, and those are found in the parsed query, never in its text.
Not here: limits of time, rows and memory; run.py has them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import duckdb

from analysis.case import Case
from analysis.errors import CrumblineError

LONGEST_QUERY = 20_000
MOST_CALLS = 500
"""Function calls of one query; the longest of ours has a tenth of it."""
MOST_MADE = 10_000
"""Letters or elements that one call may be told to make."""

TABLE_FUNCTIONS = frozenset({
    "range", "generate_series", "unnest", "json_each", "json_tree", "regexp_split_to_table",
    "duckdb_tables", "duckdb_columns", "duckdb_views", "duckdb_functions", "duckdb_types", "duckdb_keywords",
    "pragma_table_info", "pragma_version",
})  # fmt: skip
"""Functions that may stand where a table stands. Any other reads files, runs text as SQL, or does something."""

ACTING = frozenset({
    "write_log", "setseed", "nextval", "currval", "setval", "pg_sleep", "sleep_ms", "add_parquet_key", "getenv",
    "getvariable", "current_setting", "query", "query_table", "json_execute_serialized_sql", "checkpoint",
    "force_checkpoint", "invoke", "cast_to_type", "parse_duckdb_log_message",
})  # fmt: skip
"""Functions that change something, wait, or tell of the machine."""

BY_NAME = frozenset({"list_aggregate", "list_aggr", "array_aggregate", "array_aggr", "aggregate"})
"""Functions that are told by a text which function to call."""

GROWING = {
    # name: which argument says how much; where it is None, whatever is asked for may be long
    "repeat": 1, "lpad": 1, "rpad": 1, "range": None, "generate_series": None, "list_resize": 1,
    "array_resize": 1, "bar": 3, "bitstring": 1, "to_base": 2, "printf": None, "format": None, "replace": None,
    "regexp_replace": None, "equi_width_bins": None, "lttb": None, "approx_top_k": None, "reservoir_quantile": None,
}  # fmt: skip


class QueryRefused(CrumblineError):
    """A query that may not run here; the message says which part, the next step what to write instead."""


def checked(case: Case, text: str) -> str:
    """The query, where it may run. Raises: QueryRefused."""
    if not text.strip():
        raise QueryRefused("There is no query.", "Write one, or choose one of the ready ones.")
    if len(text) > LONGEST_QUERY:
        raise QueryRefused(f"The query has more than {LONGEST_QUERY:,} characters.", "Ask in several steps.")
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise QueryRefused("The query holds characters that are no text.", "Type it again instead of pasting it.")
    _check_statement(text)
    _check_parts(_parsed(case, text))
    return text


def _check_statement(text: str) -> None:
    try:
        statements = duckdb.extract_statements(text)
    except duckdb.Error as cause:
        raise QueryRefused(_first_line(cause), "Mend the place that the message points to.") from cause
    if len(statements) != 1:
        raise QueryRefused(
            f"These are {len(statements)} statements." if statements else "There is no statement, only a comment.",
            "Run one select at a time.",
        )
    if statements[0].type != duckdb.StatementType.SELECT:
        kind = str(statements[0].type).rsplit(".", 1)[-1].lower().replace("_", " ")
        raise QueryRefused(
            f"This is {kind}, and the case is only read here.", "Write a select; nothing else can be run."
        )
    if statements[0].named_parameters:
        names = ", ".join(sorted(statements[0].named_parameters))
        raise QueryRefused(f"The query leaves places for values open ({names}).", "Write the values into the query.")


def _parsed(case: Case, text: str) -> dict[str, Any]:
    try:
        parsed = json.loads(case.rows("hunt_parsed", text=text)[0]["parsed"])
    except (RecursionError, duckdb.Error) as cause:
        raise QueryRefused("The query is nested too deeply.", "Use `with` for its parts.") from cause
    if parsed.get("error"):
        raise QueryRefused(
            "The query is a pivot or another form that changes the database to run.",
            "Write it as a plain select, for example with count(*) filter (where ...).",
        )
    return parsed


def _check_parts(parsed: dict[str, Any]) -> None:
    calls = 0
    for node, is_growing_inside in _nodes(parsed):
        if node.get("type") == "TABLE_FUNCTION":
            name = str(node["function"].get("function_name", "")).lower()
            if name not in TABLE_FUNCTIONS:
                raise QueryRefused(f"The function {name}() cannot be read from here.", "Read the tables of the case.")
        if node.get("type") == "BASE_TABLE" and node.get("catalog_name", "").lower() not in ("", "case"):
            raise QueryRefused("The query names another database.", "Leave the database out; there is only the case.")
        if node.get("class") == "PARAMETER" or node.get("type") == "VALUE_PARAMETER":
            raise QueryRefused("The query leaves places for values open.", "Write the values into the query.")
        if node.get("class") not in ("FUNCTION", "WINDOW"):
            continue
        calls += 1
        if calls > MOST_CALLS:
            raise QueryRefused(f"The query calls more than {MOST_CALLS} functions.", "Ask in several steps.")
        _check_call(node, is_growing_inside)


def _check_call(node: dict[str, Any], is_growing_inside: bool) -> None:
    name = str(node.get("function_name", "")).lower()
    if name in ACTING:
        raise QueryRefused(
            f"The function {name}() acts, waits or tells of the machine.", "Leave it out; the case is only read here."
        )
    given = [argument.get("expression", {}) for argument in node.get("arguments", [])]
    if name in BY_NAME:
        named = str(_constant(given[1]) if len(given) > 1 else None).lower()
        is_harmless = named != "none" and named not in ACTING and named not in GROWING
    else:
        is_harmless = name not in GROWING
    if is_harmless:
        return
    # x.repeat(9) may be a call on a column x, whose own place among the arguments is then unknown
    if is_growing_inside or node.get("schema") or not _is_bounded(name, given):
        raise QueryRefused(
            f"The function {name}() could make more than the memory of this machine holds.",
            f"Give it written-out arguments, {MOST_MADE:,} at most, and no such function inside another.",
        )


def _is_bounded(name: str, given: list[dict[str, Any]]) -> bool:
    if name in BY_NAME:
        return False
    place = GROWING[name]
    if place is not None:
        return len(given) <= place or _is_small(_constant(given[place]))
    if name in ("replace", "regexp_replace"):
        pattern, made = (_constant(child) for child in given[1:3]) if len(given) >= 3 else (None, None)
        longest = max(len(pattern), 1) if name == "replace" and isinstance(pattern, str) else 16
        return isinstance(made, str) and len(made) <= longest
    if name in ("printf", "format"):
        said = _constant(given[0]) if given else None
        digits = "".join(letter if letter.isdigit() else " " for letter in said) if isinstance(said, str) else ""
        is_written_out = (
            isinstance(said, str) and "*" not in said and said.count("{") == len(re.findall(r"\{[^{}]*\}", said))
        )
        return is_written_out and all(len(run) < 4 for run in digits.split())
    return all(_is_small(_constant(child)) for child in given)


def _constant(node: dict[str, Any]) -> object:
    """The value of a literal, numbers as float; None where the argument is anything else."""
    while node.get("class") == "CAST":
        node = node.get("child", {})
    if node.get("class") != "CONSTANT":
        return None
    literal = node.get("literal") or {}
    if literal.get("kind") == "STRING":
        return literal.get("text")
    try:
        return float(literal.get("text", ""))
    except ValueError:
        return None


def _is_small(value: object) -> bool:
    return isinstance(value, float) and abs(value) <= MOST_MADE


def _nodes(parsed: dict[str, Any]) -> Iterator[tuple[dict[str, Any], bool]]:
    """Every node, and whether it stands inside a call that may grow; the call of a table function itself is none."""
    waiting: list[tuple[Any, bool]] = [(parsed, False)]
    while waiting:
        node, is_inside = waiting.pop()
        if isinstance(node, list):
            waiting.extend((child, is_inside) for child in node)
            continue
        if not isinstance(node, dict):
            continue
        if node.get("type") == "TABLE_FUNCTION" and isinstance(node.get("function"), dict):
            yield node, is_inside
            waiting.append((node["function"].get("arguments", []), is_inside))
            continue
        yield node, is_inside
        grows = node.get("class") == "FUNCTION" and str(node.get("function_name", "")).lower() in GROWING
        waiting.extend((child, is_inside or grows) for child in node.values())


def _first_line(error: Exception) -> str:
    return next((line for line in str(error).splitlines() if line.strip()), "The query cannot be read.")
