"""Makes the files of the demo case: `python -m analysis.exercise.demo OUT`.

Why: the shipped files under data/samples/ can be made again byte for byte, so nobody has to trust
them; a test compares. What they hold is told in data/samples/README.md.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from analysis.exercise.exports import admin_csv
from analysis.exercise.tenant import gather, json_lines

LOG, CSV, TRUTH = "demo-system-log.jsonl.gz", "demo-admin-console.csv.gz", "demo-truth.json"
SEED, PEOPLE, DAYS, BUSYNESS = 2023, 17, 19, 0.2
START = datetime(2023, 10, 2, tzinfo=UTC)
REPLAYS = (
    ("beyondtrust", 3, ("salma.ladder@example.com",)),
    ("onepassword", 9, ("leila.anchor@example.com",)),
    ("cloudflare", 16, ("greta.meadow@example.com", "milan.anchor@example.com")),
)
"""Kind, day from 0, and whom it befalls."""
CSV_FROM, CSV_BEFORE = "2023-10-16", "2023-10-20"
"""The days that the second file says again."""


def files() -> dict[str, bytes]:
    """The demo's files by name."""
    events, truth = gather(SEED, PEOPLE, DAYS, replays=REPLAYS, start=START, busyness=BUSYNESS, spoken_names=True)
    week = [event for event in events if CSV_FROM <= event["published"] < CSV_BEFORE]
    return {
        LOG: _zipped(b"".join(json_lines(events))),
        CSV: _zipped(b"".join(admin_csv(reversed(week)))),
        TRUTH: (json.dumps(truth.as_json(), indent=1) + "\n").encode(),
    }


def _zipped(plain: bytes) -> bytes:
    """gzip without a time or a name, so that the bytes depend on the content alone."""
    into = io.BytesIO()
    with gzip.GzipFile("", "wb", compresslevel=9, fileobj=into, mtime=0) as file:
        file.write(plain)
    return into.getvalue()


def main(arguments: list[str]) -> int:
    """Write the files into the folder that is named."""
    parser = argparse.ArgumentParser(prog="python -m analysis.exercise.demo")
    parser.add_argument("out", type=Path, help="the folder to write into")
    out: Path = parser.parse_args(arguments).out
    out.mkdir(parents=True, exist_ok=True)
    for name, content in files().items():
        (out / name).write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
