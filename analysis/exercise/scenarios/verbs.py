"""The verbs of a step: what each is called, what it needs to know, and what it does to the log.

Why: a facilitator writes `does = "create_user"`; the log that follows is the generator's, so that every exercise looks
like Okta. The thief's verbs stand in thief_steps.py, everybody else's in other_steps.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.exercise.scenarios import later_steps as later
from analysis.exercise.scenarios import other_steps as others
from analysis.exercise.scenarios import thief_steps as thief
from analysis.exercise.scenarios.parts import Step
from analysis.exercise.scenarios.telling import Telling

THIEF, VICTIM, OTHERS = "thief", "victim", "others"
TEXT, TEXTS, WHOLE, SPAN, FLAG, ACCOUNT = "text", "texts", "whole", "span", "flag", "account"


@dataclass(frozen=True)
class Verb:
    """One thing that a step can do."""

    about: str
    tell: Callable[[Telling, Step], None]
    who: str
    """Whose client it is seen through: THIEF, VICTIM or OTHERS."""
    params: Mapping[str, tuple[str, Any]] = field(default_factory=dict)
    """Name to kind and default."""
    known: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Name to the values it may take."""
    is_in_log: bool = True


RESULTS = ("ALLOW", "CHALLENGE", "DENY")
PACE = (SPAN, "40-200 s")
VERBS: dict[str, Verb] = {
    # The thief, in somebody's session.
    "dashboard": Verb(
        "looks at the dashboard", thief.dashboard, THIEF, {"result": (TEXT, "ALLOW")}, {"result": RESULTS}
    ),
    "console": Verb("opens the Admin Console", thief.console, THIEF, {"result": (TEXT, "ALLOW")}, {"result": RESULTS}),
    "refused": Verb("is refused at the dashboard", thief.refused, THIEF),
    "apps": Verb(
        "opens apps",
        thief.apps,
        THIEF,
        {"count": (WHOLE, 3), "pace": PACE, "taste": (TEXT, "strange")},
        {"taste": ("strange", "known", "mixed")},
    ),
    "beside_victim": Verb(
        "opens apps by turns with the victim",
        thief.beside_victim,
        THIEF,
        {"count": (WHOLE, 3), "pace": (SPAN, "3-8 min")},
    ),
    "report": Verb("orders a report", thief.report, THIEF, {"name": (TEXT, "Administrators")}),
    "read_directory": Verb("reads the settings of a directory", thief.read_directory, THIEF),
    "create_user": Verb("makes an account", thief.create_user, THIEF, {"name": (TEXT, "svc_sync")}),
    "grant_admin": Verb("gives rights", thief.grant_admin, THIEF, {"to": (TEXT, "made")}, {"to": ("made", "victim")}),
    "create_token": Verb("makes an API token", thief.create_token, THIEF, {"name": (TEXT, "backup")}),
    "change_idp": Verb("turns an identity provider", thief.change_idp, THIEF, {"name": (TEXT, "Example Google IdP")}),
    "enrol_factor": Verb("enrols a factor", thief.enrol_factor, THIEF),
    "pushes": Verb(
        "asks for a push until it is approved", thief.pushes, THIEF, {"denied": (WHOLE, 2), "approved": (FLAG, True)}
    ),
    "proxy_sign_in": Verb("signs in through a phishing page", thief.proxy_sign_in, THIEF),
    # What comes of it, outside that session.
    "use_token": Verb(
        "a program uses the token", later.use_token, THIEF, {"count": (WHOLE, 4), "pace": (SPAN, "1-6 min")}
    ),
    "try_idp": Verb("tries the turned identity provider", later.try_idp, THIEF),
    "sign_in": Verb(
        "signs in anew", later.sign_in, THIEF, {"as": (TEXT, "victim"), "count": (WHOLE, 2)}, {"as": ("victim", "made")}
    ),
    # The victim.
    "har_upload": Verb(
        "hands over a HAR file",
        others.har_upload,
        VICTIM,
        {"to": (TEXT, "the vendor"), "ticket": (TEXT, ""), "scrubbed": (TEXT, "no"), "note": (TEXT, "")},
        {"scrubbed": ("no", "yes", "unknown")},
        is_in_log=False,
    ),
    "works": Verb("works", others.works, VICTIM, {"count": (WHOLE, 2), "pace": (SPAN, "2-6 min")}),
    "administers": Verb(
        "does ordinary work of an admin", others.administers, VICTIM, {"count": (WHOLE, 2), "pace": (SPAN, "2-6 min")}
    ),
    "moves": Verb("goes on through another client", others.moves, VICTIM),
    "returns": Verb("is back where the session began", others.returns, VICTIM),
    "reports_activity": Verb("reports activity as suspicious", others.reports_activity, VICTIM),
    "signs_out": Verb("signs out", others.signs_out, VICTIM),
    # Everybody else.
    "helpdesk_reset": Verb("the helpdesk resets the factors", others.helpdesk_reset, OTHERS, {"by": (ACCOUNT, "")}),
    "clear_sessions": Verb("an admin ends the sessions", others.clear_sessions, OTHERS, {"undo": (FLAG, False)}),
    "support_access": Verb(
        "support is let in", others.support_access, OTHERS, {"minutes": (WHOLE, 25), "waits": (SPAN, "5-12 min")}
    ),
    "note": Verb("nothing that the log shows", others.nothing, OTHERS, is_in_log=False),
}
"""By the word that a document uses."""
IN_THE_STOLEN_SESSION = frozenset(
    name for name, verb in VERBS.items() if verb.who == THIEF and name not in ("use_token", "try_idp", "sign_in")
)
"""What makes a session a stolen one."""
