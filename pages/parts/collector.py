"""Python's collector of garbage, told what never becomes any.

Why: Streamlit looks through all objects of the process after each run of a script, and most of them are code that
was imported. Set aside once, they cost no click anything; on two busy cores that was a third of a short answer.
"""

from __future__ import annotations

import gc
import sys

_seen = 0


def spare_imported() -> None:
    """Set aside what stands now, whenever more was imported since the last time."""
    global _seen
    if len(sys.modules) > _seen:
        _seen = len(sys.modules)
        gc.freeze()
