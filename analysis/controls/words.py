"""Controls in words: headline, lead, and the sentences of the chosen control.

Every number is "in this log, under these assumptions"; nothing is promised. Text of the log is in none of them.
Not here: the numbers (`measure`), and any drawing.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from analysis import explanations
from analysis.charts.clock import duration
from analysis.charts.lane_words import number
from analysis.controls.choices import Answer, Measured

KINDS = {
    "user": "changes to users",
    "group": "changes to groups",
    "role": "changes to roles",
    "factor": "changes to factors",
    "idp": "changes to identity providers",
    "token": "changes to API tokens",
    "policy": "changes to policies",
    "zone": "changes to network zones",
    "app": "changes to apps",
    "client": "changes to clients of apps",
    "key": "changes to keys",
    "hook": "changes to hooks",
    "log stream": "changes to log streams",
    "secret": "secrets read",
    "sign-on": "sign-ons to apps",
    "administration": "other administration",
    "token grant": "tokens granted to apps",
    "other": "other acts",
}
"""What foreign clients did, in the plural."""
SAME_CLIENT = "one client throughout"
"""What an interrupted session is called that nothing moved."""


def headline(answer: Answer) -> str:
    """The screen's title."""
    if not answer.measured:
        return "No control would have interrupted anybody in this log"
    if not answer.replays:
        return "No replay to stop here: what each control would cost"
    best = answer.best
    if best is None or not best.stopped:
        return f"No control that was tried would have interrupted {_the(answer)}"
    return f"{doing(best)} would have interrupted {share(best)}"


def lead(answer: Answer) -> str:
    """One sentence of price, and what the shorter lifetimes come to; markdown of our own numbers only."""
    best = answer.best
    if best is None:
        return "There is nothing to weigh yet: the reasons stand below. An export of more days or people shows more."
    if not answer.replays:
        return (
            f"Nobody here is a likely replay or was confirmed as one. **{best.short}** would interrupt least: "
            f"**{per_1000(best)} of every 1,000** sessions."
        )
    if not best.stopped:
        return f"The prices below hold all the same: **{best.short}** interrupts least, {per_1000(best)} of 1,000."
    refused = f"refused {best.refused_count:,} of {best.act_count:,} acts of foreign clients" if best.act_count else ""
    price = f"interrupted **{per_1000(best)} of every 1,000** honest sessions"
    said = f"In this log, under the assumptions below, it would have {' and '.join(filter(None, (refused, price)))}."
    return f"{said} {_lifetimes(answer, best)}".strip()


def _lifetimes(answer: Answer, best: Measured) -> str:
    tried = [one for one in answer.measured if [control.family for control in one.controls] == ["lifetime"]]
    gentlest = min(tried, key=lambda one: one.per_1000 or 0.0, default=None)
    if gentlest is None or gentlest.name == best.name or (gentlest.per_1000 or 0) <= (best.per_1000 or 0):
        return ""
    counts = [one.stopped for one in tried]
    stopped = f"{min(counts)} to {max(counts)}" if min(counts) != max(counts) else f"{counts[0]}"
    return (
        f"Shorter lifetimes would have interrupted {per_1000(gentlest)} of 1,000 or more, "
        f"and stopped {stopped} of {best.replay_count}."
    )


def chart_title(answer: Answer) -> str:
    """Above the picture."""
    count = len(answer.frontier)
    if not answer.replays:
        return "What each control would cost"
    if not count:
        return "Protection against friction: nothing tried here stops a replay"
    if count == 1:
        return "Protection against friction: one choice is worth discussing"
    return f"Protection against friction: only {number(count)} choices are worth discussing"


def doing(one: Measured) -> str:
    """The choice as the beginning of a sentence."""
    first, *rest = (control.doing for control in one.controls)
    return " and ".join([first, *(text[:1].lower() + text[1:] for text in rest)])


def share(one: Measured) -> str:
    """How many replays of how many: "all 18 replays", "3 of 18 replays"."""
    if one.replay_count == 1:
        return "the one replay" if one.stopped else "none of one replay"
    whole = one.stopped == one.replay_count
    return f"all {one.replay_count:,} replays" if whole else f"{one.stopped:,} of {one.replay_count:,} replays"


def per_1000(one: Measured) -> str:
    """Honest sessions interrupted of 1,000, in as many digits as it bears."""
    return amount(one.per_1000)


def amount(value: float | None) -> str:
    """A rate in two or three digits; "unknown" where there is none."""
    if value is None:
        return "unknown"
    if value and value < 10:
        return f"{value:.1f}" if value >= 0.1 else "under 0.1"
    return f"{value:,.0f}"


def stopped_at(one: Measured) -> str:
    """At which event, and how long after the divergence."""
    if not one.replay_count:
        return "There is no replay here that it could have interrupted."
    if not one.stops:
        return "It would have interrupted none of the replays here."
    first = sum(stop.minutes_min == 0 and stop.is_foreign for stop in one.stops)
    half = 60 * median(stop.minutes_min for stop in one.stops)
    within = f"within {duration(half)}" if half >= 1 else "within a second"
    if first == one.stopped:
        return "at the first foreign event each time."
    at = f"at the first foreign event in {first:,} of {one.stopped:,}" if first else "after the first foreign event"
    return f"{at}; half of them {within} of the divergence."


def blast(one: Measured) -> str:
    """Which part of the blast radius would not have happened."""
    if not one.act_count:
        return "The foreign clients did nothing that the log calls an act."
    parts = [f"{row.count:,} of {row.of:,} {KINDS.get(row.what, 'changes of another kind')}" for row in one.refused]
    told = ", ".join(parts[:7]) + (f", and {len(parts) - 7} more kinds" if len(parts) > 7 else "")
    later = ""
    if one.later_count:
        later = f" {one.later_refused:,} of {one.later_count:,} later uses of what they made would have had no ground."
    return f"{one.refused_count:,} of {one.act_count:,} acts would not have happened: {told}.{later}"


def reach(one: Measured) -> str:
    """What an interrupted client loses, where that is not the whole session."""
    reaches = {control.reach for control in one.controls}
    if "session" in reaches:
        return ""
    return (
        "It refuses administration only: a thief goes on opening apps."
        if reaches == {"admin"}
        else "It refuses privileged changes only: a thief goes on opening apps and reading."
        if reaches == {"change"}
        else "It refuses administration and changes only: a thief goes on opening apps."
    )


def price(one: Measured) -> str:
    """Extra sign-ins a person and day."""
    rate = one.per_person_day
    if rate is None:
        return "unknown: no honest session is in this log."
    shown = f"{rate:.2f}" if rate >= 0.005 else "under 0.01"
    ask = "factors" if all(control.reach == "change" for control in one.controls) else "sign-ins"
    return f"{shown} extra {ask} per person and day, {one.times:,} in all."


def most_interrupted(readings: Sequence[tuple[str | None, int]]) -> str:
    """Who is interrupted most, by what their sessions most likely were."""
    if not readings:
        return "nobody."
    known = explanations.readings()
    gathered: dict[str, int] = {}
    for name, count in readings:
        title = known[name].title if name in known else SAME_CLIENT
        gathered[title] = gathered.get(title, 0) + count
    order = sorted(gathered.items(), key=lambda entry: (-entry[1], entry[0]))
    return ", ".join(f"{title} ({count:,})" for title, count in order[:4]) + "."


def reading(name: str | None) -> str:
    """The title of what a session most likely was."""
    known = explanations.readings()
    return known[name].title if name in known else SAME_CLIENT


def measured_on(answer: Answer) -> str:
    """What the log holds, above the title."""
    count = len(answer.replays)
    parts = [f"{count:,} replay{'' if count == 1 else 's'}", f"{answer.honest_count:,} honest sessions"]
    if answer.undecided_count:
        parts.append(f"{answer.undecided_count:,} undecided and left out")
    span = ""
    if answer.from_at and answer.until_at:
        span = f", {answer.from_at:%-d %B} to {answer.until_at:%-d %B %Y}"
    return f"Replayed on this log: {', '.join(parts)}{span}"


def _the(answer: Answer) -> str:
    count = len(answer.replays)
    return "the one replay here" if count == 1 else f"one of the {count:,} replays here"
