"""The published figures of 2023 that stand beside a team's own, each with what it measures.

Why: a team wants to know how it did; but these are other things measured in other places, by people who had no
exercise. Nobody is ranked against victims, and the words say why.
Source: the statements of BeyondTrust (20 October 2023), Cloudflare (20 October 2023) and Okta (3 November 2023).
"""

from __future__ import annotations

from dataclasses import dataclass

NOT_A_RANKING = (
    "None of these is comparable with an exercise: they were measured in other places, from other moments, "
    "by people who did not know that anything would happen."
)


@dataclass(frozen=True)
class Figure:
    """One published figure."""

    whose: str
    value: str
    measures: str
    """From what to what, and by whom it was seen."""
    beside: str
    """Which of a team's own figures it may stand beside: detection, upload or nothing."""
    source: str
    mark: str
    """How we know it: a key of parts.MARKS."""


FIGURES = (
    Figure(
        "BeyondTrust",
        "within 30 minutes",
        "From the upload of the HAR file to the first use of the session in it: the thief's pace, not the victim's.",
        "upload",
        "BeyondTrust, 20 October 2023 (beyondtrust.com/blog/entry/okta-support-unit-breach)",
        "quoted",
    ),
    Figure(
        "Cloudflare",
        "more than 24 hours",
        "How long before Okta's notice Cloudflare had seen the attack by itself: no time that it took to see it.",
        "nothing",
        "Cloudflare, 20 October 2023 (blog.cloudflare.com/how-cloudflare-mitigated-yet-another-okta-compromise)",
        "primary",
    ),
    Figure(
        "Okta",
        "14 days",
        "How long Okta did not see the downloads in the logs of its own support system; no tenant's log was concerned.",
        "nothing",
        "Okta, 3 November 2023 (sec.okta.com, root cause and remediation)",
        "primary",
    ),
)
