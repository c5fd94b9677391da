"""The laws of the house over its SQL: each lists every offender at once and says what to do."""

from __future__ import annotations

import functools
import re
import tomllib
from pathlib import Path

import pytest

import house
from analysis import signal_files, sql_files

SQL = house.below("analysis", suffix=".sql")
STAGES = house.below("analysis/sql/stages", suffix=".sql")
SIGNALS = house.below("analysis/signals", suffix=".sql")
RULES = house.below("analysis/rules", suffix=".sql")
JUDGING = [*STAGES, *SIGNALS, *RULES, *house.below("analysis/controls", suffix=".sql")]

REQUIRED = {
    "analysis/sql/stages": {"about", "grain", "key", "reads", "columns"},
    "analysis/signals": {
        "title", "claim", "why", "family", "points", "attack", "needs", "blind", "says", "steps", "source",
        "false_positives", "reads",
    },
    "analysis/rules": {
        "title", "by", "rule", "source", "severity", "attack", "logic", "blind", "says", "events", "needs", "reads",
    },
}  # fmt: skip
ANYWHERE_ELSE = {"about"}

DIFFERENT_FROM_RUN_TO_RUN = {
    r"\bmode\(": "mode() takes any of the most frequent; rank them and take the first",
    r"\bany_value\(": "any_value() takes any; take min() or max()",
    r"\b(first|last)\(": "first() and last() depend on the order of rows; use arg_min with a total order, or min()",
    r"\b(random|uuid|gen_random_uuid|setseed)\(": "a random value",
    r"\b(now|today|get_current_timestamp|current_localtimestamp)\(|\bcurrent_(date|time|timestamp)\b": "the clock",
    r"\bapprox_|\breservoir_quantile\(|\busing sample\b|\btablesample\b": "an estimate",
    r"\browid\b": "rowid is the order of rows",
}
NEEDS_ORDER = r"\b(list|array_agg|string_agg|group_concat|listagg)\("
RANKING = r"\b(row_number|rank|dense_rank|ntile|lag|lead|first_value|last_value|nth_value|percent_rank|cume_dist)\("


@functools.cache
def bare(path: Path) -> str:
    """A file's statements with comments and the insides of strings blanked, line for line."""
    without_strings = re.sub(r"'(?:[^']|'')*'", "''", re.sub(r"--[^\n]*", "", house.text(path)))
    return without_strings.lower()


@functools.cache
def load(path: Path) -> sql_files.SqlFile:
    return sql_files.load(house.ROOT / path)


def headed(paths: list[Path]) -> list[Path]:
    """The files that can be read; the law on headers tells of the others."""
    return [path for path in paths if _trouble(path) is None]


@functools.cache
def _trouble(path: Path) -> str | None:
    try:
        load(path)
    except Exception as cause:  # noqa: BLE001 - whatever is wrong with one file, the others are looked at too
        return f"{path}: {cause}"
    return None


def test_sql_files_begin_with_a_header_of_toml():
    house.check(filter(None, map(_trouble, SQL)), "Each .sql begins with `-- ` lines of TOML, then the statements:")


def test_headers_hold_the_keys_of_their_kind():
    house.check(
        (
            f"{path}: {', '.join(sorted(missing))}"
            for path in headed(SQL)
            if (missing := REQUIRED.get(str(path.parent), ANYWHERE_ELSE) - load(path).header.keys())
            and (str(path.parent) in REQUIRED or "title" not in load(path).header)
        ),
        "The header lacks:",
    )


def test_header_parameters_are_the_query_parameters():
    house.check(
        (
            f"{path}: {', '.join(sorted(declared ^ load(path).parameters))}"
            for path in headed(SQL)
            if (declared := _declared(path)) != load(path).parameters
        ),
        "A $name stands in the header, and every name of the header in the query. [params.x] holds a value of its\n"
        "own, [params.x] shared = true (or shared_params = []) one of analysis/parameters.toml, values = [] what the\n"
        "caller gives. Declared and not used, or used and not declared:",
    )


def _declared(path: Path) -> set[str]:
    header = load(path).header
    return {*header.get("params", {}), *header.get("shared_params", []), *header.get("values", [])}


def test_parameters_have_a_value_a_unit_and_a_reason():
    house.check(
        (
            f"{path}: {name}: {', '.join(sorted(missing))}"
            for path in headed(SQL)
            for name, entry in load(path).header.get("params", {}).items()
            if not entry.get("shared") and (missing := _needed(path, entry) - entry.keys())
        ),
        "A number says its unit and why it is what it is; a value that the caller gives says what it is:",
    )


def _needed(path: Path, entry: dict[str, object]) -> set[str]:
    """Nobody calls a stage or a signal with values, so theirs stand in the header."""
    return {"value", "unit", "why"} if path in JUDGING or "value" in entry else {"why"}


def test_shared_parameters_stand_in_one_place():
    shared = tomllib.loads(house.text(Path("analysis/parameters.toml")))
    asked = {
        (str(path), name)
        for path in headed(SQL)
        for name in (
            *load(path).header.get("shared_params", []),
            *(name for name, entry in load(path).header.get("params", {}).items() if entry.get("shared")),
        )
    }
    house.check(
        sorted(f"{path}: {name}" for path, name in asked if name not in shared),
        "Not in analysis/parameters.toml:",
    )
    house.check(
        sorted(
            f"{path}: {name}"
            for path in headed(SQL)
            for name, entry in load(path).header.get("params", {}).items()
            if name in shared and not entry.get("shared")
        ),
        "A number stands once: take it out of the header or out of analysis/parameters.toml:",
    )


def test_a_stage_makes_exactly_the_table_it_is_named_for():
    """A temporary table on the way there must be dropped by the file that makes it."""
    made = r"create\s+(?:or\s+replace\s+)?(?:table|view)\s+(?:if\s+not\s+exists\s+)?(\w+)"
    house.check(
        (
            f"{path}: makes {', '.join(found) or 'nothing'}"
            for path in STAGES
            if (found := re.findall(made, bare(path))) != [re.sub(r"^\d\d_", "", path.stem)]
            or not re.match(r"\d\d_", path.stem)
            or _temporary(bare(path)) != set(re.findall(r"\bdrop\s+table\s+(\w+)", bare(path)))
        ),
        "NN_<table>.sql makes <table> and leaves nothing else behind:",
    )


def _temporary(body: str) -> set[str]:
    return set(re.findall(r"\bcreate\s+or\s+replace\s+temp\s+table\s+(\w+)", body))


def test_a_stage_or_signal_reads_what_its_header_says():
    """Why: it runs again when something that it reads has changed; what is not said is not seen."""
    house.check(
        (
            f"{path}: {sign} {', '.join(sorted(names))}"
            for path in headed([*STAGES, *SIGNALS, *RULES])
            for sign, names in _reads_amiss(path)
            if names
        ),
        "`reads` in the header and the query differ (+ read and not said, - said and not read):",
    )


def _reads_amiss(path: Path):
    said, body = set(load(path).header.get("reads", [])), bare(path)
    # "is distinct from x" and "extract(year from x)" read no table.
    body = re.sub(r"\bdistinct\s+from\b|\bextract\s*\(\s*\w+\s+from\b|\b(both|leading|trailing)\s+from\b", "", body)
    named = set(re.findall(r"\b(\w+)(?:\s*\([\w\s,]*\))?\s+as\s+(?:not\s+)?(?:materialized\s*)?\(", body))
    read = set(re.findall(r"\b(?:from|join)\s+(?:lateral\s+)?(\w+)(?!\w|\s*\()", body))
    own = re.sub(r"^\d\d_", "", path.stem)
    yield "+", read - named - said - _temporary(body) - {own, "select", "values"}
    yield "-", {name for name in said if not re.search(rf"\b{name}\b", body)}


def test_a_stage_makes_the_columns_that_its_header_explains(tmp_path):
    """On a case without evidence, which must be judged without a word."""
    from analysis import pipeline  # here, so that the other laws are told while the program does not run
    from analysis.case import Case

    with Case.open(tmp_path / "empty") as case:
        pipeline.judge(case)
        with case.cursor() as cursor:
            made = {
                name: [row[0] for row in cursor.execute(f"describe {name}").fetchall()]
                for name in (load(path).name for path in headed(STAGES))
            }
    house.check(
        (
            f"{path}: {complaint}: {', '.join(sorted(names))}"
            for path in headed(STAGES)
            for complaint, names in (
                ("not explained", set(made[load(path).name]) - load(path).header["columns"].keys()),
                ("not made", load(path).header["columns"].keys() - set(made[load(path).name])),
            )
            if names
        ),
        "The reference screen reads the meaning of each column in [columns]:",
    )


def test_stages_run_after_what_they_read():
    number = {re.sub(r"^\d\d_", "", path.stem): path.stem for path in STAGES}
    house.check(
        (
            f"{path} reads {name} ({number[name]})"
            for path in headed(STAGES)
            for name in load(path).header.get("reads", [])
            if name in number and number[name] >= path.stem
        ),
        "The numbers are the order; renumber the stage:",
    )


def test_no_answer_depends_on_the_order_of_rows():
    house.check(
        [*_unstable_words(), *_lists_without_order(), *_ties_without_a_word(), *_ranks_without_order()],
        "The same evidence gives the same findings:",
    )


def _unstable_words():
    for path in JUDGING:
        for number, line in enumerate(bare(path).splitlines(), 1):
            for pattern, advice in DIFFERENT_FROM_RUN_TO_RUN.items():
                if re.search(pattern, line):
                    yield f"{path}:{number}: {advice}"


def _lists_without_order():
    for path in JUDGING:
        body = bare(path)
        for found in re.finditer(NEEDS_ORDER, body):
            if "order by" not in _inside(body, found.end()):
                yield f"{path}:{body.count(chr(10), 0, found.start()) + 1}: {found.group()}) needs an order by inside"


def _ties_without_a_word():
    """arg_min and arg_max take any row of a tie unless what they rank by is unique."""
    for path in JUDGING:
        lines = house.text(path).splitlines()
        for number, line in enumerate(bare(path).splitlines()):
            said = " ".join(lines[max(0, number - 1) : number + 1]).lower()
            if re.search(r"\barg_(min|max)\(|\b(min|max)_by\(", line) and not re.search(r"--.*\bties?\b", said):
                yield f"{path}:{number + 1}: say in a comment here why there are no ties, or how they are broken"


def _ranks_without_order():
    for path in JUDGING:
        body = bare(path)
        for found in re.finditer(RANKING, body):
            after = body[found.end() + len(_inside(body, found.end())) + 1 :]
            window = re.match(r"\s*(?:ignore nulls\s*)?over\s*\(", after)
            if window and "order by" not in _inside(after, window.end()):
                yield f"{path}:{body.count(chr(10), 0, found.start()) + 1}: {found.group()}) over no order"


def _inside(body: str, start: int) -> str:
    """The text from just after an opening bracket to the one that closes it."""
    depth = 1
    for place in range(start, len(body)):
        depth += (body[place] == "(") - (body[place] == ")")
        if depth == 0:
            return body[start:place]
    return body[start:]


def test_sql_keeps_its_form():
    keywords = r"\b(SELECT|FROM|WHERE|JOIN|GROUP BY|ORDER BY|WITH|CREATE|INSERT|UNION|LEFT|CASE|WHEN)\b"
    house.check(
        (
            f"{path}:{number}: {complaint}"
            for path in SQL
            for number, (line, plain) in enumerate(
                zip(house.text(path).splitlines(), _unquoted(path).splitlines(), strict=True), 1
            )
            for complaint in _form(line, plain, keywords)
        ),
        "Lower case, four spaces, 100 columns:",
    )


def _unquoted(path: Path) -> str:
    """The text with comments blanked, case kept."""
    return re.sub(r"--[^\n]*", "", house.text(path))


def _form(line: str, plain: str, keywords: str):
    if "\t" in line or line != line.rstrip():
        yield "tab or space at the end"
    # A sentence for a person stays on one line, so that it can be found by searching for it.
    if len(re.sub(r"'[^']{40,}'", "''", line)) > 100 and not line.startswith("--"):
        yield f"{len(line)} columns"
    if re.search(keywords, re.sub(r"'[^']*'", "", plain)):
        yield "keywords in lower case"


def test_signals_belong_to_a_family():
    if not SIGNALS:
        pytest.skip("there are no signals yet")
    house.check(
        (
            f"{path}: {load(path).header.get('family')}"
            for path in headed(SIGNALS)
            if load(path).header.get("family") not in signal_files.FAMILIES
        ),
        f"A signal's family is one of {', '.join(sorted(signal_files.FAMILIES))}:",
    )


def test_the_reason_of_a_signals_points_is_a_sentence():
    """Why: `python -m analysis calibrate --write` keeps it beside the points, for whoever reads or turns them."""
    told = [(path, load(path).header["weighed"]) for path in headed(SIGNALS) if "weighed" in load(path).header]
    house.check(
        (f"{path}: {reason!r}" for path, reason in told if not isinstance(reason, str) or len(reason.split()) < 3),
        "`weighed` in a signal's header says in words where its points come from:",
    )


def test_signals_have_cases_that_show_both_outcomes():
    cases = {path.stem: path for path in house.below("tests/signals", suffix=".toml")}
    if not SIGNALS:
        pytest.skip("there are no signals yet")
    house.check(
        [f"{path}: tests/signals/{path.stem}.toml is missing" for path in SIGNALS if path.stem not in cases]
        + [f"{path}: no such signal" for name, path in cases.items() if name not in {p.stem for p in SIGNALS}],
        "One file of cases a signal, and none without its signal:",
    )
