"""Controls: what would have stopped the replays of this log, at what price, and what the log shows of today's settings.

One SQL file a control says at which events it would have interrupted whom; one SQL file an audit question in `audit/`
says what the log shows. Everything is worded "in this log, under these assumptions": nothing here is a promise.
Start with `measure.of_case` and `audits.of_case`. Not here: who is a replay (findings, verdicts), and any drawing.
"""
