"""The kinds of replays by name, and whom each needs."""

from __future__ import annotations

from collections.abc import Callable

from analysis.exercise.replays.cookie_jars import cookie_jar, cookie_jar_residential
from analysis.exercise.replays.footholds import factor_planted, token_made, user_made
from analysis.exercise.replays.of_2023 import beyondtrust, cloudflare, onepassword
from analysis.exercise.replays.pace import after_sign_out, at_home, interleaved, late, neighbour, slow
from analysis.exercise.replays.phishing import phishing_proxy, push_approved
from analysis.exercise.replays.reading import read_only
from analysis.exercise.replays.strangers import (
    employee_network,
    end_user_many_apps,
    loud,
    same_city,
    same_country_hosting,
    script_agent,
)
from analysis.exercise.replays.theft import Theft
from analysis.exercise.world import Course, World

REPLAYS: dict[str, Callable[[Theft], None]] = {
    kind.__name__: kind
    for kind in (
        beyondtrust,
        onepassword,
        cloudflare,
        loud,
        same_city,
        same_country_hosting,
        cookie_jar,
        cookie_jar_residential,
        script_agent,
        slow,
        late,
        interleaved,
        neighbour,
        employee_network,
        end_user_many_apps,
        read_only,
        after_sign_out,
        phishing_proxy,
        push_approved,
        factor_planted,
        token_made,
        user_made,
    )
}
OF_2023 = ("beyondtrust", "onepassword", "cloudflare")
IS_A_CHANGE = frozenset({"factor_planted", "token_made", "user_made"})
"""Kinds that consist of a change: where a quiet thief plays them he makes that one, and no other."""
ADMINS_ONLY = frozenset({*OF_2023, "token_made"})
"""Replays that need an admin's session."""
CONSOLE_ONLY = frozenset({"read_only", "user_made"})
"""Replays that need the Admin Console; the helpdesk has it too."""
PUSH_ONLY = frozenset({"phishing_proxy", "push_approved"})
"""Replays that need a person who answers pushes."""
THIEF_SIGNS_IN = frozenset({"phishing_proxy"})
"""Replays whose session is the thief's from its first event; the victim has another that day."""
ACCOUNTS = {"cloudflare": 2}
"""Replays of more than one account at once, from one client."""
BEFORE: dict[str, Callable[[World, Course], None]] = {"neighbour": at_home}
"""What a kind needs of the victim's course before the sign-in."""

HABITS = frozenset(
    {
        "company_vpn",
        "wifi_to_mobile",
        "dual_stack",
        "secure_edge",
        "split_tunnel",
        "consumer_vpn",
        "private_relay",
        "satellite",
        "shared_ip",
        "devtools_view",
        "embedded_view",
    }
)
"""The habits that a victim keeps while the session is stolen; the others would make it another person's or place's."""


def kinds(*, is_hard: bool = False) -> list[str]:
    """One of each kind; on the hard setting, where thieves change nothing, without those that are a change."""
    return [kind for kind in REPLAYS if not (is_hard and kind in IS_A_CHANGE)]
