"""The cookie audit: what is wrong with how a session cookie is set, and what a HAR cannot tell."""

from __future__ import annotations

import json

import pytest

import har_corpus
from analysis.har import cookies, inventory
from analysis.har.cookies import Audit


def audit(*headers: str, host: str = "corp.okta.com") -> Audit:
    make = har_corpus.Maker(1)
    entries = [make.entry(got={"Set-Cookie": header}, url=f"https://{host}/") for header in headers]
    return cookies.audit(inventory.of(json.dumps(har_corpus.document(entries)).encode()))


def rules(header: str) -> dict[str, str]:
    (one,) = audit(header).cookies
    return {flaw.rule: flaw.severity for flaw in one.flaws}


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("__Host-session=v; Path=/; Secure; HttpOnly; SameSite=Strict", {}),
        ("sid=v; Path=/; Secure; HttpOnly; SameSite=Strict", {"prefix": "low"}),
        ("sid=v; Secure; HttpOnly; SameSite=None", {"same_site": "medium", "prefix": "low"}),
        ("sid=v; Secure; HttpOnly", {"same_site": "low", "prefix": "low"}),
        ("sid=v; Secure; SameSite=Strict", {"script": "high", "prefix": "low"}),
        ("sid=v; HttpOnly; SameSite=Strict", {"plain": "high", "prefix": "low"}),
        ("__Host-session=v; Path=/a; Secure; HttpOnly; SameSite=Strict", {"prefix": "medium"}),
        ("__Secure-session=v; HttpOnly; SameSite=Strict", {"plain": "high", "prefix": "medium"}),
        ("sid=v; Secure; HttpOnly; SameSite=Strict; Max-Age=43201", {"absolute": "high", "prefix": "low"}),
        ("sid=v; Secure; HttpOnly; SameSite=Strict; Max-Age=43200", {"idle": "medium", "prefix": "low"}),
        ("sid=v; Secure; HttpOnly; SameSite=Strict; Max-Age=28800", {"prefix": "low"}),
        ("JSESSIONID=v; Secure; HttpOnly; SameSite=Strict; Max-Age=86400", {"absolute": "medium", "prefix": "low"}),
        ("theme=v", {"script": "low", "plain": "low"}),
        ("csrf=v; Secure", {}),
    ],
)
def test_each_rule(header: str, expected: dict[str, str]) -> None:
    assert rules(header) == expected


def test_expires_counts_like_max_age() -> None:
    (one,) = audit("sid=v; Secure; HttpOnly; SameSite=Strict; Expires=Thu, 07 Mar 2024 09:00:01 GMT").cookies
    assert one.cookie.lifetime_s == 48 * 3600
    assert one.severity == "high"


def test_the_chain_is_one_level_above_its_worst_part() -> None:
    assert rules("JSESSIONID=v; Secure; Max-Age=864000")["chain"] == "critical"
    weaker = rules("JSESSIONID=v; Secure; HttpOnly; Max-Age=864000")
    assert "chain" not in weaker, "a script cannot read it"
    (one,) = audit("JSESSIONID=v; Secure; Max-Age=864000").cookies
    assert one.severity == one.flaws[0].severity == "critical"


def test_deleted_cookies_are_not_judged_and_sent_ones_are_named() -> None:
    assert audit("sid=; Max-Age=0", "idx=v; Expires=Thu, 01 Jan 1970 00:00:00 GMT").cookies == ()
    make = har_corpus.Maker(1)
    found = inventory.of(json.dumps(har_corpus.document([make.entry(sent={"Cookie": "sid=v1; ln=x"})])).encode())
    assert [cookie.name for cookie in cookies.audit(found).only_sent] == ["sid"]


def test_it_says_what_no_har_can_tell() -> None:
    assert any("bound" in sentence for sentence in audit("sid=v").cannot_tell)
