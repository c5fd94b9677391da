"""A fault of the program while a HAR is open, told without the text of the fault.

Why: the text of an exception may hold the value at which it broke. What is told is the kind and the place in the code.
"""

from __future__ import annotations

import functools
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

from analysis.errors import CrumblineError

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


class FaultWhileOpen(CrumblineError):
    """Something broke that should not; the message names the place in the code, and no value."""


def without_values(work: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """The same work; a fault other than a CrumblineError, or one of files and memory, loses its text."""

    @functools.wraps(work)
    def guarded(*given: Given.args, **named: Given.kwargs) -> Answer:
        try:
            return work(*given, **named)
        except (CrumblineError, OSError, MemoryError):
            raise
        except Exception as cause:  # noqa: BLE001 - its text may hold a value
            told = place(cause)
        raise FaultWhileOpen(
            f"The HAR could not be worked through: a fault of the program ({told}).", "Report it with these words."
        )

    return guarded


def place(cause: Exception) -> str:
    """Kind, file and line of a fault."""
    frames = traceback.extract_tb(cause.__traceback__)
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(cause).__name__}{where}"
