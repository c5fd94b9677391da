"""The truth of a made-up tenant, back from the file that `Truth.as_json` fills.

Not here: its meaning (exercise/truth.py).
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from analysis.exercise.truth import Confusion, Replay, Truth


def write(truth: Truth, path: Path) -> None:
    """Write a complete truth."""
    path.write_text(json.dumps(truth.as_json(), indent=1) + "\n", encoding="utf-8")


def read(path: Path) -> Truth:
    """Read it back. Raises: TypeError where the file is of another version of the tenant."""
    told = json.loads(path.read_text(encoding="utf-8"))
    return Truth(
        replays=[Replay(**_tuples(row)) for row in told["replays"]],
        confusions=[Confusion(**row) for row in told["confusions"]],
        counts=Counter(told["event_counts"]),
        session_count=told["session_count"],
    )


def _tuples(row: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
