"""Sessions used by somebody who did not sign in to them: what a thief does with a stolen cookie.

Why: the three of 2023 follow what the victims published; the others vary what a judgement could
lean on. A replay writes no sign-in and no factor: the session is the victim's. The exceptions are
told in phishing.py. The kinds stand in kinds.py, one theme a file beside it; all of them are told
in the few acts of theft.py, staged by staging.py on the days and people of planning.py.
"""

from analysis.exercise.replays.kinds import (
    ACCOUNTS,
    ADMINS_ONLY,
    BEFORE,
    CONSOLE_ONLY,
    HABITS,
    IS_A_CHANGE,
    OF_2023,
    PUSH_ONLY,
    REPLAYS,
    THIEF_SIGNS_IN,
    kinds,
)
from analysis.exercise.replays.planning import Entry, Plan, planned
from analysis.exercise.replays.staging import stage
from analysis.exercise.replays.theft import Theft

__all__ = [
    "ACCOUNTS",
    "ADMINS_ONLY",
    "BEFORE",
    "CONSOLE_ONLY",
    "HABITS",
    "IS_A_CHANGE",
    "OF_2023",
    "PUSH_ONLY",
    "REPLAYS",
    "THIEF_SIGNS_IN",
    "Entry",
    "Plan",
    "Theft",
    "kinds",
    "planned",
    "stage",
]
