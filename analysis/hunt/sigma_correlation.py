"""Sigma's correlations over events that single rules found: how many, how many different, which together, in order.

Why: a window that slides over rows is a few lines here and a page of SQL. Not here: finding the events.
Source: the Sigma correlation rules specification, version 2.
"""

from __future__ import annotations

import operator
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sigma.correlations import (
    SigmaCorrelationCondition,
    SigmaCorrelationConditionOperator,
    SigmaCorrelationRule,
    SigmaCorrelationType,
)

_COMPARE: dict[SigmaCorrelationConditionOperator, Callable[[float, float], bool]] = {
    SigmaCorrelationConditionOperator.LT: operator.lt,
    SigmaCorrelationConditionOperator.LTE: operator.le,
    SigmaCorrelationConditionOperator.GT: operator.gt,
    SigmaCorrelationConditionOperator.GTE: operator.ge,
    SigmaCorrelationConditionOperator.EQ: operator.eq,
    SigmaCorrelationConditionOperator.NEQ: operator.ne,
}
_COUNTS = (SigmaCorrelationType.EVENT_COUNT, SigmaCorrelationType.VALUE_COUNT)
_TOGETHER = (SigmaCorrelationType.TEMPORAL, SigmaCorrelationType.TEMPORAL_ORDERED)


@dataclass(frozen=True)
class Found:
    """One event that a rule of the correlation found."""

    event_id: str
    at_us: int
    """Microseconds since 1970, UTC."""
    groups: tuple[str | None, ...]
    """Values of the fields that the correlation groups by."""
    counted: str | None
    """Value of the field whose different values are counted."""
    rule_no: int
    """Which of the correlation's rules, from 0."""


def unsupported(rule: SigmaCorrelationRule) -> str:
    """Why a correlation cannot be run; empty where it can."""
    if rule.type not in (*_COUNTS, *_TOGETHER):
        return f"Correlations of the type {rule.type.name.lower()} are not supported."
    if rule.type in _COUNTS and not isinstance(rule.condition, SigmaCorrelationCondition):
        return "Its condition is of a kind that is not supported."
    if rule.type in _TOGETHER and not isinstance(rule.condition, SigmaCorrelationCondition):
        return "Correlations with and, or, not between rules are not supported."
    if isinstance(rule.condition, SigmaCorrelationCondition) and isinstance(rule.condition.fieldref, list):
        return "Counting combinations of several fields is not supported."
    if rule.type in _COUNTS and rule.condition.op in (  # type: ignore[union-attr]
        SigmaCorrelationConditionOperator.LT, SigmaCorrelationConditionOperator.LTE,
    ):  # fmt: skip
        return "It asks for few events; what did not happen is in no log."
    return ""


def matches(rule: SigmaCorrelationRule, found: Iterable[Found]) -> list[str]:
    """Ids of the events of every window that fulfils the correlation, each once, in order of time.

    An event without a value in a field that is grouped by belongs to no group.
    """
    groups: dict[tuple[str | None, ...], list[Found]] = defaultdict(list)
    for one in sorted(found, key=lambda one: (one.at_us, one.event_id, one.rule_no)):
        if all(value is not None for value in one.groups):
            groups[one.groups].append(one)
    span = rule.timespan.seconds * 1_000_000
    kept: dict[str, int] = {}
    for events in groups.values():
        if rule.type == SigmaCorrelationType.TEMPORAL_ORDERED:
            chosen = _in_order(events, span, len(rule.rules or ()))
        else:
            chosen = _in_windows(events, span, _asked(rule), rule.type)
        kept.update({one.event_id: one.at_us for one in chosen})
    return sorted(kept, key=lambda event_id: (kept[event_id], event_id))


def _asked(rule: SigmaCorrelationRule) -> Callable[[int], bool]:
    if rule.type in _TOGETHER:
        wanted = len(rule.rules or ())
        return lambda count: count >= wanted
    condition = rule.condition
    assert isinstance(condition, SigmaCorrelationCondition)
    return lambda count: _COMPARE[condition.op](count, condition.count)


def _in_windows(
    events: Sequence[Found], span: int, is_enough: Callable[[int], bool], kind: SigmaCorrelationType
) -> Iterable[Found]:
    """Events of every window, ending at an event, whose count is as asked for."""
    window: deque[Found] = deque()
    counts: Counter[object] = Counter()
    chosen: dict[tuple[str, int], Found] = {}
    told = 0  # events of the window, from its left, that are chosen already
    for one in events:
        what = _what(one, kind)
        if what is None:
            continue
        window.append(one)
        counts[what] += 1
        while window[0].at_us < one.at_us - span:
            gone = window.popleft()
            told = max(told - 1, 0)
            left = _what(gone, kind)
            counts[left] -= 1
            if not counts[left]:
                del counts[left]
        count = len(window) if kind == SigmaCorrelationType.EVENT_COUNT else len(counts)
        if is_enough(count):
            for place in range(told, len(window)):
                chosen[window[place].event_id, window[place].rule_no] = window[place]
            told = len(window)
    return chosen.values()


def _what(one: Found, kind: SigmaCorrelationType) -> object:
    if kind == SigmaCorrelationType.VALUE_COUNT:
        return one.counted
    return one.rule_no if kind == SigmaCorrelationType.TEMPORAL else one.event_id


def _in_order(events: Sequence[Found], span: int, rule_count: int) -> Iterable[Found]:
    """Events that stand in the order of the rules within the time span; the latest beginning counts."""
    chains: list[list[Found]] = [[] for _ in range(rule_count)]
    for one in events:
        before = [] if one.rule_no == 0 else chains[one.rule_no - 1]
        if one.rule_no > 0 and (not before or before[0].at_us < one.at_us - span):
            continue
        chain = [*before, one]
        if one.rule_no == rule_count - 1:
            yield from chain
        else:
            chains[one.rule_no] = chain
