"""How many of something, in words that are right for one too.

Why a module of its own: screens of players say it too, and they read nothing of `leading`.
"""

from __future__ import annotations


def counted(number: int, what: str) -> str:
    """ "1 call", "2 calls"."""
    return f"{number} {what}{'' if number == 1 else 's'}"
