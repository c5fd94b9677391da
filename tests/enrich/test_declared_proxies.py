"""Which addresses lie in a network that the operator declared as a proxy."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from analysis.enrich import declared_proxies, operator_networks


def listed(folder: Path, text: str) -> pa.Table:
    path = folder / "networks.csv"
    path.write_text(text, encoding="utf-8")
    return operator_networks.read(path)


def among(folder: Path, text: str, *addresses: str) -> list[str]:
    return declared_proxies.among(addresses, listed(folder, text)).column("address").to_pylist()


def test_an_address_in_a_proxy_s_range_is_one_whatever_its_spelling(tmp_path):
    texts = ["203.0.113.7", "203.0.113.7:443", "2001:DB8:1::7", "[2001:db8:1::8]:443", "198.51.100.1", "no address"]
    assert among(tmp_path, "203.0.113.0/24,Edge,proxy\n2001:db8:1::/48,Edge,PROXY\n", *texts) == texts[:4]


@pytest.mark.parametrize("lines", [["203.0.113.0/24,Edge,proxy", "203.0.113.8/29,Head office,office"]])
def test_of_networks_inside_one_another_the_smallest_counts(tmp_path, lines):
    for order in (lines, lines[::-1]):
        assert among(tmp_path, "\n".join(order), "203.0.113.7", "203.0.113.9") == ["203.0.113.7"]


def test_of_two_lines_for_one_network_the_first_counts(tmp_path):
    assert among(tmp_path, "203.0.113.0/24,Head office,office\n203.0.113.0/24,Edge,proxy\n", "203.0.113.7") == []


def test_the_as_number_of_the_log_counts_before_the_shipped_one(tmp_path):
    networks = listed(tmp_path, "AS64600,Edge,proxy\n203.0.113.128/25,Head office,office\n")
    seen = {"203.0.113.7": 64600, "203.0.113.8": 64601, "203.0.113.9": None, "203.0.113.200": 64600}
    assert declared_proxies.among(seen, networks).column("address").to_pylist() == ["203.0.113.7"]


def test_a_list_without_a_proxy_declares_none(tmp_path):
    assert not declared_proxies.names_any(listed(tmp_path, "203.0.113.0/24,VPN,vpn\nAS64600\n"))
    assert declared_proxies.names_any(listed(tmp_path, "AS64600,Edge,Proxy\n"))
    assert not declared_proxies.names_any(operator_networks.EMPTY)
