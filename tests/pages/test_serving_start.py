"""What the window shows in which a server of games was started, and what this machine is called."""

from __future__ import annotations

from parts import machine, serving_start

TABLE = """\
Main:
     +-- 127.0.0.0/8 2 0 2
           |-- 127.0.0.1
              /32 host LOCAL
     +-- 192.0.2.0/24 2 0 2
           |-- 192.0.2.0
              /24 link UNICAST
           |-- 192.0.2.2
              /32 host LOCAL
Local:
           |-- 192.0.2.2
              /32 host LOCAL
           |-- 198.51.100.9
              /32 host LOCAL
"""


def test_the_window_says_where_players_and_facilitator_go_and_the_key():
    bases = ["http://192.0.2.2:8501", "http://drill.local:8501"]
    told = serving_start.greeting("AAAAA-BBBBB", bases, "/games/facilitator-key")
    assert "Players:     http://192.0.2.2:8501/join" in told and "http://drill.local:8501/join" in told
    assert "Facilitator: http://192.0.2.2:8501/lead" in told and "AAAAA-BBBBB" in told
    assert "Not encrypted" in told
    assert "Not encrypted" not in serving_start.greeting("A", ["https://drill.local:8501"], "x")


def test_the_addresses_of_this_machine_are_those_that_others_reach(tmp_path, monkeypatch):
    path = tmp_path / "fib_trie"
    path.write_text(TABLE)
    monkeypatch.setattr(machine, "ROUTES", path)
    monkeypatch.setattr("streamlit.net_util.get_internal_ip", lambda: "198.51.100.9")
    assert machine.addresses.__wrapped__() == ("198.51.100.9", "192.0.2.2")
    monkeypatch.setattr(machine, "ROUTES", tmp_path / "not there")
    monkeypatch.setattr("streamlit.net_util.get_internal_ip", lambda: "127.0.0.1")
    assert machine.addresses.__wrapped__() == ()


def test_this_machine_is_called_in_full_in_short_and_as_a_local_network_finds_it(monkeypatch):
    monkeypatch.setattr("platform.node", lambda: "Drill.Corp.Example")
    assert machine.names.__wrapped__() == {"drill.corp.example", "drill", "drill.local"}
    monkeypatch.setattr("platform.node", lambda: "")
    assert machine.names.__wrapped__() == set()
