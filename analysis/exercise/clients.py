"""Clients as an Okta record shows them: an address, a place, a browser and its device token.

Why: most of a record is the same for every event of one client, so those parts are built once and
shared between records; nobody may change them afterwards.
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from analysis.exercise.networks import City, Network

PUBLISHED_AGENTS = (
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/99.0.7113.93 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/99.0.4844.83 Safari/537.36",
)
"""The two user agents that Okta published on 20 October 2023."""

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
MAC = "Macintosh; Intel Mac OS X 10_15_7"
WINDOWS = "Windows NT 10.0; Win64; x64"


@dataclass(frozen=True)
class Agent:
    """A user agent and what Okta makes of it."""

    raw: str
    os: str
    browser: str
    device: str = "Computer"


@functools.cache
def chrome_major(day: date) -> int:
    """The major version of Chrome on a day: 117 from 12 September 2023, one more every four weeks."""
    return 117 + (day - date(2023, 9, 12)).days // 28


@functools.cache
def browser(family: str, major: int) -> Agent:
    """A browser of a family, `<system>-<browser>`, at the time when Chrome has this major version."""
    system, _, name = family.partition("-")
    if system in ("iphone", "android"):
        return _phone_browser(system, major)
    base = f"Mozilla/5.0 ({MAC if system == 'mac' else WINDOWS})"
    okta_os = "Mac OS X" if system == "mac" else "Windows 10"
    if name == "chrome":
        return Agent(f"{base} {WEBKIT} Chrome/{major}.0.0.0 Safari/537.36", okta_os, "CHROME")
    if name == "edge":
        return Agent(f"{base} {WEBKIT} Chrome/{major}.0.0.0 Safari/537.36 Edg/{major}.0.0.0", okta_os, "EDGE")
    if name == "firefox":
        inside = base[:-1].replace("10_15_7", "10.15")
        return Agent(f"{inside}; rv:{major}.0) Gecko/20100101 Firefox/{major}.0", okta_os, "FIREFOX")
    return Agent(
        f"{base} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/{_safari(major)} Safari/605.1.15", okta_os, "SAFARI"
    )


def _safari(major: int) -> str:
    """The version of Safari at the time when Chrome has a major version."""
    return f"{17 + (major - 117) // 13}.{(major - 117) % 13 // 2}"


def _phone_browser(system: str, major: int) -> Agent:
    if system == "iphone":
        inside = f"iPhone; CPU iPhone OS {_safari(major).replace('.', '_')} like Mac OS X"
        return Agent(
            f"Mozilla/5.0 ({inside}) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/{_safari(major)} "
            "Mobile/15E148 Safari/604.1",
            "iOS (iPhone)",
            "SAFARI",
            "Mobile",
        )
    return Agent(
        f"Mozilla/5.0 (Linux; Android 10; K) {WEBKIT} Chrome/{major}.0.0.0 Mobile Safari/537.36",
        "Android 10",
        "CHROME",
        "Mobile",
    )


@functools.cache
def script(raw: str) -> Agent:
    """A user agent of a program."""
    return Agent(raw, "Unknown", "UNKNOWN", "Unknown")


@dataclass(frozen=True)
class Client:
    """One client, as it would appear in a record."""

    address: str
    network: Network
    city: City | None
    """None where Okta gives no place."""
    agent: Agent
    dt_hash: str | None
    """None where the record carries no device token."""
    fingerprint: str | None
    device: dict[str, Any] | None = None
    """The record's `device`: only machines registered with Okta Verify."""
    zone: str = "null"
    """Okta writes the text "null" where there is no zone."""
    is_suspected: bool = False
    """Okta thinks ill of it, for whatever reason."""

    @functools.cached_property
    def place_part(self) -> dict[str, Any] | None:
        """`geographicalContext`."""
        if self.city is None:
            return None
        return {
            "city": self.city.name,
            "state": self.city.state,
            "country": self.city.country,
            "postalCode": self.city.postal_code,
            "geolocation": {"lat": self.city.latitude, "lon": self.city.longitude},
        }

    @functools.cached_property
    def client_part(self) -> dict[str, Any]:
        """`client`."""
        return self.client_part_of(None)

    def client_part_of(self, client_id: str | None) -> dict[str, Any]:
        """`client` of an OAuth client."""
        return {
            "userAgent": {
                "rawUserAgent": self.agent.raw,
                "os": self.agent.os,
                "browser": self.agent.browser,
            },
            "zone": self.zone,
            "device": self.agent.device,
            "id": client_id,
            "ipAddress": self.address,
            "geographicalContext": self.place_part,
        }

    @functools.cached_property
    def security_part(self) -> dict[str, Any]:
        """`securityContext` as it was before `ipDetails` was added."""
        name = self.network.as_org.lower() if self.network.as_org else None
        return {
            "asNumber": self.network.as_number,
            "asOrg": name,
            "isp": name,
            "domain": self.network.domain if name else None,
            "isProxy": self.network.is_proxy,
        }

    @functools.cached_property
    def security_part_detailed(self) -> dict[str, Any]:
        """`securityContext` with `ipDetails`."""
        if not self.network.tunnel:
            return {**self.security_part, "ipDetails": None}
        operator, kind = self.network.tunnel
        service = {
            "isAnonymous": self.network.is_proxy,
            "operator": operator,
            "type": "VPN" if kind == "VPN" else "Proxy",
        }
        details = {key: value for key, value in self.security_part.items() if key != "isProxy"}
        return {**self.security_part, "ipDetails": {**details, "ipServiceCategories": [service]}}

    @functools.cached_property
    def request_part(self) -> dict[str, Any]:
        """`request`: a chain of one."""
        return {
            "ipChain": [
                {
                    "ip": self.address,
                    "geographicalContext": self.place_part,
                    "version": "V6" if ":" in self.address else "V4",
                    "source": None,
                }
            ],
        }

    @functools.cached_property
    def tunnels(self) -> str | None:
        """`debugData.tunnels`, a JSON text."""
        if not self.network.tunnel:
            return None
        operator, kind = self.network.tunnel
        return json.dumps([{"anonymous": self.network.is_proxy, "operator": operator, "type": kind}])
