"""What people decided about sessions, and what the case learns from it.

Acts are append-only: a later verdict on the same session replaces an earlier one and takes nothing away.
Not here: how a verdict changes points; that is the signals that read `case_knowledge`.
"""

from __future__ import annotations

import pyarrow as pa

from analysis.case import Case

KNOWLEDGE = pa.schema(
    [
        ("means", pa.string()),
        ("kind", pa.string()),
        ("value", pa.string()),
        ("session_key", pa.string()),
        ("act_id", pa.int64()),
        ("reason", pa.string()),
    ]
)
"""means: indicator or benign; kind: address, dt_hash, agent or network; of which session, by which act, and why."""


def knowledge(case: Case) -> pa.Table:
    """What the verdicts in force teach this case. Shape: a row a value, see KNOWLEDGE."""
    return KNOWLEDGE.empty_table()
