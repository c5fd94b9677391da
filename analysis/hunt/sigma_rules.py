"""Reads Sigma rules from files, folders, zips and uploads into pySigma's form, and says of each why it cannot be used.

Why: a rule is a text of somebody else. It is read as data (safe YAML), within limits on size, aliases, nesting and
the condition; nothing in it is run, and one broken rule does not hold up the others.
Not here: what a rule asks the case (sigma_backend.py, sigma_run.py).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sigma import collection as sigma_collection
from sigma.collection import SigmaCollection
from sigma.correlations import SigmaCorrelationRule
from sigma.exceptions import SigmaError
from sigma.filters import SigmaFilter
from sigma.rule import SigmaRule

from analysis import zips
from analysis.errors import CrumblineError

LARGEST_FILE = 256 * 1024
LARGEST_ZIP = 20 * 1024 * 1024
MOST_FILES = 5_000
MOST_ALIASES = 50
DEEPEST = 30
LONGEST_CONDITION = 1_000
DEEPEST_CONDITION = 12
ENDINGS = (".yml", ".yaml")
_yaml = sigma_collection.yaml  # type: ignore[attr-defined]  # pySigma's own reader, so that both read alike


class RulesUnreadable(CrumblineError):
    """There are no Sigma rules where a person pointed to."""


@dataclass(frozen=True)
class RuleText:
    """One file of rules."""

    name: str
    """File name, with the folder or archive that it lay in."""
    text: str
    problem: str = ""
    """Why the file was not read; then `text` is empty."""


@dataclass(frozen=True)
class Rule:
    """One rule, read; or what is known of one that cannot be used."""

    file: str
    title: str
    level: str
    """informational, low, medium, high, critical; empty where the rule gives none."""
    rule_id: str
    rule: SigmaRule | SigmaCorrelationRule | None
    unsupported: str = ""
    """Why it cannot be run; empty where it can, as far as reading tells."""
    is_output: bool = True
    """False for a rule that only serves a correlation."""


def of_paths(paths: Sequence[Path]) -> list[RuleText]:
    """The rule files among these files, folders and zips. Raises: RulesUnreadable."""
    found: list[RuleText] = []
    for path in paths:
        path = path.expanduser()
        try:
            if path.is_dir():
                files = sorted(one for one in path.rglob("*") if one.suffix.lower() in ENDINGS and one.is_file())
                found += [_of_bytes(str(one.relative_to(path)), _begin(one)) for one in files[:MOST_FILES]]
            elif path.suffix.lower() == ".zip":
                found += of_upload(path.name, path.read_bytes() if path.stat().st_size <= LARGEST_ZIP else b"")
            else:
                found.append(_of_bytes(path.name, _begin(path)))
        except OSError as cause:
            raise RulesUnreadable(
                f"{path.name} cannot be read ({cause.strerror}).", "Check the path and its permissions."
            ) from cause
    if not found:
        raise RulesUnreadable("There is no rule in it.", "Sigma rules end in .yml or .yaml; a zip may hold many.")
    return found[:MOST_FILES]


def of_upload(name: str, content: bytes) -> list[RuleText]:
    """The rule files of an upload: one .yml, or a zip of them. Raises: RulesUnreadable."""
    if not name.lower().endswith(".zip"):
        return [_of_bytes(name, content)]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [one for one in archive.infolist() if one.filename.lower().endswith(ENDINGS) and not one.is_dir()]
            made, total = [], 0
            for member in members[:MOST_FILES]:
                with archive.open(member) as stream:
                    text = stream.read(LARGEST_FILE + 1)
                total += len(text)
                if total > LARGEST_ZIP:
                    raise RulesUnreadable("The zip unpacks to more than 20 MB.", "Give a zip of the rules alone.")
                made.append(_of_bytes(member.filename, text))
            return made
    except zips.FAULTS as cause:
        raise RulesUnreadable(f"{name} is no zip that can be read, or too large.", "Pack the rules anew.") from cause


def _begin(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST_FILE + 1)


def _of_bytes(name: str, content: bytes) -> RuleText:
    if len(content) > LARGEST_FILE:
        return RuleText(name, "", f"The file is larger than {LARGEST_FILE // 1024} KB.")
    try:
        return RuleText(name, content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return RuleText(name, "", "The file is not UTF-8 text.")


def read(texts: Iterable[RuleText]) -> list[Rule]:
    """Every rule of these files; filters are applied and correlations know the rules that they name."""
    broken: list[Rule] = []
    entries: list[tuple[str, SigmaRule | SigmaCorrelationRule]] = []
    filters: list[SigmaFilter] = []
    for file in texts:
        problem = file.problem or _bomb(file.text)
        if problem:
            broken.append(Rule(file.name, file.name, "", "", None, problem))
            continue
        try:
            read_file = SigmaCollection.from_yaml(
                file.text, collect_errors=True, collect_filters=True, resolve_references=False
            )
        except (SigmaError, _yaml.YAMLError, ValueError, TypeError, AttributeError, KeyError, RecursionError) as cause:
            broken.append(Rule(file.name, file.name, "", "", None, f"The file is no Sigma rule: {_short(cause)}"))
            continue
        filters += read_file.filters
        entries += [(file.name, rule) for rule in read_file.rules]
        if not read_file.rules and not read_file.filters:
            why = _short(read_file.errors[0]) if read_file.errors else "there is none in it"
            broken.append(Rule(file.name, file.name, "", "", None, f"The file is no Sigma rule: {why}"))
    return [*_related(entries, filters), *broken]


def _related(
    entries: Sequence[tuple[str, SigmaRule | SigmaCorrelationRule]], filters: list[SigmaFilter]
) -> Iterator[Rule]:
    gathered = SigmaCollection([rule for _, rule in entries], resolve_references=False)
    silent: set[int] = set()
    problems: dict[int, str] = {}
    for _, rule in entries:
        if isinstance(rule, SigmaCorrelationRule) and not rule.errors:
            try:
                rule.resolve_rule_references(gathered)
            except SigmaError as cause:
                problems[id(rule)] = f"It names a rule that was not given: {_short(cause)}"
                continue
            if not rule.generate:
                silent |= {id(reference.rule) for reference in rule.rules or ()}
    for file, rule in entries:
        why = problems.get(id(rule), "") or _unsupported(rule)
        if isinstance(rule, SigmaRule) and not why:
            try:
                for one in filters:
                    rule = one.apply_on_rule(rule)
            except SigmaError as cause:
                why = f"A filter cannot be applied: {_short(cause)}"
        level = rule.level.name.lower() if rule.level else ""
        yield Rule(file, str(rule.title or file), level, str(rule.id or ""), rule, why, id(rule) not in silent)


def _unsupported(rule: SigmaRule | SigmaCorrelationRule) -> str:
    if rule.errors:
        return f"The rule is not valid: {_short(rule.errors[0])}"
    if isinstance(rule, SigmaCorrelationRule):
        return ""
    source = rule.logsource
    product, service = (source.product or "").lower(), (source.service or "okta").lower()
    if product != "okta" or service != "okta":
        named = " / ".join(word for word in (source.product, source.category, source.service) if word)
        return f"It is for another log ({named or 'unnamed'}), not for Okta’s System Log."
    for condition in rule.detection.condition:
        depth = deepest = 0
        for letter in condition:
            depth += (letter == "(") - (letter == ")")
            deepest = max(deepest, depth)
        if len(condition) > LONGEST_CONDITION or deepest > DEEPEST_CONDITION:
            return "Its condition is longer or deeper than this program reads."
    return ""


def _bomb(text: str) -> str:
    """Why a YAML text would grow when it is read; empty where it would not."""
    try:
        aliases = merges = depth = 0
        for token in _yaml.scan(text):
            kind = type(token).__name__
            aliases += kind == "AliasToken"
            merges += kind == "ScalarToken" and token.value == "<<"
            depth += kind.endswith("StartToken") and kind != "StreamStartToken" and kind != "DocumentStartToken"
            depth -= kind.endswith("EndToken") and kind not in ("StreamEndToken", "DocumentEndToken")
            if depth > DEEPEST:
                return "The file is nested too deeply."
            if aliases > MOST_ALIASES or (merges and aliases > 10):
                return "The file repeats parts of itself too often (YAML aliases)."
    except (_yaml.YAMLError, ValueError, RecursionError) as cause:
        return f"The file is no YAML: {_short(cause)}"
    return ""


def _short(cause: object) -> str:
    line = " ".join(str(cause).split())
    return line if len(line) <= 200 else line[:199] + "…"
