"""A server of games with a certificate, as `exercise serve` starts it: reached encrypted, and not otherwise."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

import exercise_players
from analysis.exercise.play.plays import FOLDER
from analysis.exercise.serving import KEY_FILE
from browser import harness

STARTS_S = 60


@pytest.fixture
def encrypted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of such a server, whose certificates this process trusts."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    own = authority.issue_cert("localhost")
    own.private_key_pem.write_to_path(tmp_path / "key.pem")
    for one in own.cert_chain_pems:
        one.write_to_path(tmp_path / "chain.pem", append=True)
    port = harness.free_port()
    command = [sys.executable, "-m", "analysis", "exercise", "serve", "--host", "127.0.0.1", "--port", str(port)]
    # relative, as they are typed
    command += ["--certificate", "chain.pem", "--private-key", "key.pem", "--cases", "cases"]
    values = os.environ | {"PYTHONPATH": str(harness.ROOT), "HOME": str(tmp_path)}
    with (tmp_path / "told").open("wb") as output:
        server = subprocess.Popen(command, cwd=tmp_path, env=values, stdout=output, stderr=subprocess.STDOUT)
    try:
        deadline = time.monotonic() + STARTS_S
        while not _answers(port):
            assert server.poll() is None and time.monotonic() < deadline, (tmp_path / "told").read_text()
            time.sleep(0.1)
        yield f"https://localhost:{port}"
    finally:
        server.kill()
        server.wait()


def _answers(port: int) -> bool:
    asked = http.client.HTTPSConnection("localhost", port, timeout=5)
    try:
        asked.request("GET", "/_stcore/health")
        return asked.getresponse().status == 200
    except ConnectionError:
        return False
    finally:
        asked.close()


def test_who_leads_and_who_plays_reach_it_encrypted_only(encrypted: str, tmp_path: Path):
    said = (tmp_path / "told").read_text()
    assert "Players:     https://" in said and "Not encrypted" not in said
    key = (tmp_path / "cases" / FOLDER / KEY_FILE).read_text().strip()
    with exercise_players.Tab(encrypted, exercise_players.lead(encrypted, key)) as tab:
        tab.open("exercise")
        assert tab.widgets and not tab.errors
    port = int(encrypted.rsplit(":", 1)[1])
    plain = http.client.HTTPConnection("localhost", port, timeout=5)
    with pytest.raises((http.client.HTTPException, ConnectionError)):
        plain.request("GET", "/join")
        plain.getresponse()
    plain.close()
