"""Made-up tenants for measuring: made once, written as a file, judged through the ordinary pipeline.

Why files: what is measured is the whole way, from the export to the findings. Kept in a folder,
a tenant is made and read once, and later runs judge again only what changed.
Not here: what comes of the judgement (measure.py, lanes.py).
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import io
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import zstandard

from analysis import pipeline, sql_files
from analysis.case import Case
from analysis.errors import CrumblineError
from analysis.evaluation import overrides, truth_file
from analysis.exercise import tenant
from analysis.exercise.exports import admin_csv
from analysis.exercise.replays import kinds
from analysis.exercise.truth import Truth

JSON, CSV = "json", "csv"
"""Forms of an export: a line of JSON an event, and the Admin Console's CSV."""
_MAKING = ("exercise",)
"""What shapes a log: a kept one is made anew when a file of these changed."""
_READING = ("ingest", "enrich", "sql/load", "case.py")
"""What shapes a case beyond its stages, which know by themselves when they are out of date."""


@dataclass(frozen=True)
class Recipe:
    """Which tenant."""

    seed: int
    people: int = 1500
    days: int = 7
    is_hard: bool = False
    of_each: int = 1
    """Replays of each kind."""

    @property
    def name(self) -> str:
        """Names its folder, and it in messages."""
        kind = "hard" if self.is_hard else "plain"
        return f"{kind}-seed{self.seed}-{self.people}x{self.days}-replays{self.of_each}"


@contextlib.contextmanager
def judged(
    seed: int, people: int, days: int, *, form: str = JSON, is_hard: bool = False, of_each: int = 1
) -> Iterator[tuple[Case, Truth]]:
    """One tenant, judged, with its truth; all of it is gone when the block ends."""
    with made(Recipe(seed, people, days, is_hard, of_each)) as one, one.case(form) as case:
        yield case, one.truth


@contextlib.contextmanager
def made(recipe: Recipe, *, keep: Path | None = None, threads: int | None = None) -> Iterator[Made]:
    """The tenant of a recipe, from `keep` where it lies there and is not out of date; without `keep`, for the block."""
    with contextlib.ExitStack() as stack:
        if keep is None:
            root = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="crumbline-tenant-")))
        else:
            root = keep.expanduser()
        folder = root / recipe.name
        truth = folder / "truth.json"
        if not _is_current(folder, _MAKING):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            _make(recipe, folder / "log.jsonl.zst", truth)
            _stamp(folder, _MAKING)
        yield Made(folder, truth_file.read(truth), threads)


def _make(recipe: Recipe, log: Path, truth: Path) -> None:
    replays = kinds(is_hard=recipe.is_hard) * recipe.of_each
    try:
        new = tenant.make(recipe.seed, recipe.people, recipe.days, replays=replays, is_hard=recipe.is_hard)
        _write(log, tenant.json_lines(new.events))
    except ValueError as cause:
        raise CrumblineError(
            f"A tenant cannot be made: {cause}.", "Give more people, or fewer of each kind."
        ) from cause
    truth_file.write(new.truth, truth)


@dataclass(frozen=True)
class Made:
    """A tenant that was made: its log on disk, and what is true of it."""

    folder: Path
    truth: Truth
    threads: int | None
    """Of DuckDB; None: as many as the machine has."""

    @contextlib.contextmanager
    def case(self, form: str = JSON, *, points: Mapping[str, int] | None = None) -> Iterator[Case]:
        """The whole tenant in one form, judged; `points` by name of their setting, instead of the headers'."""
        log = self.folder / "log.jsonl.zst"
        if form == CSV:
            log = self.folder / "log.csv.zst"
            if not log.exists():
                _write(log, admin_csv(self._events()))
        with self._judged(self.folder / f"case-{form}", log, points) as case:
            yield case

    def one_person(
        self, actor_ids: Collection[str], *, points: Mapping[str, int] | None = None
    ) -> Iterator[tuple[str, Case]]:
        """For each person an export of that person's own events and nothing else, judged, one after the other."""
        folders = {actor_id: self.folder / "people" / actor_id for actor_id in actor_ids}
        missing = {actor_id for actor_id, folder in folders.items() if not (folder / "log.jsonl.zst").exists()}
        for actor_id, events in self._events_of(missing).items():
            folders[actor_id].mkdir(parents=True, exist_ok=True)
            _write(folders[actor_id] / "log.jsonl.zst", tenant.json_lines(events))
        for actor_id, folder in folders.items():
            with self._judged(folder / "case", folder / "log.jsonl.zst", points) as case:
                yield actor_id, case

    def _events_of(self, actor_ids: Collection[str]) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {actor_id: [] for actor_id in sorted(actor_ids)}
        for event in self._events() if found else ():
            if event["actor"]["id"] in found:
                found[event["actor"]["id"]].append(event)
        return found

    def _events(self) -> Iterator[dict[str, Any]]:
        with zstandard.open(self.folder / "log.jsonl.zst", "rb") as lines:
            for line in io.BufferedReader(lines, 1 << 20):
                yield orjson.loads(line)

    @contextlib.contextmanager
    def _judged(self, folder: Path, log: Path, points: Mapping[str, int] | None) -> Iterator[Case]:
        is_current = _is_current(folder, _READING)
        if not is_current:
            shutil.rmtree(folder, ignore_errors=True)
        with Case.open(folder, memory_limit="2GB", threads=self.threads) as case:
            if not is_current:
                pipeline.add_evidence(case, [log])
                _stamp(folder, _READING)
            overrides.put(case, points or {})
            failed = pipeline.judge(case).failed
            if failed:
                raise AssertionError(f"signals failed: {failed}")
            yield case


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    """Write compressed, and under its name only once it is whole."""
    part = path.with_suffix(".part")
    with part.open("wb") as plain, zstandard.ZstdCompressor(level=1).stream_writer(plain) as file:
        for piece in pieces:
            file.write(piece)
    part.rename(path)


def _stamp(folder: Path, parts: tuple[str, ...]) -> None:
    (folder / "made-by").write_text(_digest(parts), encoding="ascii")


def _is_current(folder: Path, parts: tuple[str, ...]) -> bool:
    stamp = folder / "made-by"
    return stamp.is_file() and stamp.read_text(encoding="ascii") == _digest(parts)


@functools.cache
def _digest(parts: tuple[str, ...]) -> str:
    """What stands for the program's files that shape something kept."""
    found = hashlib.sha256()
    for part in parts:
        root = sql_files.ROOT / part
        for path in [root] if root.is_file() else sorted(root.rglob("*")):
            if path.suffix in (".py", ".sql"):
                found.update(path.read_bytes())
    return found.hexdigest()
