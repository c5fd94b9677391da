"""Other web sites are refused; what a page may load is limited to this server."""

from __future__ import annotations

import pytest

from parts import guards

HERE = {"host": "127.0.0.1:8501"}


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost:8501", "LOCALHOST", "[::1]:8501"])
def test_names_of_this_machine_are_answered(host):
    assert guards.refusal("http", "GET", {"host": host}) is None


@pytest.mark.parametrize(
    "host", ["", "evil.test", "evil.test:8501", "127.0.0.1.evil.test", "localhost@evil.test", "0.0.0.0:8501"]
)
def test_a_foreign_name_that_leads_here_is_refused(host):
    assert guards.refusal("http", "GET", {"host": host}) is not None


@pytest.mark.parametrize("origin", ["http://evil.test", "null", "http://127.0.0.1:9999", "http://localhost:8501"])
@pytest.mark.parametrize(("kind", "method"), [("http", "PUT"), ("http", "GET"), ("websocket", "GET")])
def test_a_foreign_origin_is_refused(origin, kind, method):
    assert guards.refusal(kind, method, HERE | {"origin": origin}) is not None


def test_a_change_without_an_origin_is_refused():
    assert guards.refusal("http", "POST", HERE) is not None
    assert guards.refusal("http", "POST", HERE | {"origin": "http://127.0.0.1:8501"}) is None


def test_a_link_elsewhere_may_lead_here_but_nothing_may_be_embedded():
    link = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert guards.refusal("http", "GET", HERE | link) is None
    assert guards.refusal("http", "GET", HERE | link | {"sec-fetch-mode": "no-cors"}) is not None


def test_scripts_may_call_this_server_only():
    policy = dict(guards.security_headers("127.0.0.1:8501"))[b"content-security-policy"].decode()
    calls = next(part for part in policy.split("; ") if part.startswith("connect-src"))
    assert calls == "connect-src 'self' ws://127.0.0.1:8501 wss://127.0.0.1:8501 data: blob:"


NAMES = frozenset({"drill.local"})


@pytest.mark.parametrize(
    "host", ["192.0.2.7:8501", "192.0.2.7", "[2001:db8::7]:8501", "drill.local:8501", "Drill.Local.", "localhost:8501"]
)
def test_a_server_of_games_answers_to_literal_addresses_and_its_own_names(host):
    assert guards.refusal("http", "GET", {"host": host}, NAMES) is None
    if "localhost" not in host:
        assert guards.refusal("http", "GET", {"host": host}) is not None, "the everyday server does not"


@pytest.mark.parametrize(
    "host",
    [
        "", "evil.test", "192.0.2.7.evil.test", "drill.local.evil.test", "drill.local@evil.test", "0.0.0.0:8501",
        "[::]", "192.0.2.7:8501/x", "192.0.2.7; default-src *", "[2001:db8::7", "3221225991", "0xc0000207",
        "192.0.2.7:123456",
    ],
)  # fmt: skip
def test_a_server_of_games_answers_to_no_other_name(host):
    assert guards.refusal("http", "GET", {"host": host}, NAMES) is not None


@pytest.mark.parametrize(
    "origin", ["http://evil.test", "null", "http://drill.local:8501", "http://192.0.2.7:9999", "http://["]
)
@pytest.mark.parametrize(("kind", "method"), [("http", "POST"), ("http", "GET"), ("websocket", "GET")])
def test_a_server_of_games_refuses_foreign_origins_as_well(origin, kind, method):
    assert guards.refusal(kind, method, {"host": "192.0.2.7:8501", "origin": origin}, NAMES) is not None


def test_an_origin_is_compared_to_the_letter_before_streamlit_would_ask_the_internet():
    asked = {"host": "DRILL.local:8501", "origin": "http://drill.local:8501"}
    assert guards.refusal("websocket", "GET", asked, NAMES) is not None
