"""A user's own databases: recognised, asked, and refused in words."""

from __future__ import annotations

import datetime
import gzip
from pathlib import Path
from types import SimpleNamespace

import maxminddb
import pytest
from geoip2.database import Reader

from analysis.enrich.addresses import look_up
from analysis.enrich.database_records import READERS
from analysis.enrich.databases import Database, open_databases
from analysis.errors import DatabaseUnreadable

FILES = Path(__file__).resolve().parents[3] / "shared" / "data" / "mmdb"

with_files = pytest.mark.skipif(not FILES.is_dir(), reason="MaxMind's test databases lie beside the checkout only")


def opened(*names: str) -> list[Database]:
    return open_databases([FILES / f"{name}.mmdb" for name in names])


class Pretended:
    """What geoip2 reads from: a file with one record everywhere, for shapes that no test database has."""

    def __init__(self, type_: str, record: object, ip_version: int = 6) -> None:
        self.about = SimpleNamespace(database_type=type_, build_epoch=1_780_000_000, ip_version=ip_version)
        self.record = record

    def metadata(self) -> SimpleNamespace:
        return self.about

    def get_with_prefix_len(self, _address: str) -> tuple[object, int]:
        if isinstance(self.record, Exception):
            raise self.record
        return self.record, 24

    def close(self) -> None:
        pass


def pretended(type_: str, record: object, ip_version: int = 6) -> Database:
    """As if opened: the records are met only while looking up."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(maxminddb, "open_database", lambda *_: Pretended(type_, record, ip_version))
        reader = Reader("made-up.mmdb")
    [(kind, look_up, columns)] = [known for part, known in READERS.items() if part in type_]
    built_at = datetime.date(2026, 6, 1)
    return Database(Path("made-up.mmdb"), kind, type_, built_at, ip_version, reader, look_up, columns)


@with_files
def test_databases_are_recognised_by_what_they_say_of_themselves() -> None:
    names = ("GeoIP2-City-Test", "GeoLite2-ASN-Test", "GeoIP2-Anonymous-IP-Test", "GeoIP2-Connection-Type-Test")
    assert [database.kind for database in opened(*names)] == ["city", "asn", "anonymous", "connection"]


@with_files
def test_an_address_gets_what_each_database_knows_of_it() -> None:
    names = ("GeoLite2-City-Test", "GeoLite2-ASN-Test", "GeoIP2-Connection-Type-Test", "GeoIP2-Anonymous-IP-Test")
    city, covered = look_up(["216.160.83.56", "81.2.69.142"], opened(*names)).to_pylist()
    assert (city["mmdb_city"], city["mmdb_country"], city["mmdb_radius_km"]) == ("Milton", "United States", 22)
    assert (city["mmdb_as_number"], city["mmdb_connection_type"]) == (209, "Corporate")
    assert (covered["mmdb_city"], covered["mmdb_is_vpn"], covered["mmdb_is_hosting"]) == ("London", True, True)


@with_files
def test_of_two_databases_the_first_counts_and_the_second_fills_gaps() -> None:
    [row] = look_up(["81.2.69.142"], opened("GeoLite2-ASN-Test", "GeoIP2-City-Test", "GeoLite2-City-Test")).to_pylist()
    assert row["mmdb_city"] == "London"
    assert row["mmdb_as_number"] is None


@with_files
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("GeoIP2-City-Test-Broken-Double-Format", "is damaged"),
        ("GeoIP2-City-Test-Invalid-Node-Count", "is not a readable MaxMind database"),
        ("MaxMind-DB-test-broken-pointers-24", "has no use here"),
        ("MaxMind-DB-test-ipv4-24", "has no use here"),
    ],
)
def test_a_broken_or_useless_database_is_a_sentence(name, says) -> None:
    with pytest.raises(DatabaseUnreadable, match=says) as refused:
        look_up(["81.2.69.142"], opened(name))
    assert refused.value.next_step


@with_files
def test_every_cut_of_a_database_opens_or_is_a_sentence(tmp_path) -> None:
    whole = (FILES / "GeoIP2-City-Test.mmdb").read_bytes()
    for size in range(0, len(whole), 1_500):
        path = tmp_path / f"cut-{size}.mmdb"
        path.write_bytes(whole[:size])
        try:
            look_up(["81.2.69.142", "2001:220::80", "1.1.1.1"], open_databases([path]))
        except DatabaseUnreadable as refused:
            assert path.name in str(refused)


@with_files
def test_every_flipped_byte_gives_an_answer_or_a_sentence(tmp_path) -> None:
    whole = bytearray((FILES / "GeoLite2-ASN-Test.mmdb").read_bytes())
    path = tmp_path / "flipped.mmdb"
    for at in range(0, len(whole), 97):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            look_up(["1.128.0.1", "2001:220::80", "216.160.83.56"], open_databases([path]))
        except DatabaseUnreadable as refused:
            assert path.name in str(refused)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"<html>", "another kind of file"),
        (gzip.compress(b"x", mtime=0), "packed in an archive"),
        (b"PK\x03\x04", "packed in an archive"),
        (b"\xab\xcd\xefMaxMind.com", "damaged"),
    ],
)
def test_a_file_that_is_no_database_says_what_it_looks_like(content, says, tmp_path) -> None:
    path = tmp_path / "given.mmdb"
    path.write_bytes(content)
    with pytest.raises(DatabaseUnreadable, match=says):
        open_databases([path])


def test_a_missing_database_is_a_sentence(tmp_path) -> None:
    with pytest.raises(DatabaseUnreadable, match="no file"):
        open_databases([tmp_path / "missing.mmdb"])
    with pytest.raises(DatabaseUnreadable, match="no file"):
        open_databases([tmp_path])


def test_a_v4_database_is_not_asked_for_v6() -> None:
    database = pretended("GeoLite2-ASN", ValueError("v6 in a v4 file"), ip_version=4)
    assert database.ask("2001:db8::1") == {}


@pytest.mark.parametrize(
    "damage",
    [
        maxminddb.InvalidDatabaseError("bad data"),
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"),
        OSError("gone"),
    ],
)
def test_a_damaged_record_met_while_looking_up_is_a_sentence(damage) -> None:
    with pytest.raises(DatabaseUnreadable, match=r"made-up\.mmdb is damaged: its record of 203\.0\.113\.9"):
        look_up(["203.0.113.9"], [pretended("GeoIP2-City", damage)])


@pytest.mark.parametrize(
    ("type_", "record"),
    [
        ("GeoIP2-City", {"city": "London"}),
        ("GeoIP2-City", {"location": {"latitude": "51.5"}}),
        ("GeoIP2-City", {"location": {"latitude": True, "longitude": 0.0}}),
        ("GeoIP2-City", {"country": {"names": ["x"]}}),
        ("GeoIP2-City", {"city": {"names": {"en": 7}}}),
        ("GeoIP2-City", {"locales": "en"}),
        ("GeoLite2-Country", {"country": "DE"}),
        ("GeoLite2-ASN", {"autonomous_system_number": "AS209"}),
        ("GeoIP2-ISP", {"isp": ["x"]}),
        ("GeoIP2-Anonymous-IP", {"is_anonymous_vpn": "yes"}),
        ("GeoIP-Anonymous-Plus", {"network_last_seen": "yesterday"}),
        ("GeoIP2-Connection-Type", {"connection_type": 3}),
        ("GeoIP2-Enterprise", {"traits": ["x"]}),
    ],
)
def test_a_repacked_record_is_a_sentence_that_says_to_leave_the_database_out(type_, record) -> None:
    with pytest.raises(DatabaseUnreadable, match="another shape") as refused:
        look_up(["203.0.113.9"], [pretended(type_, record)])
    assert "Leave the database out" in refused.value.next_step


def test_coordinates_and_numbers_that_do_not_exist_are_unknown() -> None:
    database = pretended("GeoIP2-City", {"location": {"latitude": 951.0, "longitude": 10.0, "accuracy_radius": 5}})
    answer = database.ask("203.0.113.9")
    assert (answer["mmdb_latitude"], answer["mmdb_longitude"], answer["mmdb_radius_km"]) == (None, None, None)
    for number in (0, 2**32, 2**100):
        assert (
            pretended("GeoLite2-ASN", {"autonomous_system_number": number}).ask("203.0.113.9")["mmdb_as_number"] is None
        )


def test_an_address_that_a_database_does_not_list_has_no_answer() -> None:
    assert pretended("GeoIP2-City", None).ask("203.0.113.9") == {}


def test_an_isp_database_tells_a_carrier_by_its_mobile_country() -> None:
    record = {"autonomous_system_number": 64500, "isp": "Example Mobile", "mobile_country_code": "001"}
    answer = pretended("GeoIP2-ISP", record).ask("203.0.113.9")
    assert (answer["mmdb_as_org"], answer["mmdb_connection_type"]) == ("Example Mobile", "Cellular")
    del record["mobile_country_code"]
    assert pretended("GeoIP2-ISP", record).ask("203.0.113.9")["mmdb_connection_type"] is None


def test_an_enterprise_database_answers_for_place_network_and_cover() -> None:
    traits = {"autonomous_system_number": 64500, "connection_type": "Cable/DSL", "is_tor_exit_node": True}
    record = {"city": {"names": {"en": "Springfield"}}, "traits": traits}
    answer = pretended("DBIP-Location-ISP (compat=Enterprise)", record).ask("203.0.113.9")
    assert (answer["mmdb_city"], answer["mmdb_as_number"]) == ("Springfield", 64500)
    assert (answer["mmdb_connection_type"], answer["mmdb_is_tor"]) == ("Cable/DSL", True)


def test_what_a_first_database_does_not_say_of_cover_a_second_may() -> None:
    silent = pretended("GeoIP2-Enterprise", {"traits": {"isp": "Example"}})
    telling = pretended("GeoIP2-Anonymous-IP", {"is_anonymous": True, "is_residential_proxy": True})
    [row] = look_up(["203.0.113.9"], [silent, telling]).to_pylist()
    assert (row["mmdb_is_residential_proxy"], row["mmdb_is_vpn"]) == (True, None)


@pytest.mark.parametrize(
    ("type_", "kind", "record"),
    [
        ("DBIP-City-Lite", "city", {"country": {"names": {"en": "Germany"}}}),
        ("DBIP-Country-Lite", "country", {"country": {"names": {"en": "Germany"}}}),
        ("DBIP-ASN-Lite (compat=GeoLite2-ASN)", "asn", {"autonomous_system_number": 64500}),
        ("GeoIP-Anonymous-Plus", "anonymous", {"is_anonymous_vpn": True, "network_last_seen": "2026-05-01"}),
    ],
)
def test_types_of_other_names_open_by_the_method_that_fits(type_, kind, record, monkeypatch, tmp_path) -> None:
    path = tmp_path / "other.mmdb"
    path.write_bytes(b"x")
    monkeypatch.setattr(maxminddb, "open_database", lambda *_: Pretended(type_, record))
    [database] = open_databases([path])
    assert database.kind == kind
    assert any(database.ask("203.0.113.9").values())


@pytest.mark.parametrize(
    ("record", "says"),
    [
        ({"country_code": "DE", "latitude": "52.5"}, "re-packed"),
        ("DE", "damaged"),
    ],
)
def test_a_database_whose_records_are_all_of_another_shape_is_refused_when_opened(
    record, says, monkeypatch, tmp_path
) -> None:
    path = tmp_path / "flat.mmdb"
    path.write_bytes(b"x")
    monkeypatch.setattr(maxminddb, "open_database", lambda *_: Pretended("DBIP-City-Lite", record))
    with pytest.raises(DatabaseUnreadable, match=says):
        open_databases([path])
