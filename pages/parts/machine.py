"""What other machines may call this one: its names and its addresses. Asks nobody; nothing leaves the machine."""

from __future__ import annotations

import ipaddress
import platform
from functools import cache
from itertools import pairwise
from pathlib import Path

from streamlit import net_util

ROUTES = Path("/proc/net/fib_trie")
"""Where Linux lists the addresses that are its own."""
_MOST = 6


@cache
def names() -> frozenset[str]:
    """Its own names, in lower case: as it is called, without its domain, and as a local network finds it."""
    called = platform.node().lower().rstrip(".")
    short = called.split(".")[0]
    return frozenset({called, short, f"{short}.local"}) if short else frozenset()


@cache
def addresses() -> tuple[str, ...]:
    """Its addresses that another machine may reach, the one that most of its traffic leaves by first."""
    found = [net_util.get_internal_ip(), *_listed()]
    return tuple(dict.fromkeys(address for address in found if address and _is_reachable(address)))[:_MOST]


def _listed() -> list[str]:
    try:
        lines = ROUTES.read_text(encoding="ascii").splitlines()
    except OSError:  # not Linux: the first address has to do
        return []
    return [line.split()[-1] for line, next_line in pairwise(lines) if next_line.endswith("host LOCAL")]


def _is_reachable(address: str) -> bool:
    try:
        told = ipaddress.ip_address(address)
    except ValueError:
        return False
    return not (told.is_loopback or told.is_unspecified or told.is_link_local or told.is_multicast)
