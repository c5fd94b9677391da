"""Records of MaxMind-format databases turned into the columns of `address_lookups`.

Why separate: opening and errors are one thought, the shapes of records another. A record that has
another shape raises TypeError; the caller turns that into a sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Record = dict[str, Any]
Answer = dict[str, Any]


def read_city(record: Record) -> Answer:
    """City, country, coordinates, and the radius that the database itself gives."""
    location = _part(record, "location")
    latitude = _number(location.get("latitude"), 90)
    longitude = _number(location.get("longitude"), 180)
    has_both = latitude is not None and longitude is not None
    return {
        "mmdb_city": _name(record, "city"),
        "mmdb_country": _name(record, "country"),
        "mmdb_latitude": latitude if has_both else None,
        "mmdb_longitude": longitude if has_both else None,
        "mmdb_radius_km": _number(location.get("accuracy_radius"), 21_000) if has_both else None,
    }


def read_country(record: Record) -> Answer:
    """The country only: such a file has no coordinates."""
    return {"mmdb_country": _name(record, "country")}


def read_asn(record: Record) -> Answer:
    """The autonomous system; ISP files hold it under the same names."""
    number = record.get("autonomous_system_number")
    if number is not None and not isinstance(number, int):
        raise TypeError("an AS number that is no number")
    organisation = record.get("autonomous_system_organization") or record.get("isp")
    # Only ISP files say it, and only of carriers' own address pools.
    is_mobile = bool(record.get("mobile_country_code"))
    return {
        "mmdb_as_number": number or None,
        "mmdb_as_org": _text(organisation),
        "mmdb_connection_type": "Cellular" if is_mobile else None,
    }


def read_anonymous(record: Record) -> Answer:
    """What kind of cover an address gives. Nothing is said of it means nothing is known of it."""
    answer = {
        "mmdb_is_vpn": record.get("is_anonymous_vpn"),
        "mmdb_is_hosting": record.get("is_hosting_provider"),
        "mmdb_is_tor": record.get("is_tor_exit_node"),
        "mmdb_is_proxy": record.get("is_public_proxy"),
        "mmdb_is_residential_proxy": record.get("is_residential_proxy"),
    }
    if any(value is not None and not isinstance(value, bool) for value in answer.values()):
        raise TypeError("a flag that is neither true nor false")
    return answer


def read_connection(record: Record) -> Answer:
    """Cable/DSL, Cellular, Corporate or Satellite, in the database's own words."""
    return {"mmdb_connection_type": _text(record.get("connection_type"))}


def read_enterprise(record: Record) -> Answer:
    """City and autonomous system in one; the second lies under `traits`."""
    traits = _part(record, "traits")
    answer = read_city(record) | read_asn(traits)
    answer["mmdb_connection_type"] = answer["mmdb_connection_type"] or _text(traits.get("connection_type"))
    if any(key.startswith("is_") for key in traits):
        answer |= read_anonymous(traits)
    return answer


READERS: dict[str, Callable[[Record], Answer]] = {
    "city": read_city,
    "country": read_country,
    "asn": read_asn,
    "anonymous": read_anonymous,
    "connection": read_connection,
    "enterprise": read_enterprise,
}
"""How to read the records of each kind of database."""


def _part(record: Record, key: str) -> Record:
    part = record.get(key)
    if part is None:
        return {}
    if not isinstance(part, dict):
        raise TypeError(f"{key} holds no fields")
    return part


def _name(record: Record, key: str) -> str | None:
    return _text(_part(_part(record, key), "names").get("en"))


def _text(value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise TypeError("a name that is no text")
    return value or None


def _number(value: object, limit: float) -> float | None:
    """A number within plus and minus `limit`; beyond it unknown, since no such place exists."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("a coordinate that is no number")
    return float(value) if -limit <= value <= limit else None
