"""What geoip2's models say of an address, in the columns of `address_lookups`.

Why separate: opening and errors are one thought, the columns another. A record that does not fit
raises TypeError, ValueError or AttributeError, in the model or here; the caller makes that a sentence.
Source: https://geoip2.readthedocs.io and https://dev.maxmind.com/geoip/docs/databases
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from geoip2.database import Reader
from geoip2.models import ASN, ISP, AnonymousIP, City, ConnectionType, Country, Enterprise
from geoip2.records import PlaceRecord, Traits

Answer = dict[str, Any]
LookUp = Callable[[Reader, str], Any]
Columns = Callable[[Any], Answer]


def country_columns(place: Country) -> Answer:
    """The country only: such a file has no coordinates."""
    return {"mmdb_country": _name(place.country)}


def city_columns(place: City) -> Answer:
    """City, country, coordinates, and the radius that the database itself gives."""
    latitude = _within(place.location.latitude, -90, 90)
    longitude = _within(place.location.longitude, -180, 180)
    has_both = latitude is not None and longitude is not None
    return {
        "mmdb_city": _name(place.city),
        "mmdb_country": _name(place.country),
        "mmdb_latitude": latitude if has_both else None,
        "mmdb_longitude": longitude if has_both else None,
        "mmdb_radius_km": _within(place.location.accuracy_radius, 0, 21_000) if has_both else None,
    }


def asn_columns(network: ASN | Traits) -> Answer:
    """The autonomous system and whose it is."""
    return {
        "mmdb_as_number": _within(network.autonomous_system_number, 1, 2**32 - 1),
        "mmdb_as_org": network.autonomous_system_organization or None,
    }


def isp_columns(network: ISP | Traits) -> Answer:
    """The autonomous system; and Cellular where a carrier's mobile country is named."""
    answer = asn_columns(network)
    answer["mmdb_as_org"] = answer["mmdb_as_org"] or network.isp or None
    answer["mmdb_connection_type"] = "Cellular" if network.mobile_country_code else None
    return answer


def connection_columns(connection: ConnectionType | Traits) -> Answer:
    """Cable/DSL, Cellular, Corporate or Satellite, in the database's own words."""
    return {"mmdb_connection_type": connection.connection_type or None}


def anonymous_columns(cover: AnonymousIP | Traits) -> Answer:
    """What kind of cover an address gives: true or unknown.

    Never false, because geoip2 says false also where a record says nothing, and a second database
    may know more.
    """
    return {
        "mmdb_is_vpn": cover.is_anonymous_vpn or None,
        "mmdb_is_hosting": cover.is_hosting_provider or None,
        "mmdb_is_tor": cover.is_tor_exit_node or None,
        "mmdb_is_proxy": cover.is_public_proxy or None,
        "mmdb_is_residential_proxy": cover.is_residential_proxy or None,
    }


def enterprise_columns(place: Enterprise) -> Answer:
    """All of the above that a file knows; what is no place lies under `traits`."""
    answer = city_columns(place) | anonymous_columns(place.traits) | connection_columns(place.traits)
    return answer | {field: value for field, value in isp_columns(place.traits).items() if value is not None}


READERS: dict[str, tuple[str, LookUp, Columns]] = {
    "GeoIP2-Anonymous-IP": ("anonymous", Reader.anonymous_ip, anonymous_columns),
    "GeoIP-Anonymous-Plus": ("anonymous", Reader.anonymous_plus, anonymous_columns),
    "GeoIP2-Connection-Type": ("connection", Reader.connection_type, connection_columns),
    "Enterprise": ("enterprise", Reader.enterprise, enterprise_columns),
    "City": ("city", Reader.city, city_columns),
    "Country": ("country", Reader.country, country_columns),
    "GeoLite2-ASN": ("asn", Reader.asn, asn_columns),
    "GeoIP2-ISP": ("asn", Reader.isp, isp_columns),
}
"""What a database type contains: our kind, how to look up, and the columns of what comes back.
Why these words: geoip2's methods refuse a type without them. DB-IP writes them into its types too,
as in `DBIP-ASN-Lite (compat=GeoLite2-ASN)`."""


def _name(place: PlaceRecord) -> str | None:
    # Not geoip2's own `name`, which takes names that are a list, or the like, for no names at all.
    return place.names.get("en") or None


def _within(value: float | None, lowest: float, highest: float) -> float | None:
    """A number between two others; beyond them unknown, since no such place or network exists."""
    return value if value is not None and lowest <= value <= highest else None
