"""What the program writes down about itself: ids and counts, never content.

Why: a log of an investigation is copied into tickets and chats. So a line here can hold neither a name, nor an
address, nor a piece of a record; what a person needs to read stands on the screens.
Not here: the acts of people in a case; those are the table `acts`.
"""

from __future__ import annotations

import logging
import os
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

import platformdirs

FILE = "crumbline.log"
FILE_BYTES = 1_000_000
FILES = 5
LONGEST_ID = 64

_LOG = logging.getLogger("crumbline")
_EVENT = re.compile(r"[a-z][a-z0-9 ]{0,63}")
_FIELD = re.compile(r"[a-z][a-z0-9_]*")
# No "@", ".", ":" or "/" on purpose: logins, addresses, host names and paths all need one of them.
_ID = re.compile(rf"[A-Za-z0-9_#~-]{{1,{LONGEST_ID}}}")


def default_folder() -> Path:
    """Where CRUMBLINE_LOGS points, else beside the cases in the user-data folder of this system."""
    if given := os.environ.get("CRUMBLINE_LOGS"):
        return Path(given)
    return Path(platformdirs.user_data_dir("crumbline", appauthor=False)) / "logs"


def start(folder: Path | None = None) -> Path:
    """Write to crumbline.log in `folder` (else the default one) from now on, and say where that is.

    Why: calling it again moves the log and never doubles a line; Streamlit runs a page's code many times.
    """
    folder = folder or default_folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    stop()
    handler = RotatingFileHandler(path, maxBytes=FILE_BYTES, backupCount=FILES - 1, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S%z"))
    _LOG.addHandler(handler)
    _LOG.setLevel(logging.INFO)
    # Deliberately not passed on: other handlers belong to the server, whose output goes to a terminal.
    _LOG.propagate = False
    return path


def stop() -> None:
    """Close the log; what is noted after that goes nowhere."""
    for handler in list(_LOG.handlers):
        _LOG.removeHandler(handler)
        handler.close()


def note(event: str, **fields: int | str | None) -> None:
    """Write one line: what happened in plain words, and the ids and counts that belong to it.

    Raises: ValueError where a field is anything but a count or an id. That is a defect of the caller, found by
    its test: log content would have gone into a file.
    """
    if not _EVENT.fullmatch(event):
        raise ValueError("the event of a note is a few plain words in lower case, the same ones every time")
    for name, value in fields.items():
        if not _FIELD.fullmatch(name) or not _is_id_or_count(value):
            raise ValueError(f"{name} of the note {event!r} is neither a count nor an id")
    _LOG.info(" ".join([event, *(f"{name}={value}" for name, value in fields.items() if value is not None)]))


def defect(error: BaseException) -> None:
    """Write down that the program itself failed: kind and place, without its text, which may quote a record."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "unknown"
    _LOG.error("defect kind=%s place=%s", type(error).__name__, place)


def _is_id_or_count(value: object) -> bool:
    if value is None or isinstance(value, int):
        return True
    return isinstance(value, str) and bool(_ID.fullmatch(value))
