"""User agents: own rules, families, hostile text."""

from __future__ import annotations

import time

import pytest

from analysis.enrich.agents import parse, read_agent

MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) "
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
CHROMEBOOK = "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) "
ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) "


@pytest.mark.parametrize(
    ("agent", "system", "browser", "major", "kind"),
    [
        (MAC + "Chrome/126.0.0.0 Safari/537.36", "macOS", "Chrome", 126, "browser"),
        (MAC + "Version/16.1 Safari/605.1.15", "macOS", "Safari", 16, "browser"),
        (MAC + "HeadlessChrome/120.0.0.0 Safari/537.36", "macOS", "Headless browser", 120, "script"),
        (IPHONE + "Version/17.4 Mobile/15E148 Safari/604.1", "iOS", "Safari", 17, "browser"),
        (IPHONE + "CriOS/124.0.6367.88 Mobile/15E148 Safari/604.1", "iOS", "Chrome", 124, "browser"),
        (IPHONE + "Mobile/15E148", "iOS", "iOS web view", None, "browser"),
        (ANDROID + "Chrome/124.0.0.0 Mobile Safari/537.36", "Android", "Chrome", 124, "browser"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:126.0) Gecko/20100101 Firefox/126.0",
            "Windows",
            "Firefox",
            126,
            "browser",
        ),
        (
            "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0",
            "Linux",
            "Firefox",
            126,
            "browser",
        ),
        (
            CHROMEBOOK + "Chrome/126.0.0.0 Safari/537.36",
            "Chrome OS",
            "Chrome",
            126,
            "browser",
        ),
        (
            "B7F62B65BN.com.okta.mobile/3.13.4 OktaDeviceSDK/0.0.1 macOS/14.4.1 Apple/Mac",
            "macOS",
            "Okta Verify",
            3,
            "okta",
        ),
        ("com.okta.android.auth/8.1.0 OktaDeviceSDK/1.0 Android/13 Samsung", "Android", "Okta Verify", 8, "okta"),
        ("Okta-Integrations", None, "Okta-Integrations", None, "okta"),
        ("Okta AD Agent/3.16.0", None, "Okta AD agent", 3, "okta"),
        ("UNKNOWN-DOWNLOAD", None, "UNKNOWN-DOWNLOAD", None, "unknown"),
        ("okta-sdk-golang/2.20 golang/1.21 linux", "Linux", "Okta SDK", 2, "script"),
        ("python-requests/2.31.0", None, "Python Requests", 2, "script"),
        ("python-httpx/0.27", None, "Python httpx", 0, "script"),
        ("Python/3.11 aiohttp/3.9.1", None, "Python aiohttp", 3, "script"),
        ("curl/8.4.0", None, "curl", 8, "script"),
        ("Go-http-client/2.0", None, "Go-http-client", 2, "script"),
        ("okhttp/4.9.0", None, "okhttp", 4, "script"),
        ("Java/17.0.1", None, "Java", 17, "script"),
        ("PostmanRuntime/7.36", None, "Postman", 7, "script"),
        (
            "Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1.19041",
            "Windows",
            "PowerShell",
            5,
            "script",
        ),
        ("random-user-agent", None, None, None, "unknown"),
        ("", None, None, None, "unknown"),
    ],
)
def test_an_agent_is_read_into_families(agent, system, browser, major, kind) -> None:
    read = read_agent(agent)
    assert (read.os_family, read.browser_family, read.browser_major, read.kind) == (system, browser, major, kind)


def test_both_agents_of_2023_are_an_old_chrome() -> None:
    for agent in (
        "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/99.0.7113.93 Safari/537.36",
        MAC + "Chrome/99.0.4844.83 Safari/537.36",
    ):
        assert (read_agent(agent).browser_family, read_agent(agent).browser_major) == ("Chrome", 99)


def test_each_distinct_agent_is_one_row_and_keeps_its_whole_text() -> None:
    long = "Mozilla/5.0 " + "x" * 10_000
    table = parse([long, "curl/8.4.0", long, None, "curl/8.4.0"])
    assert table.column("agent").to_pylist() == [long, "curl/8.4.0"]


def test_no_agents_make_a_table_without_rows() -> None:
    assert parse([]).num_rows == 0
    assert parse([]).schema.names[:2] == ["agent", "os_family"]


@pytest.mark.parametrize(
    "agent",
    [
        "\x00\x00",
        "\u202eevil",
        "(" * 5_000,
        "okta " * 2_000,
        "/" * 10_000,
        "Chrome/" + "9" * 5_000,
        "Mozilla/5.0 " + "(KHTML, like Gecko) " * 500,
        "<img src=x onerror=f(1)>",
        "=cmd|' /C calc'!A0",
        "Windows/" + "1." * 3_000,
        "OktaVerify/" + "1" * 9_000,
    ],
)
def test_hostile_agents_are_read_quickly(agent) -> None:
    started = time.perf_counter()
    read_agent(agent)
    assert time.perf_counter() - started < 1
    assert parse([agent]).column("agent").to_pylist() == [agent]
