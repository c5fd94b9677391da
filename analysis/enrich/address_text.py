"""The text of an address read into a number: plain, with a port, in brackets, v4 inside v6.

Why: exports hold addresses in all of these shapes, and "null". The text stays the key; the number
is for ranges. Not here: looking anything up.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_PORT_V4 = re.compile(r"^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$")
_BRACKETS = re.compile(r"^\[([0-9a-fA-F:.]+)(?:%[^\]]*)?\](?::\d{1,5})?$")
_MAPPED = b"\x00" * 10 + b"\xff\xff"

_PRIVATE_V4 = (
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
)
"""Ranges that nobody can reach over the internet. Deliberately without the documentation ranges:
made-up logs use those in place of public addresses."""


@dataclass(frozen=True)
class ReadAddresses:
    """Many addresses as numbers, in the order given."""

    version: NDArray[np.uint8]
    """4 or 6; 0 where the text is no address. A v4 address inside a v6 one counts as 4."""
    packed: list[bytes]
    """4 or 16 bytes, network order; empty where the text is no address."""
    v4: NDArray[np.uint32]
    """The v4 address as a number; 0 where there is none: look at `version`."""
    v6_high: NDArray[np.uint64]
    """The first 64 bits of a v6 address; 0 where there is none: look at `version`."""


def read_addresses(texts: Sequence[str]) -> ReadAddresses:
    """Read each text. Nothing raises; what is no address has version 0."""
    packed = [pack(text) for text in texts]
    lengths = np.fromiter((len(part) for part in packed), np.uint8, len(packed))
    version = np.where(lengths == 4, 4, np.where(lengths == 16, 6, 0)).astype(np.uint8)
    v4 = np.zeros(len(packed), np.uint32)
    v4[version == 4] = np.frombuffer(b"".join(part for part in packed if len(part) == 4), ">u4")
    high = np.zeros(len(packed), np.uint64)
    high[version == 6] = np.frombuffer(b"".join(part[:8] for part in packed if len(part) == 16), ">u8")
    return ReadAddresses(version, packed, v4, high)


def pack(text: str) -> bytes:
    """4 or 16 bytes of an address; empty for anything else. Raises: nothing."""
    try:
        return socket.inet_pton(socket.AF_INET, text)
    except (OSError, ValueError):
        pass  # not plain v4: the rarer shapes follow
    plain = text.strip()
    with_port = _PORT_V4.match(plain)
    in_brackets = _BRACKETS.match(plain)
    if with_port:
        plain = with_port[1]
    elif in_brackets:
        plain = in_brackets[1]
    plain = plain.split("%", 1)[0]
    for family in (socket.AF_INET6, socket.AF_INET):
        try:
            packed = socket.inet_pton(family, plain)
        except (OSError, ValueError):
            continue
        return packed[12:] if packed.startswith(_MAPPED) else packed
    return b""


def unpack(packed: bytes) -> str | None:
    """An address as its usual text; None for no address."""
    if not packed:
        return None
    return socket.inet_ntop(socket.AF_INET if len(packed) == 4 else socket.AF_INET6, packed)


def prefix_of(packed: bytes) -> str | None:
    """The /24 of a v4 address, the /48 of a v6 address, as text; None for no address."""
    if len(packed) == 4:
        return f"{packed[0]}.{packed[1]}.{packed[2]}.0/24"
    if len(packed) == 16:
        return socket.inet_ntop(socket.AF_INET6, packed[:6] + bytes(10)) + "/48"
    return None


def is_private(read: ReadAddresses) -> NDArray[np.bool_]:
    """True for addresses of inner networks: private, carrier-grade NAT, loopback, link-local."""
    private = np.zeros(len(read.packed), np.bool_)
    is_v4 = read.version == 4
    for cidr in _PRIVATE_V4:
        start, length = cidr.split("/")
        shift = np.uint32(32 - int(length))
        number = np.uint32(int.from_bytes(pack(start), "big"))
        private |= is_v4 & ((read.v4 >> shift) == (number >> shift))
    is_v6 = read.version == 6
    # Unique local fc00::/7, link-local fe80::/10, and the loopback address.
    private |= is_v6 & ((read.v6_high >> np.uint64(57)) == 0xFC >> 1)
    private |= is_v6 & ((read.v6_high >> np.uint64(54)) == 0xFE80 >> 6)
    loopback = pack("::1")
    private |= np.fromiter((part == loopback for part in read.packed), np.bool_, len(read.packed))
    return private
