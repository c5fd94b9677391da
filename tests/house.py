"""The house as the laws see it: its files, its words, and how offenders are told.

Not here: any law; those are tests/test_house_rules.py, test_sql_rules.py and test_project_files.py.
"""

from __future__ import annotations

import ast
import functools
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEXT = {".py", ".sql", ".toml", ".md", ".sh", ".txt", ".cfg", ".yml", ".yaml", ".html", ".js", ".css", ".svg", ".json"}


@functools.cache
def files() -> tuple[Path, ...]:
    """Every file that is, or would be, part of the project: tracked, or new and not ignored. Relative to the root."""
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    answer = subprocess.run(asked, cwd=ROOT, capture_output=True, check=False)
    if answer.returncode == 0:
        found = [Path(name) for name in answer.stdout.decode().split("\0") if name]
    else:  # unpacked from an archive
        skipped = {".venv", ".git", "__pycache__", "cases"}
        found = [path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file()]
        found = [path for path in found if not skipped & set(path.parts) and not path.is_relative_to("tests/output")]
    return tuple(sorted(path for path in found if (ROOT / path).is_file()))


def below(*places: str, suffix: str = "") -> list[Path]:
    """The files below some folders (or the files so named), by suffix."""
    roots = [Path(place) for place in places]
    return [path for path in files() if path.suffix.endswith(suffix) and any(path.is_relative_to(r) for r in roots)]


@functools.cache
def text(path: Path) -> str:
    """A file's text."""
    return (ROOT / path).read_text(encoding="utf-8")


@functools.cache
def tree(path: Path) -> ast.Module:
    """A Python file, parsed."""
    return ast.parse(text(path), str(path))


def lines_with(path: Path, pattern: str, flags: int = 0) -> Iterator[tuple[int, str]]:
    """The lines of a file in which a pattern occurs, with their numbers."""
    wanted = re.compile(pattern, flags)
    for number, line in enumerate(text(path).splitlines(), 1):
        if wanted.search(line):
            yield number, line.strip()


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Full names of what a file imports anywhere (`module`, or `module.name`), with line numbers."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def docstrings(path: Path) -> set[int]:
    """Ids of the nodes that are docstrings, or strings under a field: prose for the reader of the code."""
    return {
        id(node.value)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """The string literals of a file that the program uses, parts of f-strings among them."""
    prose = docstrings(path)
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.lineno, node.value


def words(line: str) -> list[str]:
    """The single words of a line in lower case; snake_case and CamelCase fall apart into theirs."""
    parted = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", line)
    return [word.lower() for word in re.findall(r"[A-Za-z]+", parted)]


def check(offenders: Iterable[object], advice: str) -> None:
    """Fail with all offenders at once and with what to do about them."""
    found = [str(offender) for offender in offenders]
    assert not found, f"{advice}\n" + "\n".join(f"  {offender}" for offender in found)
