"""Okta's own words for a client, where the raw agent is missing."""

from __future__ import annotations

import pytest

from analysis.enrich.agents import read_agent
from analysis.enrich.okta_words import from_okta, parse_okta


@pytest.mark.parametrize(
    ("okta_os", "okta_browser", "families"),
    [
        ("Mac OS X", "CHROME", ("macOS", "Chrome", "browser")),
        ("Mac OS 14.4.1 (Sonoma)", "SAFARI", ("macOS", "Safari", "browser")),
        ("Windows 10", "EDGE", ("Windows", "Edge", "browser")),
        ("Windows 11", "FIREFOX", ("Windows", "Firefox", "browser")),
        ("Android 1.x", "CHROME", ("Android", "Chrome", "browser")),
        ("iOS 17 (iPhone)", "SAFARI", ("iOS", "Safari", "browser")),
        ("Mac OS X (iPad)", "CHROME_MOBILE", ("iOS", "Chrome", "browser")),
        ("Linux", "IE11", ("Linux", "IE", "browser")),
        ("Unknown", "UNKNOWN", (None, None, "unknown")),
        ("Windows", "Synthetic Browser", ("Windows", None, "unknown")),
        (None, None, (None, None, "unknown")),
    ],
)
def test_oktas_words_give_our_families(okta_os, okta_browser, families) -> None:
    read = from_okta(okta_os, okta_browser)
    assert (read.os_family, read.browser_family, read.kind) == families


def test_okta_and_the_raw_agent_give_one_lane() -> None:
    raw = read_agent(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Chrome/108.0.0.0 Safari/537.36"
    )
    words = from_okta("Windows 10", "CHROME")
    assert (raw.os_family, raw.browser_family) == (words.os_family, words.browser_family)


def test_each_distinct_pair_is_one_row() -> None:
    table = parse_okta([("Linux", "CHROME"), ("Linux", None), ("Linux", "CHROME")])
    assert table.select(["okta_os", "okta_browser", "browser_family"]).to_pylist() == [
        {"okta_os": "Linux", "okta_browser": "CHROME", "browser_family": "Chrome"},
        {"okta_os": "Linux", "okta_browser": None, "browser_family": None},
    ]
