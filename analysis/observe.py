"""Runs the signals: what each of them observed, and how it ended in this case.

Why a table of outcomes: a signal that found nothing, one that could not look and one that failed
are three different answers, and a responder must see which. Not here: what the points come to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa

from analysis import signal_files, sql_run

_OUTCOMES = pa.schema(
    [
        ("signal", pa.string()),
        ("outcome", pa.string()),
        ("reason", pa.string()),
        ("rows_examined", pa.int64()),
        ("found_count", pa.int64()),
    ]
)


class SignalFailed(Exception):
    """A signal's SQL could not run; the work begins anew without it, and its outcome says so."""

    def __init__(self, signal: str, reason: str) -> None:
        super().__init__(signal, reason)
        self.signal = signal
        self.reason = reason


@dataclass
class Observer:
    """The signals of one run of the pipeline."""

    failed: Mapping[str, str]
    """Signals that failed in an earlier try of this run, with DuckDB's reason."""
    ran_before: frozenset[str]
    """Signals with observations of an earlier run to take away."""
    _outcomes: list[dict[str, object]] = field(default_factory=list)
    _able: dict[str, int] = field(default_factory=dict)

    def run(
        self, connection: duckdb.DuckDBPyConnection, signal: signal_files.Signal, values: Mapping[str, float]
    ) -> None:
        """Look for one signal. Raises: SignalFailed."""
        if signal.name in self.ran_before:
            sql_run.run(connection, "forget_observations", signal=signal.name)
        if signal.name in self.failed:
            self._end(signal, "failed", self.failed[signal.name])
            return
        try:
            observed = connection.sql(signal.file.text, params=dict(values)).to_arrow_table()
        except duckdb.Error as cause:
            raise SignalFailed(signal.name, str(cause).splitlines()[0]) from cause
        if observed.num_rows:
            connection.register("observed", observed)
            sql_run.run(connection, "observations", signal=signal.name)
            connection.unregister("observed")
        self._able = self._able or sql_run.ask(connection, "abilities").to_pylist()[0]
        lacking = [signal_files.NEEDS_CASE[need] for need in signal.needs if not self._able[need]]
        if not self._able["session_count"]:
            self._end(signal, "not available", "there is no session in this case")
        elif lacking:
            self._end(signal, "not available", lacking[0])
        else:
            examined = min((self._able[need] for need in signal.needs), default=self._able["session_count"])
            self._end(signal, "found" if observed.num_rows else "nothing found", None, examined, observed.num_rows)

    def _end(
        self, signal: signal_files.Signal, outcome: str, reason: str | None, examined: int = 0, found: int = 0
    ) -> None:
        self._outcomes.append(
            {
                "signal": signal.name,
                "outcome": outcome,
                "reason": reason,
                "rows_examined": examined,
                "found_count": found,
            }
        )

    def outcomes(self) -> pa.Table:
        """How the signals that ran ended. Shape: a row a signal, as in the table signal_outcomes."""
        return pa.Table.from_pylist(self._outcomes, schema=_OUTCOMES)
