"""How long evidence takes to become findings, against DuckDB's own reading of the same file.

`python tests/bench/ingest.py --gb 1 --format jsonl` makes a file of made-up records, then runs by turns,
each in a process of its own: the floor (`create table as select` of the same typed columns, with the
checkpoint; floor_jsonl.sql, floor_csv.sql) and ours (the file into a new case, and judged). Only the best
of each is compared, since whatever else the machine does can only add; every round is printed.
Start-up and imports are not counted.
Not here: how good the findings are.
"""

from __future__ import annotations

import argparse
import importlib
import itertools
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

MEMORY_LIMIT, THREADS = "2GB", 2
PEOPLE, START, DAYS_AT_MOST = 1500, datetime(2024, 3, 4, tzinfo=UTC), 3650
"""A tenant of this size; as many of its days as the asked-for size needs."""
MEMORY_OVER_LIMIT_MB = 1000
"""Peak memory may be the limit of the database and this much."""
AIM = 2.5
"""Times the floor that the whole way should take."""
RATIO_AT_MOST = 3.2
"""Times the floor from which on something was made slower by mistake."""


def make_file(path: Path, size: int, kind: str) -> None:
    """Write a made-up log of about `size` bytes, whole records only."""
    from analysis.exercise import exports, tenant

    events = tenant.make(1, PEOPLE, DAYS_AT_MOST, start=START).events
    chunks: Iterable[bytes] = tenant.json_lines(events) if kind == "jsonl" else exports.admin_csv(events)
    unfinished = path.with_suffix(".part")
    with unfinished.open("wb") as file:
        for chunk in chunks:
            file.write(chunk)
            if file.tell() >= size:
                break
    unfinished.rename(path)


def peak_mb() -> float:
    """The highest resident memory of this process, in MB."""
    try:
        status = Path("/proc/self/status").read_text(encoding="utf-8")
        return int(status.split("VmHWM:")[1].split()[0]) / 1024
    except (OSError, IndexError):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / (1 << 20) if sys.platform == "darwin" else peak / 1024


def run_floor(path: Path, folder: Path, kind: str) -> dict[str, Any]:
    """DuckDB alone."""
    import duckdb

    text = Path(__file__).with_name(f"floor_{kind}.sql").read_text(encoding="utf-8")
    connection = duckdb.connect(
        str(folder / "floor.duckdb"), config={"memory_limit": MEMORY_LIMIT, "threads": str(THREADS)}
    )
    connection.execute("set variable path = $path", {"path": str(path)})
    began = time.perf_counter()
    for statement in duckdb.extract_statements(text):
        connection.execute(statement)
    seconds = time.perf_counter() - began
    rows = connection.execute("select count(*) from floor_events").fetchone()
    return {"seconds": seconds, "rows": rows[0] if rows else 0, "steps": {}}


def run_ours(path: Path, folder: Path, kind: str) -> dict[str, Any]:
    """Evidence to findings; the format is found by the program itself."""
    from analysis import pipeline
    from analysis.case import Case

    began = time.perf_counter()
    with Case.open(folder / "case", memory_limit=MEMORY_LIMIT, threads=THREADS) as case:
        added = pipeline.add_evidence(case, [path])
        read_at = time.perf_counter()
        judged = pipeline.judge(case)
        seconds = time.perf_counter() - began
    evidence = added[0]
    return {
        "seconds": seconds,
        "rows": evidence.rows,
        "read": evidence.read,
        "duplicate": evidence.duplicate,
        "refused": evidence.refused,
        "format": evidence.format,
        "failed": judged.failed,
        "steps": {"evidence": read_at - began, "judge": began + seconds - read_at, **judged.seconds},
    }


def imported(side: str) -> float:
    """Import what a side needs, so that its processor time begins after that; the seconds used so far."""
    importlib.import_module("analysis.pipeline" if side == "ours" else "duckdb")
    return time.process_time()


def one_round(side: str, path: Path, kind: str) -> dict[str, Any]:
    """Run one side in a fresh process on an empty folder."""
    with tempfile.TemporaryDirectory(prefix="crumbline-bench-", dir=path.parent) as folder:
        command = [sys.executable, __file__, "--side", side, "--file", str(path), "--folder", folder, "--format", kind]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
    if answer.returncode:
        sys.exit(f"{side} failed:\n{answer.stderr}")
    told: dict[str, Any] = json.loads(answer.stdout)
    return told


def show(side: str, told: dict[str, Any], size: int) -> None:
    """One line for one round."""
    speed, memory = size / 1e6 / told["seconds"], told["peak_mb"]
    used = f"{told['seconds']:7.2f} s ({told['cpu_seconds']:6.2f} s of processor)"
    print(f"{side:6} {used} {speed:6.0f} MB/s {memory:6.0f} MB peak {told['rows']:>10,} rows", flush=True)


def show_steps(told: dict[str, Any]) -> None:
    """The seconds of each step of the best round of ours, longest first."""
    whole = {name: told["steps"].pop(name) for name in ("evidence", "judge")}
    print("\nSeconds of ours: " + ", ".join(f"{name} {seconds:.2f}" for name, seconds in whole.items()))
    for name, seconds in itertools.islice(sorted(told["steps"].items(), key=lambda step: -step[1]), 20):
        print(f"  {seconds:6.2f}  {name}")
    parts = " + ".join(f"{told[part]} {part}" for part in ("read", "duplicate", "refused"))
    print(f"Rows of ours: {told['rows']} = {parts}")
    for name, reason in told["failed"].items():
        print(f"Signal that failed: {name}: {reason}")


def compare(path: Path, kind: str, rounds: int, *, floor_only: bool) -> bool:
    """Run both sides by turns and say how they compare; true where the aims are met."""
    size = path.stat().st_size
    sides: dict[str, list[dict[str, Any]]] = {"floor": [], "ours": []}
    for _ in range(rounds):
        for side in ("floor",) if floor_only else ("floor", "ours"):
            told = one_round(side, path, kind)
            sides[side].append(told)
            show(side, told, size)
    if floor_only:
        return True
    floor, ours = (min(sides[side], key=lambda told: told["seconds"]) for side in ("floor", "ours"))
    spread = max(told["seconds"] for told in sides["floor"]) / floor["seconds"]
    show_steps(ours)
    ratio, peak = ours["seconds"] / floor["seconds"], max(told["peak_mb"] for told in sides["ours"])
    limit = int(MEMORY_LIMIT.removesuffix("GB")) * 1000 + MEMORY_OVER_LIMIT_MB
    missed = "" if ratio <= AIM else ", which is MISSED"
    print(f"\n{ratio:.2f} times the floor (aim {AIM}{missed}; fails above {RATIO_AT_MOST}).")
    print(f"Peak {peak:.0f} MB (at most {limit}).")
    processor = [min(told["cpu_seconds"] for told in sides[side]) for side in ("ours", "floor")]
    print(f"Processor time: {processor[0] / processor[1]:.2f} times the floor's; tells more on a busy machine.")
    if spread > 1.25:
        print(f"The floor's own rounds differ by {spread:.2f}: the machine was busy, measure again.")
    if floor["rows"] != ours["rows"]:
        print(f"The sides disagree: the floor has {floor['rows']} rows.")
    return ratio <= RATIO_AT_MOST and peak <= limit and floor["rows"] == ours["rows"]


def main(arguments: list[str]) -> int:
    """Make the file, run the rounds, say the ratio; 0 where the aims are met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--gb", type=float, default=1.0, help="size of the file in 10^9 bytes")
    parser.add_argument("--format", choices=("jsonl", "csv"), default="jsonl")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--keep", action="store_true", help="leave the file for the next run")
    parser.add_argument("--floor-only", action="store_true")
    parser.add_argument("--side", choices=("floor", "ours"), help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.side:
        run = {"floor": run_floor, "ours": run_ours}[given.side]
        before = imported(given.side)
        told = run(given.file, given.folder, given.format)
        print(json.dumps({**told, "cpu_seconds": time.process_time() - before, "peak_mb": peak_mb()}))
        return 0
    folder = Path(tempfile.gettempdir()) / "crumbline-bench"
    folder.mkdir(exist_ok=True)
    path = folder / f"log-{given.gb:g}gb.{given.format}"
    try:
        if not path.exists():
            began = time.perf_counter()
            make_file(path, int(given.gb * 1e9), given.format)
            print(f"made {path.stat().st_size / 1e6:,.0f} MB in {time.perf_counter() - began:.1f} s")
        return 0 if compare(path, given.format, given.rounds, floor_only=given.floor_only) else 1
    finally:
        if not given.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
