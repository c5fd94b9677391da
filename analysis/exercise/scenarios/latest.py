"""How late the events of a step may come: the latest that any seed allows, whatever its chances.

Why: a log has an end, and an event that falls behind it is in no log; a document must leave room for all seeds.
Not here: what a step writes (thief_steps.py and its neighbours); where one of them takes longer, it is said here too.
"""

from __future__ import annotations

from analysis.exercise.scenarios import spoilers
from analysis.exercise.scenarios.parts import Document, Step
from analysis.exercise.world import MINUTE, SECOND

PUSH = 130 * SECOND
"""One push that is denied, with the waits around it."""
APP_OF_A_NEW_SESSION = 5 * MINUTE
"""From one app to the next in a session that a thief signs in to; no document says it."""
BESIDE = {
    "helpdesk_reset": 6 * MINUTE,
    "clear_sessions": 7 * MINUTE,
    "sign_in": 2 * MINUTE,
    "proxy_sign_in": 2 * MINUTE,
    "pushes": MINUTE,
    "change_idp": MINUTE,
}
"""What a verb takes beside what its step says: signing in, answering; the others write at once."""


def ends(document: Document) -> dict[str, int]:
    """By step: its last event comes before this, in milliseconds from the beginning of the log."""
    begins = spoilers.latest_times(document)
    free = {one.name: one.signs_in + MINUTE for one in document.accounts if one.signs_in is not None}
    found: dict[str, int] = {}
    for step in document.steps:
        found[step.id] = max(begins[step.id], free.get(step.account, 0)) + lasts(step)
        if step.does != "note":
            free[step.account] = found[step.id]
    return found


def lasts(step: Step) -> int:
    """How long a step may take, in milliseconds; the account's next step begins no sooner than this one is over."""
    told = step.params
    between = told["pace"].high if "pace" in told else APP_OF_A_NEW_SESSION
    waits = told["waits"].high + told["minutes"] * MINUTE if "waits" in told else 0
    turns = told.get("count", 0) * (2 if step.does == "beside_victim" else 1)
    return turns * between + told.get("denied", 0) * PUSH + waits + BESIDE.get(step.does, 0) + SECOND
