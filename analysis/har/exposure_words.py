"""What is said of a HAR and of the sessions it carried: headline, a title and the steps for each session.

Why apart: the screen and the command line say the same. Logins and ids are text of a log or of a file: those functions
that return markdown hold none, `steps` does and is shown as plain text.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.charts.lane_words import number
from analysis.har.exposed import BY_TIME, EXACT, LIKELY, Exposed, Exposure
from analysis.har.inventory import Credential, Inventory

HOW = {
    EXACT: "exact: ids of the file stand in the log",
    LIKELY: "likely: the one session of the person in use while the file was recorded",
    BY_TIME: "by time only: it fits the hours of the recording, and others do too",
}
_REVOKED = {
    "api_token": "Revoke the API token in Okta (Security, API, Tokens), and make a new one.",
    "refresh_token": "Revoke the refresh token: end the sessions together with their OAuth tokens.",
    "password": "Change the password; it stands in the file as it was typed.",
    "recovery_link": "Use up or expire the recovery link: reset the password of the account again.",
    "api_key": "Make a new API key where the old one came from, and delete the old one.",
    "basic_password": "Change the password that stands in the Authorization header.",
    "private_key": "Replace the private key and whatever trusts it.",
    "client_secret": "Make a new client secret of the app, and delete the old one.",
}
"""What to do about credentials that ending a session does not end, by kind."""


def headline(found: Inventory, exposure: Exposure | None) -> str:
    """ "This file gives away 14 credentials; two Okta sessions, one of them used by somebody else 27 minutes after"."""
    count = len({(one.kind, one.hash) for one in found.credentials})
    if not count:
        first = "No credential was found in this file"
    else:
        first = f"This file gives away {number(count)} credential{'' if count == 1 else 's'}"
    sure = [one for one in exposure.exposed if one.certainty != BY_TIME] if exposure else []
    if not sure:
        return first
    parts = [first, _sessions(sure)]
    used = [one for one in sure if one.used_by_other]
    if used:
        which = "it was" if len(sure) == 1 else f"{number(len(used))} of them {'was' if len(used) == 1 else 'were'}"
        parts.append(f"{which} used by somebody else{_after(used[0])}")
    return "; ".join(parts)


def _sessions(told: Sequence[Exposed]) -> str:
    open_ones = [one for one in told if one.may_be_open]
    count = f"{number(len(told))} Okta session{'' if len(told) == 1 else 's'}"
    if not open_ones:
        return f"{count}, ended or over" if len(told) > 1 else f"{count}, which has ended"
    if len(open_ones) == len(told):
        return f"{count} without a seen end"
    return f"{count}, {number(len(open_ones))} of them without a seen end"


def _after(one: Exposed) -> str:
    minutes = one.minutes_after_capture
    if minutes is None:
        return ""
    if minutes < 0:
        return ", who was there before the recording ended"
    return f" {lasting(minutes)} after the recording"


def lasting(minutes: float) -> str:
    """ "27 minutes", "3.5 hours", "2 days"."""
    if minutes < 1.5:
        return "a minute"
    if minutes < 120:
        return f"{minutes:.0f} minutes"
    return f"{minutes / 60:.1f} hours" if minutes < 48 * 60 else f"{minutes / 1440:.0f} days"


def used(one: Exposed) -> str:
    """The answer to the question, as a title."""
    if one.used_by_other:
        return f"Used by somebody else{_after(one)}"
    if one.used_by_other is False:
        return "Not used by anybody else, as far as the log goes"
    return "Whether somebody else used it cannot be told"


def live(one: Exposed) -> str:
    """Whether the session was open then, and whether it is now."""
    then = {
        True: "Open when the file was recorded",
        False: "Not open when the file was recorded",
        None: "Whether it was open when the file was recorded cannot be told",
    }[one.live_at_capture]
    if one.ended_at is None:
        return f"{then}; no end is seen (Okta writes none when a session runs out)."
    by = "by somebody else" if one.is_ended_by_other else "by its own person"
    return f"{then}; ended {one.ended_at.day} {one.ended_at:%b %Y %H:%M} UTC {by}."


def steps(one: Exposed) -> list[str]:
    """What to do now about one session, plain text."""
    who = one.actor_login or one.actor_id or "its person"
    told = []
    if one.may_be_open:
        told.append(
            f"End all sessions of {who}: Directory, People, Clear User Sessions, with the tokens too; by the API "
            "DELETE /api/v1/users/{id}/sessions?oauthTokens=true."
        )
    if one.used_by_other:
        told.append("Open the session: what the other client changed outlives the session, and has to be undone.")
    elif one.used_by_other is None:
        told.append("Export the System Log again, up to now, with every field, and inspect the file anew.")
    return told


def revoke(credentials: Sequence[Credential]) -> list[str]:
    """What to do about the credentials that no session ends, one sentence a kind."""
    return [words for kind, words in _REVOKED.items() if any(one.kind == kind for one in credentials)]


def lines(exposure: Exposure) -> list[str]:
    """For a terminal."""
    told = [f"{exposure.matched_count:,} of {exposure.request_count:,} request ids stand in the log."]
    if not exposure.exposed:
        told.append("No session of the log was found to be in this file.")
    for one in exposure.exposed:
        told.append(f"  {one.session_id}  {one.actor_login or '-'}  ({one.certainty})")
        told += [f"    {live(one)}", f"    {used(one)}. {one.why}"]
        if one.divergence_at:
            told.append(f"    first event of the other client {one.divergence_at:%Y-%m-%d %H:%M:%S} UTC")
        told += [f"    to do: {step}" for step in steps(one)]
    return told
