"""What can be asked: the tables and views of a case, their columns, types and meanings.

Not here: what a table is for in the judgement; the headers of the stages say it, and the Reference shows it.
"""

from __future__ import annotations

import functools

import pandas as pd

from analysis import sql_files
from analysis.case import Case

FIRST = ("findings", "sessions", "session_events", "lanes", "hops", "events", "signals")
"""Tables that a question most often begins with."""


@functools.cache
def _abouts() -> dict[str, str]:
    """What each stage's table holds, from the header of its file."""
    return {file.name: str(file.header.get("about", "")) for file in sql_files.folder("sql/stages")}


def columns(case: Case, search: str = "") -> pd.DataFrame:
    """Every column that matches, word by word, in the name of its table, its own name or its meaning.

    Shape: table, column, type, meaning; tables that questions begin with come first.
    """
    frame = case.frame("hunt_columns")
    place = {name: number for number, name in enumerate(FIRST)}
    frame = frame.assign(place=[place.get(name, len(FIRST)) for name in frame["table"]])
    frame = frame.sort_values(["place", "table", "position"], kind="stable")
    said = (frame["table"] + " " + frame["column"] + " " + frame["meaning"].fillna("")).str.lower()
    for word in search.lower().split():
        frame = frame[said.loc[frame.index].str.contains(word, regex=False)]
    return frame[["table", "column", "type", "meaning"]].reset_index(drop=True)


def tables(case: Case) -> pd.DataFrame:
    """The tables with what they hold. Shape: table, rows (an estimate; null for a view), holds."""
    frame = case.frame("hunt_tables")
    place = {name: number for number, name in enumerate(FIRST)}
    order = [place.get(name, len(FIRST)) for name in frame["table"]]
    frame = frame.assign(place=order, holds=[_abouts().get(name, "") for name in frame["table"]])
    return frame.sort_values(["place", "table"])[["table", "rows", "holds"]].reset_index(drop=True)
