"""A server of games that other machines reach: how it is asked for and started, and its facilitator's key.

Why a key: whoever reaches the port may try to join a game, and only one person may lead them. The key is kept beside
the games, so that a server that was killed comes back with the facilitator's browser still known.
Not here: which addresses such a server answers and to whom (pages/parts/doors.py), and its forms (join_routes.py).
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import ipaddress
import os
import re
import secrets
import socket
import ssl
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from analysis import case_folders
from analysis.errors import CrumblineError
from analysis.exercise.play.plays import FOLDER

FLAG = "--exercise"
EVERYWHERE = "0.0.0.0"
EVERY_ADDRESS = {EVERYWHERE, "::"}
KEY_FILE = "facilitator-key"
_GROUPS, _GROUP = 4, 5
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?")
_APP = Path(__file__).resolve().parents[2] / "app.py"
_SETTINGS = {
    # Streamlit's own list of names would refuse what pages/parts/guards.py lets in.
    "SERVER_ALLOWED_HOSTS": "*",
    "SERVER_HEADLESS": "true",
    # Its greeting asks a server on the internet for this machine's address, and names no game.
    "LOGGER_HIDE_WELCOME_MESSAGE": "true",
    # A defect shows its kind to players, never the lines around it.
    "CLIENT_SHOW_ERROR_DETAILS": "type",
    # In megabytes: a scenario is a few kilobytes, and no screen sends more than a fifth of this.
    "SERVER_MAX_UPLOAD_SIZE": "1",
    "SERVER_MAX_MESSAGE_SIZE": "25",
}


@dataclass(frozen=True)
class Certificate:
    """What encrypts: two PEM files, the chain of certificates and its private key."""

    chain: Path
    private_key: Path


@dataclass(frozen=True)
class Asked:
    """What stood behind the two dashes."""

    is_serving: bool
    names: frozenset[str]
    """Names under which other machines know this one, in lower case."""
    is_new_key: bool


class Key:
    """What only the facilitator knows."""

    def __init__(self, words: str) -> None:
        self.words = words
        self._plain = _plain(words)

    def is_right(self, told: str) -> bool:
        """Whether somebody knows it; capitals and dashes do not matter."""
        return hmac.compare_digest(_plain(told), self._plain)

    def cookie(self) -> str:
        """What the facilitator's browser keeps instead of the key; another key makes it worthless."""
        return hmac.new(self._plain, b"the facilitator's browser", hashlib.sha256).hexdigest()

    def is_cookie(self, told: str) -> bool:
        """Whether a browser holds it."""
        return hmac.compare_digest(told.encode(), self.cookie().encode())


def asked(arguments: Sequence[str]) -> Asked:
    """Read the words after `streamlit run app.py --`. Raises: CrumblineError for a name that no machine has."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument(FLAG, action="store_true", dest="is_serving")
    parser.add_argument("--name", nargs="+", action="extend", default=[])
    parser.add_argument("--new-key", action="store_true")
    try:
        given = parser.parse_known_args(list(arguments))[0]
    except argparse.ArgumentError as cause:
        raise CrumblineError("--name names no machine.", "Write --name crumbline.example.") from cause
    return Asked(given.is_serving, frozenset(_checked(name) for name in given.name), given.new_key)


def _checked(name: str) -> str:
    plain = name.strip().lower().rstrip(".")
    if not _NAME.fullmatch(plain):
        raise CrumblineError(
            "--name takes the name of this machine, without http and without a port.", "Write --name crumbline.example."
        )
    return plain


def key(cases: Path, *, is_new: bool = False) -> Key:
    """The key of the games below a folder of cases, made on first use or anew. Raises: CrumblineError."""
    path = cases / FOLDER / KEY_FILE
    try:
        if not is_new and path.is_file():
            words = path.read_text(encoding="ascii", errors="replace").strip()
            if len(_plain(words)) == _GROUPS * _GROUP:
                return Key(words)
        words = "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f"{KEY_FILE}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(words + "\n")
        unfinished.replace(path)
    except OSError as cause:
        raise CrumblineError(
            f"The facilitator's key cannot be kept: {cause.strerror}.", "Name a folder that can be written: --cases."
        ) from cause
    return Key(words)


def environment(address: str | None) -> dict[str, str]:
    """What Streamlit has to be told by its environment, so that nothing stands in a file that every start reads."""
    told = _SETTINGS | ({"SERVER_ADDRESS": address} if address else {})
    return {f"STREAMLIT_{name}": value for name, value in told.items()}


def start(
    *,
    address: str,
    port: int | None,
    cases: Path | None,
    names: Sequence[str],
    is_new_key: bool,
    certificate: Certificate | None = None,
) -> NoReturn:
    """Become the server. Raises: CrumblineError for what cannot be meant."""
    words = [FLAG, *(["--cases", str(cases)] if cases else []), *(["--new-key"] if is_new_key else [])]
    words += [word for name in names for word in ("--name", name)]
    asked(words)
    case_folders.root(words)
    _refuse_unless_bindable(address, port)
    told = environment(address) | (_encrypted(certificate) if certificate else {})
    run = [sys.executable, "-m", "streamlit", "run", str(_APP)]
    options = ["--server.port", str(port)] if port else []
    os.execve(sys.executable, [*run, *options, "--", *words], os.environ | told)


def certificate_of(chain: Path | None, private_key: Path | None) -> Certificate | None:
    """Two options as one; None where neither was given. Raises: CrumblineError where one of them is lacking."""
    if chain is None and private_key is None:
        return None
    if chain is None or private_key is None:
        raise CrumblineError(
            "A certificate and its private key belong together.", "Give both: --certificate FILE --private-key FILE."
        )
    return Certificate(chain, private_key)


def _encrypted(given: Certificate) -> dict[str, str]:
    """What Streamlit has to be told. Raises: CrumblineError where the files are no certificate with its key."""

    def no_password() -> str:
        raise CrumblineError(
            "The private key is protected by a password.", "Give one without: the server starts by itself."
        )

    try:
        # as the server will: what it could not use would end it later, in a traceback
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(given.chain, given.private_key, no_password)
    except OSError as cause:  # SSLError is one
        raise CrumblineError(
            f"The certificate {given.chain.name} and the key {given.private_key.name} cannot be used: "
            f"{getattr(cause, 'reason', None) or cause.strerror}.",
            "Give two PEM files that can be read: the certificates of this machine's name, and their private key.",
        ) from cause
    return {
        "STREAMLIT_SERVER_SSL_CERT_FILE": str(given.chain.resolve()),
        "STREAMLIT_SERVER_SSL_KEY_FILE": str(given.private_key.resolve()),
    }


def _refuse_unless_bindable(address: str, port: int | None) -> None:
    try:
        family = socket.AF_INET6 if ipaddress.ip_address(address).version == 6 else socket.AF_INET
        with socket.socket(family) as probe:
            probe.bind((address, 0))
    except (ValueError, OSError) as cause:
        raise CrumblineError(
            "--host takes an address of this machine.", f"Write --host 192.0.2.10, or leave it out for {EVERYWHERE}."
        ) from cause
    if port is not None and not 1 <= port <= 65_535:
        raise CrumblineError("There is no such port.", "Write a number from 1024 to 65535.")


def _plain(words: str) -> bytes:
    """The letters and digits of a key as somebody types it, at most as many as any key could have."""
    return re.sub(r"[\W_]", "", words[:200]).upper().encode()
