"""How a server of games starts: bound beyond this machine, and what it prints for facilitator and players."""

from __future__ import annotations

import os
import sys

from streamlit import config

from analysis import case_folders
from analysis.exercise import serving
from analysis.exercise.play import plays
from parts import games, machine

_SET_IN_FILE = "config.toml"
_OWN_FILES = 3
"""Below this number a process keeps what it reads and prints; above are sockets and files of this start."""


def names() -> frozenset[str]:
    """The names under which other machines may ask: this machine's own, and those of --name."""
    return machine.names() | serving.asked(sys.argv[1:]).names


def begin() -> None:
    """Bind to all addresses where nobody chose one, see to the key, say where to go.

    Why start anew: `streamlit run app.py -- --exercise` has bound to this machine alone before app.py is read, as the
    settings for everyday say. What stands on the command line or in the environment is left as it is.
    """
    is_chosen = _SET_IN_FILE not in config.get_where_defined("server.address")
    wanted = serving.environment(None if is_chosen else serving.EVERYWHERE)
    if wanted.keys() - os.environ.keys():
        sys.stdout.flush()
        os.closerange(_OWN_FILES, 1_024)
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], wanted | os.environ)
    key = serving.key(case_folders.root(sys.argv[1:]), is_new=serving.asked(sys.argv[1:]).is_new_key)
    sys.stdout.write(greeting(key.words, _bases(), _kept_at()))
    sys.stdout.flush()


def _kept_at() -> str:
    return str(case_folders.root(sys.argv[1:]) / plays.FOLDER / serving.KEY_FILE)


def _bases() -> list[str]:
    """The beginnings of all addresses of this server, the best one to give away first."""
    scheme = "https" if config.get_option("server.sslCertFile") else "http"
    bound, port = config.get_option("server.address"), config.get_option("server.port")
    told = sorted(serving.asked(sys.argv[1:]).names)
    hosts = [*told, *machine.addresses()] if bound in serving.EVERY_ADDRESS else [*told, bound]
    return [f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}" for host in hosts or ["127.0.0.1"]]


def greeting(key: str, bases: list[str], kept_at: str) -> str:
    """What the window in which it was started shows. Shape: beginnings of addresses in; lines out."""
    others = [f"               or {base}{games.JOIN}" for base in bases[1:]]
    lines = [
        "",
        "  Crumbline serves exercises to other machines, and nothing else.",
        "",
        f"  Players:     {bases[0]}{games.JOIN}",
        *others,
        f"  Facilitator: {bases[0]}{games.LEAD}",
        f"  Key:         {key}",
        "",
        "  Each game has a join code; the facilitator sees it once the game is made.",
        f"  The key stays the same (it lies in {kept_at}); --new-key makes another.",
    ]
    if bases[0].startswith("http:"):
        lines.append("  Not encrypted: use a network that you trust, or give --certificate and --private-key.")
    lines.append("  To end it: Ctrl+C; games go on at the next start.")
    return "\n".join([*lines, "", ""])
