"""Ids, hashes and draws by weight, which everything made up needs.

Not here: what an id is of.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

Value = TypeVar("Value")


def okta_id(rng: random.Random, prefix: str, length: int = 20) -> str:
    """An id in Okta's manner: a prefix of three letters, then letters and digits."""
    return prefix + "".join(rng.choices(ALPHABET, k=length - len(prefix)))


def token_hash(rng: random.Random, digits: int = 64) -> str:
    """A hash in hexadecimal digits."""
    return f"{rng.getrandbits(digits * 4):0{digits}x}"


def pick(rng: random.Random, weighted: Sequence[tuple[Value, float]]) -> Value:
    """One of several, by weight."""
    return rng.choices([value for value, _ in weighted], [weight for _, weight in weighted])[0]


def mixed(*parts: int) -> int:
    """A number that looks drawn and is the same for the same parts; costs no draw of the seed."""
    value = 0
    for part in parts:
        value = (value ^ part) + 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF
        value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF
        value = (value ^ value >> 27) * 0x94D049BB133111EB & 0xFFFFFFFFFFFFFFFF
        value ^= value >> 31
    return value
