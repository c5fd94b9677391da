"""Names of people put out of a briefing: the same letter for the same person everywhere, in free texts as well.

What it finds: logins, the part before the at sign, display names, parts of the names of whom the briefing tells, and
any other address of mail. What it cannot: a nickname, or who is meant by "the head of finance". Addresses, session
ids and names of apps stay, since the findings cannot be checked without them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

_MAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_WORD = re.compile(r"[\w](?:[\w.+@'’-]*[\w])?")
_POSSESSIVE = re.compile(r"['’]s$")
LONGEST_PHRASE = 5
"""Words of a name that are looked for together."""
MOST_EXACT = 400
"""Names that are also looked for inside of words and across signs."""
SHORTEST_PART = 3
SEVERAL = ""
"""Stands for a part of a name that several people share."""
NO_NAMES = frozenset({
    "admin", "administrator", "administrators", "all", "api", "app", "apps", "april", "ask", "august", "bill", "both",
    "client", "confirmed", "december", "decide", "each", "eight", "end", "february", "five", "four", "friday",
    "grant", "group", "help", "identity", "info", "it", "january", "judged", "july", "june", "likely", "march",
    "mark", "may", "monday", "nine", "nobody", "none", "november", "october", "okta", "one", "open", "people",
    "person", "policy", "provider", "replay", "role", "root", "rule", "sales", "saturday", "security", "september",
    "service", "session", "sessions", "seven", "six", "some", "sunday", "support", "system", "ten", "test", "the",
    "their", "they", "three", "thursday", "token", "tuesday", "two", "undo", "user", "users", "wednesday", "will",
    "work",
})  # fmt: skip
"""Words that a login may consist of and that name nobody by themselves."""


class Mask:
    """Letters for people. `person` gives the next free letter to a person that it has not met."""

    def __init__(self, names: Iterable[tuple[str, str]], told: Sequence[str], authors: Sequence[str] = ()) -> None:
        """Shape: `names` person and name, `told` people in the order of their letters, `authors` who works here."""
        self._letters: dict[str, str] = {}
        self._analysts = [
            (_bounded(author), f"Analyst {_letters(at)}")
            for at, author in enumerate(authors)
            if author.strip() and author.lower() not in NO_NAMES
        ]
        self._phrases: dict[str, str] = {}
        self._parts: dict[str, str] = {}
        for person in told:
            self.letter(person)
        known = set(told)
        by_person = sorted(names, key=lambda entry: (entry[0] not in known, entry[0], entry[1]))
        exact: list[tuple[str, str]] = []
        for person, name in by_person:
            self._learn(person, name, person in known)
            if len(exact) < MOST_EXACT and len(name.strip()) >= SHORTEST_PART and name.lower() not in NO_NAMES:
                exact.append((name.strip(), person))
        self._exact = [
            (_bounded(name), person) for name, person in sorted(exact, key=lambda one: (-len(one[0]), one[0]))
        ]

    def letter(self, person: str) -> str:
        """ "Person A": the same for the same person as long as the briefing is made."""
        if person == SEVERAL:
            return "a person"
        if person not in self._letters:
            self._letters[person] = f"Person {_letters(len(self._letters))}"
        return self._letters[person]

    def text(self, text: str) -> str:
        """A text with every name that is known taken out."""
        if not text:
            return text
        for pattern, said in self._analysts:
            text = pattern.sub(said, text)
        for pattern, person in self._exact:
            if pattern.search(text):
                text = pattern.sub(self.letter(person), text)
        text = _MAIL.sub(lambda found: self.letter(self._phrases.get(found.group().lower(), found.group())), text)
        return self._without_phrases(text)

    def _learn(self, person: str, name: str, is_told: bool) -> None:
        clean = " ".join(name.split()).lower()
        for phrase in {clean, clean.split("@")[0]}:
            words = _WORD.findall(phrase)
            if words and phrase not in NO_NAMES and len(phrase) >= SHORTEST_PART:
                self._phrases.setdefault(" ".join(words), person)
        if is_told:
            for part in re.split(r"[\W_\d]+", name.split("@")[0]):
                if len(part) >= SHORTEST_PART and part.lower() not in NO_NAMES:
                    mine = self._parts.setdefault(part.capitalize(), person) == person
                    self._parts[part.capitalize()] = person if mine else SEVERAL

    def _without_phrases(self, text: str) -> str:
        found = list(_WORD.finditer(text))
        told, end, at = [], 0, 0
        while at < len(found):
            taken = self._phrase_at(found, at)
            if taken is None:
                at += 1
                continue
            person, count = taken
            last = found[at + count - 1]
            kept = _POSSESSIVE.search(last.group())
            told += [text[end : found[at].start()], self.letter(person), kept.group() if kept else ""]
            end = last.end()
            at += count
        return "".join([*told, text[end:]])

    def _phrase_at(self, found: list[re.Match[str]], at: int) -> tuple[str, int] | None:
        for count in range(min(LONGEST_PHRASE, len(found) - at), 0, -1):
            words = [match.group() for match in found[at : at + count]]
            words[-1] = _POSSESSIVE.sub("", words[-1])
            person = self._phrases.get(" ".join(words).lower())
            if person is None and count == 1:
                person = self._parts.get(words[0])
            if person is not None:
                return person, count
        return None


def everywhere(value: Any, change: Callable[[str], str], kept: Mapping[type, Sequence[str]]) -> Any:
    """The same value with every text in it changed; fields named in `kept` of a dataclass stay as they are."""
    if isinstance(value, str):
        return change(value)
    if is_dataclass(value) and not isinstance(value, type):
        stays = kept.get(type(value), ())
        changed = {
            one.name: everywhere(getattr(value, one.name), change, kept)
            for one in fields(value)
            if one.init and one.name not in stays
        }
        return replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(everywhere(one, change, kept) for one in value)
    return [everywhere(one, change, kept) for one in value] if isinstance(value, list) else value


def _letters(number: int) -> str:
    """A, B ... Z, AA, AB ..."""
    told = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        told = chr(65 + rest) + told
    return told


def _bounded(name: str) -> re.Pattern[str]:
    pattern = re.escape(name)
    before = r"(?<!\w)" if re.match(r"[a-zA-Z0-9]", name) else ""
    after = r"(?!\w)" if re.search(r"[a-zA-Z0-9]$", name) else ""
    return re.compile(before + pattern + after, re.IGNORECASE)
