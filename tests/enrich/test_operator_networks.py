"""The operator's own list of networks, in every shape that people keep one."""

from __future__ import annotations

import pytest

from analysis.enrich import operator_networks
from analysis.errors import NetworksUnreadable


def read(tmp_path, text: str, name: str = "networks.csv") -> list[dict[str, object]]:
    path = tmp_path / name
    path.write_bytes(text.encode())
    return operator_networks.read(path).to_pylist()


@pytest.mark.parametrize(
    "text",
    [
        "203.0.113.0/24,Head office,office\n",
        "cidr,name,kind\n203.0.113.0/24,Head office,office\n",
        "Name;Kind;Network\nHead office;office;203.0.113.0/24\n",
        "\ufeff# ours\r\n\r\n203.0.113.0/24\tHead office\tOffice\r\n",
        '"203.0.113.7/24","Head office","office"',
    ],
)
def test_a_list_is_read_in_many_shapes(tmp_path, text) -> None:
    [row] = read(tmp_path, text)
    assert (row["cidr"], row["name"], row["kind"]) == ("203.0.113.0/24", "Head office", "office")
    assert (row["first_number"], row["last_number"]) == ("cb007100", "cb0071ff")


def test_a_bare_address_a_bare_range_and_an_as_are_enough(tmp_path) -> None:
    rows = read(tmp_path, "203.0.113.9\n2001:db8::/32\nAS64500\n::ffff:198.51.100.0/120\n", "plain.txt")
    assert [row["cidr"] for row in rows] == ["203.0.113.9/32", "2001:db8::/32", None, "198.51.100.0/24"]
    assert rows[2]["as_number"] == 64500
    assert [row["name"] for row in rows][:3] == ["203.0.113.9", "2001:db8::/32", "AS64500"]
    assert {row["kind"] for row in rows} == {"office"}


def test_toml_is_read(tmp_path) -> None:
    text = '[[networks]]\ncidr = "203.0.113.0/24"\nname = "Gateway"\nkind = "vpn"\n[[networks]]\nasn = 64500\n'
    rows = read(tmp_path, text, "networks.toml")
    assert [(row["name"], row["kind"]) for row in rows] == [("Gateway", "vpn"), ("AS64500", "office")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("203.0.113.0/24\nhead office\n", 2),
        ("203.0.113.0/33\n", 1),
        ("AS99999999999\n", 1),
        ("AS0\n", 1),
        ("cidr,name\n,Office\n", 2),
        ("# x\n\n300.1.1.1\n", 3),
    ],
)
def test_a_line_that_cannot_be_read_names_file_line_and_shape(tmp_path, text, line) -> None:
    with pytest.raises(NetworksUnreadable, match=rf"networks\.csv, line {line}:") as refused:
        read(tmp_path, text)
    assert "203.0.113.0/24" in refused.value.next_step


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\xff\xfe2\x00", "networks.csv"),
        (b"[[networks", "networks.toml"),
        (b"a = 1", "networks.toml"),
        (b"networks = [1]", "networks.toml"),
    ],
)
def test_a_file_that_is_no_list_is_a_sentence(tmp_path, content, name) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(NetworksUnreadable):
        operator_networks.read(path)


def test_a_missing_list_is_a_sentence_and_an_empty_one_has_no_rows(tmp_path) -> None:
    with pytest.raises(NetworksUnreadable, match="cannot be read"):
        operator_networks.read(tmp_path / "missing.csv")
    assert read(tmp_path, "") == []
    assert operator_networks.EMPTY.schema == operator_networks.SCHEMA
