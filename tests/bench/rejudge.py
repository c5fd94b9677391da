"""How long a change of settings takes to become findings, on a log of many events.

`python tests/bench/rejudge.py --million 1` makes a case of made-up records, then looks at changes of each kind
(points, a threshold, the operator's networks, what redefines lanes) as the screen Settings does, and keeps none.
Each is told in seconds, in seconds of processor, and as a part of judging everything. The aims are seconds of an
idle machine; on a busy one the seconds of processor on two cores tell more, and either may meet them.
Not here: whether what is told is right.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

MEMORY_LIMIT, THREADS = "2GB", 2
PEOPLE, DAYS, BUSYNESS = 1500, 7, 5.2
START = datetime(2024, 3, 4, tzinfo=UTC)
"""About a million events."""
POINTS_S, SETTINGS_S = 0.3, 2.0


@dataclass(frozen=True)
class Change:
    """One change that a person might make."""

    what: str
    changes: dict[str, Any] = field(default_factory=dict)
    aim_s: float | None = None
    """None where it belongs into the background."""


OFFICE = [{"network": "203.0.113.0/24", "name": "Office", "kind": "office"}, {"network": "AS3320", "kind": "vpn"}]
CHANGES = (
    Change("points", {"points.other_device.system": 9}, POINTS_S),
    Change("a band", {"replay_from": 60}, SETTINGS_S),
    Change("a cap", {"cap_network": 20}, SETTINGS_S),
    Change("speed", {"max_speed_kmh": 600}, SETTINGS_S),
    Change("distance", {"min_distance_km": 300}, SETTINGS_S),
    Change("radius of places", {"city_radius_km": 100}, SETTINGS_S),
    Change("sign-in window", {"sign_in_window_min": 30}, SETTINGS_S),
    Change("many people", {"many_people": 8}, SETTINGS_S),
    Change("networks", {"networks_list": OFFICE}, SETTINGS_S),
    Change("privileged people", {"privileged_people": ["user00001@example.com"]}, SETTINGS_S),
    Change("a declared proxy", {"networks_list": [{"network": "203.0.113.0/24", "kind": "proxy"}]}),
)


def make_case(folder: Path, million: float) -> None:
    """A case with that many events, judged."""
    from analysis import pipeline
    from analysis.case import Case
    from analysis.exercise import tenant

    log = folder / "log.jsonl"
    events = tenant.make(41, PEOPLE, DAYS, start=START, busyness=BUSYNESS * million).events
    with log.open("wb") as file:
        for chunk in tenant.json_lines(events):
            file.write(chunk)
    with Case.open(folder / "case", memory_limit=MEMORY_LIMIT, threads=THREADS) as case:
        pipeline.add_evidence(case, [log])
        pipeline.judge(case)
    log.unlink()


def measure(folder: Path, rounds: int) -> bool:
    """Look at each change and say how long it took; true where the aims are met."""
    from analysis import pipeline, rejudge, steps
    from analysis.case import Case

    is_well = True
    with Case.open(folder / "case", memory_limit=MEMORY_LIMIT, threads=THREADS) as case:
        pipeline.judge(case)
        with case.cursor() as cursor:
            whole, events = cursor.execute(
                "select sum(seconds), (select count(*) from events) from stage_runs"
            ).fetchone()
        print(f"{events:,} events; judging all of them took {whole:.2f} s in {len(steps.remembered(case))} steps\n")
        print(f"{'change':20} {'s':>7} {'cpu s':>7} {'of all':>7} {'aim':>5} {'steps':>6} {'moved':>6}  longest")
        for one in CHANGES:
            told, seconds, processor = None, float("inf"), float("inf")
            for _ in range(rounds):
                began, used = time.perf_counter(), time.process_time()
                told = rejudge.preview(case, one.changes)
                seconds = min(seconds, time.perf_counter() - began)
                processor = min(processor, time.process_time() - used)
            assert told is not None
            longest = sorted(told.judged.seconds.items(), key=lambda step: -step[1])[:3]
            is_met = one.aim_s is None or min(seconds, processor / THREADS) <= one.aim_s
            is_well = is_well and is_met
            print(
                f"{one.what:20} {seconds:7.2f} {processor:7.2f} {seconds / whole:7.2f} {one.aim_s or 0:5.1f}"
                f" {len(told.judged.seconds):6} {told.moved_count:6}  "
                + ", ".join(f"{name} {spent:.2f}" for name, spent in longest)
                + ("" if is_met else "  TOO LONG"),
                flush=True,
            )
    return is_well


def main(arguments: list[str]) -> int:
    """Make the case, look at the changes; 0 where the aims are met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--million", type=float, default=1.0, help="millions of events, about")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="keep the case here for the next run")
    given = parser.parse_args(arguments)
    folder = given.folder or Path(tempfile.mkdtemp(prefix="crumbline-bench-"))
    try:
        if not (folder / "case" / "case.duckdb").exists():
            folder.mkdir(parents=True, exist_ok=True)
            make_case(folder, given.million)
        return 0 if measure(folder, given.rounds) else 1
    finally:
        if given.folder is None:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
