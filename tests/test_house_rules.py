"""The laws of the house over all its Python and its layout: each lists every offender at once and says what to do."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import house

PYTHON = house.below("analysis", "pages", "app.py", suffix=".py")
SCREENS = house.below("pages", "app.py", suffix=".py")

TOP_LEVEL = {
    "app.py", "pages", "data", "analysis", "tests", "docs",
    "requirements.txt", "requirements.lock", "README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", "Makefile",
    ".streamlit", ".ci", ".gitignore", ".gitattributes",
}  # fmt: skip

FORBIDDEN_WORDS = {"alert", "anomaly", "hit", "util", "helper", "common", "manager"}
FORBIDDEN_WORDS |= {"alerts", "anomalies", "anomalous", "hits", "utils", "helpers", "managers"}
SPOKEN_BY_OTHERS = {
    # phrase: whose word it is
    "context manager": "Python's",
    "Anomalous Location": "Okta's, a reason of its risk engine",
    "starlette_app_utils": "Streamlit's, a module",
    "net_util": "Streamlit's, a module",
    "pptx.util": "python-pptx’s, a module",
    "email.utils": "Python's, a module",
    ".most_common(": "Python's, of a Counter",
    "stix2.utils": "that library's, a module",
    '"hits"': "Elastic's, the answer to a search",
    "|hits|": "the same, in a pattern",
}
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "lib", "tools", "stuff"}

WORDS_OF_TRANSACTIONS = {"begin", "commit", "rollback", "checkpoint", "set", "reset"}
SQL_ANYWHERE = re.compile(
    r"^\s*(select\s[\s\S]+\sfrom\s|create\s+(or\s+replace\s+)?(temp\s+|temporary\s+)?(table|view|macro)\s|insert\s+into\s"
    r"|update\s+\w+\s+set\s|delete\s+from\s|drop\s+(table|view)\s|alter\s+table\s|with\s+\w+\s+as\s*\(|copy\s+\w+\s+(from|to)\s)"
)
RUN_SQL = {"execute", "executemany", "sql", "query", "from_query"}

CALLS_OUT = {"requests", "httpx", "urllib3", "aiohttp", "http.client", "urllib.request", "ftplib", "smtplib", "socket"}
NO_CONNECTION = {"inet_pton", "inet_ntop", "inet_aton", "AF_INET", "AF_INET6", "gethostname"}
BINDS = {"analysis/exercise/serving.py"}
"""Asks this machine whether an address is its own; takes it and lets it go, and nothing is sent."""
TO_BIND = {"socket", "bind"}
PLACES_TO_NAME = re.compile(
    r"https?://("
    r"127\.0\.0\.1|localhost"  # this machine
    r"|[\w.-]*\.example\b|example\.(com|org|net)"  # nobody
    r"|[^/\s]*[{<]"  # a name that the reader fills in
    r"|www\.w3\.org/"  # names of XML dialects
    r"|([\w-]+\.)*okta\.com"  # shown to a person: what to export, where it is described
    r")"
)
TESTS_OF_THE_WHOLE = {
    # test files that mirror no single module, with what they are about
    "test_house_rules": "the laws over Python and layout",
    "test_sql_rules": "the laws over SQL",
    "test_project_files": "the laws over the files at the top",
    "test_command_line": "what `python -m analysis` prints, and its exit codes",
    "test_same_findings": "one log in every wrapper, order and split",
    "test_stories": "an export and its expected findings, side by side",
}


def test_analysis_imports_neither_streamlit_nor_a_page():
    screens = {path.stem for path in house.below("pages", suffix=".py") if len(path.parts) == 2}
    screens = (screens | {"streamlit", "pages", "parts", "app"}) - {"har", "exercise", "briefing", "controls"}
    house.check(
        (
            f"{path}:{line}: {name}"
            for path in house.below("analysis", suffix=".py")
            for line, name in house.imports(path)
            if name.split(".")[0] in screens
        ),
        "What needs a browser lives in pages/; analysis/ never imports it. Move the drawing, or pass a callback:",
    )


def test_streamlit_is_not_loaded_by_importing_all_of_analysis():
    """Proved at run time too, because an import may hide behind another."""
    modules = [".".join(path.with_suffix("").parts) for path in house.below("analysis", suffix=".py")]
    modules = [name.removesuffix(".__init__") for name in modules if not name.endswith("__main__")]
    program = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)\n"
    program += "print(*sorted(m for m in sys.modules if m.split('.')[0] in ('streamlit', 'parts', 'pages')))"
    done = subprocess.run(
        [sys.executable, "-c", program, *modules], cwd=house.ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"A module of analysis/ cannot be imported by itself:\n{done.stderr[-2000:]}"
    house.check(done.stdout.split()[:5], "Importing analysis/ loads the screens:")


def test_pages_never_import_duckdb():
    house.check(
        (f"{path}:{line}" for path in SCREENS for line, name in house.imports(path) if name.split(".")[0] == "duckdb"),
        "A page asks analysis/ (case.read, case.frame); it never speaks to DuckDB itself:",
    )


def test_sql_lives_in_sql_files():
    house.check(
        [*_statements_in_calls(), *_statements_in_strings()],
        "SQL belongs into a .sql file below analysis/; Python adds only begin, commit, rollback, checkpoint, set:",
    )


def _statements_in_calls():
    for path in PYTHON:
        for node in ast.walk(house.tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in RUN_SQL:
                first = _beginning(node.args[0]) if node.args else None
                if first and first.lower() not in WORDS_OF_TRANSACTIONS:
                    yield f"{path}:{node.lineno}: .{node.func.attr}({first!r}...)"


def _beginning(argument: ast.expr) -> str | None:
    """The first word of a literal; None where the text comes from elsewhere."""
    if isinstance(argument, ast.JoinedStr) and argument.values:
        argument = argument.values[0]
    if isinstance(argument, ast.BinOp):
        return _beginning(argument.left)
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return next(iter(argument.value.split()), None)
    return None


def _statements_in_strings():
    for path in PYTHON:
        for line, value in house.strings(path):
            if SQL_ANYWHERE.match(value):
                yield f"{path}:{line}: {' '.join(value.split())[:60]}"


def test_forbidden_words_are_nowhere():
    house.check(
        (
            f"{path}:{number}: {word}: {line.strip()[:80]}"
            for path in house.files()
            if path.suffix in house.TEXT | {""} and not path.is_relative_to("data")
            if path.name not in ("LICENSE", "test_house_rules.py")
            for number, line in enumerate([str(path), *house.text(path).splitlines()])
            for word in sorted(set(house.words(_our_part(line))) & FORBIDDEN_WORDS)
        ),
        "Words that this house does not use. Say what the thing is (a signal, a finding, a match), or enter the\n"
        "phrase of another system in SPOKEN_BY_OTHERS (line 0 is the file's name):",
    )


def _our_part(line: str) -> str:
    for phrase in SPOKEN_BY_OTHERS:
        line = line.replace(phrase, "")
    return line


def test_file_names_say_what_is_inside():
    house.check(
        (path for path in house.files() if set(re.split(r"[_.\W]", path.stem.lower())) & NAMES_THAT_SAY_NOTHING),
        "A file is named for the idea in it:",
    )


def test_the_top_level_holds_what_was_agreed():
    found = {path.parts[0] for path in house.files()}
    house.check(sorted(found - TOP_LEVEL), "Not part of the agreed house; every thing has a room already:")


def test_data_holds_no_code():
    house.check(house.below("data", suffix=".py"), "data/ holds no code; a generator belongs below analysis/:")


def test_data_says_where_it_comes_from():
    about = Path("data/README.md")
    if not house.below("data"):
        pytest.skip("nothing ships yet")
    assert about in house.files(), "data/README.md must say source, date, licence and how to refresh of each file"
    said = house.text(about)
    folders = {path.parts[1] for path in house.below("data") if len(path.parts) > 2}
    unnamed = [
        path for path in house.below("data") if path != about and path.name not in said and path.stem not in said
    ]
    house.check(
        [path for path in unnamed if f"{path.parts[1]}/" not in said or path.parts[1] not in folders],
        "data/README.md does not mention (by file, or by its folder with a slash):",
    )


def test_no_error_is_swallowed():
    house.check(_swallowed(), "Catch what a person can mend and raise it as a CrumblineError from the cause:")


def _swallowed():
    for path in PYTHON:
        for node in ast.walk(house.tree(path)):
            if not isinstance(node, ast.ExceptHandler):
                continue
            if node.type is None:
                yield f"{path}:{node.lineno}: bare except"
            elif {"Exception", "BaseException"} & set(re.findall(r"\w+", ast.unparse(node.type))) and all(
                isinstance(step, ast.Pass | ast.Continue | ast.Break) for step in node.body
            ):
                yield f"{path}:{node.lineno}: catches everything and says nothing"


def test_modules_say_what_they_are():
    house.check(
        (path for path in PYTHON if not ast.get_docstring(house.tree(path))),
        "The first line of a module says what it is, what it is not, and why it is apart:",
    )


def test_raw_html_is_never_drawn():
    house.check(
        (f"{path}:{line}" for path in SCREENS for line, _ in house.lines_with(path, r"unsafe_allow_html\s*=\s*True")),
        "Log content is hostile; nothing of it may become HTML (use st.text, st.code, st.dataframe):",
    )


def test_the_program_cannot_call_out():
    house.check(
        (
            f"{path}:{line}: {name}"
            for path in PYTHON
            for line, name in house.imports(path)
            if any(name == module or name.startswith(f"{module}.") for module in CALLS_OUT)
            and not _only_reads_addresses(path, name)
        ),
        "Nothing leaves the machine, so nothing in the program may open a connection:",
    )


def _only_reads_addresses(path: Path, name: str) -> bool:
    """The module `socket` also turns addresses to text and back, which reaches nobody."""
    if name.startswith("socket."):
        return name.removeprefix("socket.") in NO_CONNECTION
    used = {found.attr for found in _attributes(path) if ast.unparse(found.value) == "socket"}
    return name == "socket" and used <= NO_CONNECTION | (TO_BIND if str(path) in BINDS else set())


def _attributes(path: Path):
    return (node for node in ast.walk(house.tree(path)) if isinstance(node, ast.Attribute))


def test_addresses_of_the_web_stand_in_comments_only():
    house.check(
        (
            f"{path}:{line}: {found.group()[:60]}"
            for path in PYTHON
            for line, value in house.strings(path)
            for found in re.finditer(r"https?://\S+", value)
            if not PLACES_TO_NAME.match(found.group())
        ),
        "A source belongs into a docstring (Source:), a reference file or a .sql header, not into a string:",
    )


def test_nothing_refers_to_what_lies_beside_the_project():
    house.check(
        (
            f"{path}:{number}: {line[:80]}"
            for path in house.files()
            if path.suffix in house.TEXT | {""} and not path.is_relative_to("tests") and path.suffix != ".lock"
            for number, line in house.lines_with(path, r"(\.\.|/\w+)/shared\b")
        ),
        "The project stands alone; only tests may look beside it, and skip where nothing is there:",
    )


def test_no_path_of_a_machine_and_no_registry_is_named():
    here = [f"{folder}/" for folder in (house.ROOT.parent, Path.home()) if len(folder.parts) > 1]
    machine = [*(re.escape(folder) for folder in here), r"(?<![\w.])/Users/\w+/", r"(?<![\w.])/root/", r"/opt/pypi"]
    registries = [r"pypi\.org", r"pythonhosted\.org", r"registry\.npmjs", r"deb\.debian\.org", r"--(extra-)?index-url "]
    pattern = "|".join(machine + registries)
    house.check(
        (
            f"{path}:{number}: {line[:80]}"
            for path in house.files()
            if (path.suffix in house.TEXT | {"", ".lock"}) and path.name != "test_house_rules.py"
            for number, line in house.lines_with(path, pattern)
        ),
        "Paths of one machine and hosts of package registries mean nothing elsewhere:",
    )


def test_test_files_mirror_what_they_test():
    house.check(
        (path for path in house.below("tests", suffix=".py") if path.name.startswith("test_") and not _mirrors(path)),
        "tests/x/test_y.py tests analysis/x/y.py, y.sql, a stage NN_y.sql or tests/y.py (pages/y.py for tests/pages).\n"
        "Rename the file, or name it in TESTS_OF_THE_WHOLE with what it is about:",
    )


def _mirrors(path: Path) -> bool:
    inside, name = path.relative_to("tests").parent, path.stem.removeprefix("test_")
    if path.stem in TESTS_OF_THE_WHOLE or inside.parts[:1] in (("browser",), ("bench",), ("stories",)):
        return True
    room = inside if inside.parts[:1] in (("pages",), ("data",)) else "analysis" / inside
    there = {found.relative_to(room).parts[0] for found in house.below(str(room))}
    if inside.parts[:1] == ("pages",):
        there |= {found.name for found in house.below("pages/parts")}
    if inside == Path():
        there |= {found.name for found in house.files() if len(found.parts) == 1}
    there |= {found.name for found in house.below("analysis/sql/stages")}  # a stage belongs to several rooms
    there |= {found.name for found in house.below("tests", suffix=".py") if not found.name.startswith("test_")}
    subjects = {re.sub(r"^\d+_", "", Path(entry).stem).strip("_") for entry in there} | {inside.name}
    return any(name == subject or name.startswith(f"{subject}_") for subject in subjects if subject)


def test_tests_are_quiet_about_nothing():
    """A skipped test says why; a test that cannot fail is none."""
    house.check(
        (
            f"{path}:{number}: {line[:80]}"
            for path in house.below("tests", suffix=".py")
            if path.name != "test_house_rules.py"
            for number, line in house.lines_with(path, r"pytest\.skip\(\)|mark\.skip\b(?!if|\()|assert True\b")
        ),
        "Say why it is skipped, or let it fail:",
    )
