"""Turns the condition of a Sigma rule into one SQL condition over raw_events. Values travel beside it, never in it.

Why: a rule is a text from elsewhere. Fields become expressions of ours (sigma_fields.py), values become parameters, so
a quote in a rule ends nothing. What is unknown of an event is null, and SQL's own three values say then whether an
event matches, does not, or may match once its record was read.
Not here: reading rules (sigma_rules.py), running them (sigma_run.py).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import Any, ClassVar

from sigma.conditions import ConditionFieldEqualsValueExpression, ConditionValueExpression
from sigma.conversion.base import TextQueryBackend
from sigma.conversion.state import ConversionState
from sigma.exceptions import SigmaFeatureNotSupportedByBackendError
from sigma.rule import SigmaRule
from sigma.types import (
    CompareOperators,
    SigmaCompareExpression,
    SigmaFieldReference,
    SigmaRegularExpression,
    SigmaString,
    SpecialChars,
    TimestampPart,
)

from analysis.hunt import sigma_fields
from analysis.hunt.sigma_fields import Field

_COMPARE = {
    CompareOperators.LT: "<",
    CompareOperators.LTE: "<=",
    CompareOperators.GT: ">",
    CompareOperators.GTE: ">=",
}
_PARTS = {
    TimestampPart.MINUTE: "minute",
    TimestampPart.HOUR: "hour",
    TimestampPart.DAY: "day",
    TimestampPart.WEEK: "week",
    TimestampPart.MONTH: "month",
    TimestampPart.YEAR: "year",
}
_V4 = r"'^\d{1,3}(\.\d{1,3}){3}$'"


class Unsupported(SigmaFeatureNotSupportedByBackendError):
    """What a rule asks for and this program cannot answer, in words."""


class OktaBackend(TextQueryBackend):
    """One rule at a time: `convert_rule`, then `values` and `paths` belong to its condition."""

    name: ClassVar[str] = "Crumbline"
    or_token: ClassVar[str] = "or"
    and_token: ClassVar[str] = "and"
    not_token: ClassVar[str] = "not"
    eq_token: ClassVar[str] = "="
    group_expression: ClassVar[str | None] = "({expr})"
    parenthesize = True

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, Any] = {}
        """Parameters of the condition, by name."""
        self.paths: list[tuple[str, ...]] = []
        """Places in the record that the condition needs; `record_fields[n]` holds the values of the n-th, from 1."""
        self.keywords = 0
        """How often the rule looks for a word anywhere."""

    def condition(self, rule: SigmaRule) -> str:
        """The condition of one rule. Raises: SigmaError where a part of it cannot be told in SQL."""
        self.values, self.paths, self.keywords = {}, [], 0
        # a rule that only serves a correlation is converted too, but not handed out
        made = self.convert_rule(rule) or rule.get_conversion_result()
        if not made:
            raise Unsupported("The rule has no condition.")
        return " or ".join(f"({one})" for one in made)

    def _value(self, value: Any) -> str:
        name = f"value_{len(self.values)}"
        self.values[name] = value
        return f"${name}"

    def _test(self, name: str, test: Callable[[str], str]) -> str:
        """True or false of an event, null where its record must be read first."""
        field = self._field(name)
        if field.kind == "text":
            return f"coalesce({test(field.sql)}, false)"
        some = f"len(list_filter({self._list(field)}, lambda item: coalesce({test('item')}, false))) > 0"
        if field.kind == "list":
            return f"coalesce({some}, false)"
        return f"(case when record_fields is not null then coalesce({some}, false) end)"

    def _field(self, name: str) -> Field:
        field = sigma_fields.find(name)
        if field is None:
            raise Unsupported(f"Okta’s System Log has no field {name[:80]!r}.")
        return field

    def _list(self, field: Field) -> str:
        if field.kind == "list":
            return field.sql
        if field.path not in self.paths:
            self.paths.append(field.path)
        return f"record_fields[{self.paths.index(field.path) + 1}]"

    def _like(self, text: SigmaString, *, around: bool = False) -> tuple[str, bool]:
        """A pattern for LIKE, and whether it has any wildcard."""
        made, has_wildcard = "", around
        for part in text.s:
            if isinstance(part, str):
                made += part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
            elif part in (SpecialChars.WILDCARD_MULTI, SpecialChars.WILDCARD_SINGLE):
                made, has_wildcard = made + ("%" if part == SpecialChars.WILDCARD_MULTI else "_"), True
            else:
                raise Unsupported("The rule leaves a place open (|expand) that a list of yours would fill.")
        return (f"%{made}%" if around else made), has_wildcard

    def convert_condition_field_eq_val_str(
        self, cond: ConditionFieldEqualsValueExpression, state: ConversionState
    ) -> str:
        """Text, with or without wildcards; Sigma takes small and capital letters for the same."""
        pattern, has_wildcard = self._like(cond.value)  # type: ignore[arg-type]
        if has_wildcard:
            value = self._value(pattern)
            return self._test(cond.field, lambda found: f"{found} ilike {value} escape '\\'")
        value = self._value(_plain(cond.value))  # type: ignore[arg-type]
        return self._test(cond.field, lambda found: f"lower({found}) = lower({value})")

    def convert_condition_field_eq_val_str_case_sensitive(
        self, cond: ConditionFieldEqualsValueExpression, state: ConversionState
    ) -> str:
        """Text with |cased."""
        value = self._value(self._like(cond.value)[0])  # type: ignore[arg-type]
        return self._test(cond.field, lambda found: f"{found} like {value} escape '\\'")

    def convert_condition_field_eq_val_num(
        self, cond: ConditionFieldEqualsValueExpression, state: ConversionState
    ) -> str:
        """A number, also where the log has it as text."""
        value = self._value(float(cond.value.number))  # type: ignore[attr-defined]
        return self._test(cond.field, lambda found: f"try_cast({found} as double) = {value}")

    def convert_condition_field_eq_val_bool(
        self, cond: ConditionFieldEqualsValueExpression, state: ConversionState
    ) -> str:
        """true or false."""
        value = self._value(str(bool(cond.value)).lower())
        return self._test(cond.field, lambda found: f"lower({found}) = {value}")

    def convert_condition_field_eq_val_timestamp_part(
        self, cond: ConditionFieldEqualsValueExpression, state: ConversionState
    ) -> str:
        """The hour, the day ... of a time, UTC."""
        part = _PARTS[cond.value.timestamp_part]  # type: ignore[attr-defined]
        value = self._value(float(cond.value.number))  # type: ignore[attr-defined]
        return self._test(cond.field, lambda found: f"date_part('{part}', try_cast({found} as timestamp)) = {value}")

    def convert_condition_field_eq_val_re(
        self, cond: ConditionFieldEqualsValueExpression, state: ConversionState
    ) -> str:
        """A regular expression, in DuckDB's flavour (RE2: no look-around, no back-references)."""
        value = self._value(_regex(cond.value))  # type: ignore[arg-type]
        return self._test(cond.field, lambda found: f"regexp_matches({found}, {value})")

    def convert_condition_field_eq_val_cidr(
        self, cond: ConditionFieldEqualsValueExpression, state: ConversionState
    ) -> str:
        """An address in a block."""
        network = ipaddress.ip_network(cond.value.cidr, strict=False)  # type: ignore[attr-defined]
        if network.version == 4:
            low, high = self._value(int(network.network_address)), self._value(int(network.broadcast_address))
            return self._test(cond.field, lambda found: _in_v4(found, low, high))
        low = self._value(f"{int(network.network_address):032x}")
        high = self._value(f"{int(network.broadcast_address):032x}")
        return self._test(cond.field, lambda found: f"{_v6_digits(found)} between {low} and {high}")

    def convert_condition_field_compare_op_val(
        self, cond: ConditionFieldEqualsValueExpression, state: ConversionState
    ) -> str:
        """Smaller and greater, for numbers."""
        asked: SigmaCompareExpression = cond.value  # type: ignore[assignment]
        if asked.op not in _COMPARE:
            raise Unsupported("The rule compares in a way that this program does not know.")
        value = self._value(float(asked.number.number))
        return self._test(cond.field, lambda found: f"try_cast({found} as double) {_COMPARE[asked.op]} {value}")

    def convert_condition_field_eq_field(
        self, cond: ConditionFieldEqualsValueExpression, state: ConversionState
    ) -> str:
        """Two fields of one event; of lists, any value of the one against any of the other."""
        asked: SigmaFieldReference = cond.value  # type: ignore[assignment]
        other = self._field(asked.field)
        if other.kind != "text":
            raise Unsupported("The rule compares with a field that has several values.")
        how = {(True, True): "contains", (True, False): "starts_with", (False, True): "ends_with"}.get(
            (bool(asked.starts_with), bool(asked.ends_with))
        )
        if how:
            return self._test(cond.field, lambda found: f"{how}(lower({found}), lower({other.sql}))")
        return self._test(cond.field, lambda found: f"lower({found}) = lower({other.sql})")

    def convert_condition_field_eq_val_null(
        self, cond: ConditionFieldEqualsValueExpression, state: ConversionState
    ) -> str:
        """No value."""
        return f"not {self._test(cond.field, lambda found: f'{found} is not null')}"

    def convert_condition_field_exists(self, cond: ConditionFieldEqualsValueExpression, state: ConversionState) -> str:
        """Some value. A null in the record and a field left out are the same in a case."""
        return self._test(cond.field, lambda found: f"{found} is not null")

    def convert_condition_field_eq_query_expr(
        self, cond: ConditionFieldEqualsValueExpression, state: ConversionState
    ) -> str:
        """Queries of another system are never run."""
        raise Unsupported("The rule holds a query of another system.")

    def convert_condition_query_expr(self, cond: ConditionValueExpression, state: ConversionState) -> str:
        """Queries of another system are never run."""
        raise Unsupported("The rule holds a query of another system.")

    def convert_condition_val_str(self, cond: ConditionValueExpression, state: ConversionState) -> str:
        """A word anywhere in what the case keeps of the record."""
        self.keywords += 1
        value = self._value(self._like(cond.value, around=True)[0])  # type: ignore[arg-type]
        return f"coalesce(all_text ilike {value} escape '\\', false)"

    def convert_condition_val_num(self, cond: ConditionValueExpression, state: ConversionState) -> str:
        """A number anywhere."""
        self.keywords += 1
        return f"coalesce(contains(all_text, {self._value(str(cond.value))}), false)"

    def convert_condition_val_re(self, cond: ConditionValueExpression, state: ConversionState) -> str:
        """A regular expression anywhere."""
        self.keywords += 1
        return f"coalesce(regexp_matches(all_text, {self._value(_regex(cond.value))}), false)"  # type: ignore[arg-type]


def _plain(text: SigmaString) -> str:
    return "".join(part for part in text.s if isinstance(part, str))


def _regex(asked: SigmaRegularExpression) -> str:
    text = str(asked.regexp.to_plain())
    flags = "".join(sorted({"IGNORECASE": "i", "MULTILINE": "m", "DOTALL": "s"}[flag.name] for flag in asked.flags))
    return f"(?{flags}){text}" if flags else text


def _in_v4(found: str, low: str, high: str) -> str:
    return (
        f"case when regexp_matches({found}, {_V4}) then list_reduce(list_transform(string_split({found}, '.'), "
        f"lambda part: part::bigint), lambda made, part: made * 256 + part) end between {low} and {high}"
    )


def _v6_digits(found: str) -> str:
    """32 digits of a v6 address, so that text order is order of addresses; a v4 tail is not understood."""
    groups = "lambda word: lpad(lower(word), 4, '0')"
    left = (
        f"list_transform(list_filter(string_split(split_part({found}, '::', 1), ':'), lambda one: one <> ''), {groups})"
    )
    right = (
        f"list_transform(list_filter(string_split(split_part({found}, '::', 2), ':'), lambda one: one <> ''), {groups})"
    )
    return (
        f"case when contains({found}, ':') then array_to_string({left}, '') || "
        f"repeat('0', greatest(32 - 4 * (len({left}) + len({right})), 0)) || array_to_string({right}, '') end"
    )
