"""The inventory: every planted credential is told, by kind, name, host, place and lifetime, and no value is."""

from __future__ import annotations

import base64
import io
import json
import logging
import pickle
import traceback
from datetime import UTC, datetime
from typing import Any

import pytest

import har_corpus
from analysis.har import inventory, ledger, walk
from analysis.har.inventory import Credential, Inventory

MAKE = har_corpus.Maker(11)
SESSION = f"102{MAKE.token(22)}"


def of(*entries: Any, **changes: Any) -> Inventory:
    return inventory.of(json.dumps(har_corpus.document(list(entries))).encode(), **changes)


def one(found: Inventory, kind: str) -> Credential:
    (credential,) = [row for row in found.credentials if row.kind == kind]
    return credential


def test_a_session_cookie_is_told_once_with_its_places_times_and_lifetime() -> None:
    value = MAKE.token()
    first = MAKE.entry(got={"Set-Cookie": f"sid={value}; Max-Age=7200; Path=/"})
    second = MAKE.entry(sent={"Cookie": f"sid={value}"}, cookies=[{"name": "sid", "value": value}])
    found = one(of(first, second), "okta_session")
    assert (found.name, found.host, found.severity, found.lifetime_s) == ("sid", "corp.okta.com", "critical", 7200)
    assert found.where == "response header Set-Cookie, request header Cookie, request cookies"
    assert found.count == 3
    assert (found.first_seen, found.last_seen) == tuple(
        datetime.fromisoformat(entry["startedDateTime"]) for entry in (first, second)
    )
    assert "Admin Console" in found.opens


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("Cookie idx", "okta_session"),
        ("Cookie DT", "okta_device_token"),
        ("Cookie JSESSIONID", "session_cookie"),
        ("Cookie neverHeardOf", "unknown_cookie"),
        ("Authorization SSWS", "api_token"),
        ("Authorization DPoP", "bearer_token"),
        ("Authorization Basic", "basic_password"),
        ("Authorization AWS", "signed_url"),
        ("header X-Okta-XsrfToken", "csrf_token"),
        ("header X-API-Key", "api_key"),
        ("header X-Unheard-Of", "unknown_header"),
        ("query sessionToken", "okta_session_token"),
        ("query code", "oauth_code"),
        ("query neverHeardOf", "unknown_value"),
        ("recovery link", "recovery_link"),
        ("user information", "basic_password"),
        ("form password", "password"),
        ("form code_verifier", "oauth_proof"),
        ("form device_code", "oauth_code"),
        ("SAMLResponse in a form", "saml_message"),
        ("SAMLRequest, deflated", "saml_message"),
        ("JSON stateHandle", "okta_state_token"),
        ("JSON recoveryToken", "recovery_link"),
        ("JSON refresh_token", "refresh_token"),
        ("JSON clientSecret", "client_secret"),
        ("JSON passCode as a number", "passcode"),
        ("WebAuthn", "webauthn"),
        ("JSON in JSON in JSON", "refresh_token"),
        ("session id of sessions/me", "okta_session_id"),
        ("hidden field", "csrf_token"),
        ("private key", "private_key"),
        ("key of a service xoxb-", "api_key"),
        ("JWT in text", "jwt"),
        ("WebSocket message", "named_token"),
        ("presigned URL", "signed_url"),
        ("multipart", "password"),
    ],
)
def test_every_kind_is_known_by_its_place(place: str, kind: str) -> None:
    plant = next(plant for plant in har_corpus.plants(11) if plant.place == place)
    found = {row.kind for row in of(plant.entry).credentials}
    assert kind in found, found


def test_a_token_says_issuer_audience_and_times_and_never_its_signature() -> None:
    token = MAKE.jwt()
    found = one(of(MAKE.entry(sent={"Authorization": f"Bearer {token}"})), "bearer_token")
    assert found.token is not None
    assert (found.token.issuer, found.token.audience, found.lifetime_s) == (
        "https://corp.okta.com",
        "api://default",
        3600,
    )
    assert found.token.expires_at == datetime.fromtimestamp(1_700_003_600, UTC)
    assert token.rsplit(".", 1)[1] not in repr(found)


def test_a_saml_request_opens_nothing_and_a_response_does() -> None:
    told = {plant.place: of(plant.entry) for plant in har_corpus.plants(11) if plant.place.startswith("SAMLRe")}
    request, response = (
        one(told[name], "saml_message") for name in ("SAMLRequest, deflated", "SAMLResponse in a form")
    )
    assert (request.severity, response.severity) == ("low", "critical")
    assert response.lifetime_s == 300
    assert response.message is not None and response.message.issuer == "https://corp.okta.com"


def test_who_where_when_and_what_can_be_joined() -> None:
    me = {"id": SESSION, "login": "ada@example.com", "userId": "00u1abcdEFGH2345ijkl", "status": "ACTIVE"}
    entry = MAKE.entry(url="https://corp.okta.com/api/v1/sessions/me", body=json.dumps(me), mime="application/json")
    entry["startedDateTime"] = "2024-03-05T11:30:01.000+02:30"
    other = MAKE.entry(url="https://cdn.example.com/x.js")
    found = of(other, entry, other)
    assert (found.host, found.person) == ("corp.okta.com", "ada@example.com")
    assert (found.people[0].login, found.people[0].user_id) == ("ada@example.com", "00u1abcdEFGH2345ijkl")
    assert [(row.id, row.place) for row in found.session_ids] == [(SESSION, "response of /api/v1/sessions/me")]
    assert ("ZeaB", "corp.okta.com") in [(row.id, row.host) for row in found.request_ids]
    assert found.agents == ("Mozilla/5.0 (Windows NT 10.0)",)
    assert found.browser == "WebInspector 537.36"
    assert SESSION not in repr(found)


def test_the_browsers_clock_is_corrected_by_the_answers() -> None:
    entry = MAKE.entry()
    entry["startedDateTime"] = "2024-03-05T08:50:01.000Z"
    entry["time"] = 0
    found = of(entry)
    assert found.clock_offset_s == 600
    assert found.captured_from == datetime(2024, 3, 5, 9, 0, 1, tzinfo=UTC)


def test_the_document_has_the_agreed_keys() -> None:
    told = of(MAKE.entry(sent={"Cookie": f"sid={MAKE.token()}"})).document()
    assert list(told) == ["host", "person", "captured_from", "captured_to", "credentials"]
    assert {"kind", "name", "host", "where", "lifetime_s", "hash", "severity"} <= set(told["credentials"][0])
    json.dumps(told)


def test_equal_values_have_equal_hashes_within_a_run_only() -> None:
    value = MAKE.token()
    entries = [MAKE.entry(sent={"Cookie": f"sid={value}"}), MAKE.entry(url=f"https://x.example/?token={value}")]
    first, second = of(*entries), of(*entries)
    assert len({row.hash for row in first.credentials}) == 1
    assert first.credentials[0].hash != second.credentials[0].hash
    assert of(*entries, key=b"k" * 32).credentials == of(*entries, key=b"k" * 32).credentials


def test_no_value_is_in_the_inventory_its_document_or_any_repr() -> None:
    planted = list(har_corpus.plants(12))
    found = of(*[plant.entry for plant in planted])
    told = json.dumps(found.document()) + repr(found)
    assert [plant.place for plant in planted if any(value in told for value in plant.values)] == []


@pytest.mark.parametrize(
    "name", ["header", "url", "content", "text", "listed", "pairs", "shaped", "record", "hide", "see", "read"]
)
def test_a_fault_of_the_program_tells_no_value(name: str, monkeypatch: Any, caplog: Any) -> None:
    """Whatever breaks, and wherever: neither the notes nor a traceback nor a log has a value."""
    from analysis.har import (
        addresses,
        bodies,
        cookie_text,
        echoes,
        facts,
        header_text,
        jwt,
        lenient,
        sanitise,
        texts,
        values,
    )

    places: dict[str, Any] = {
        "header": header_text,
        "url": addresses,
        "content": bodies,
        "text": texts,
        "listed": cookie_text,
        "pairs": addresses,
        "shaped": values,
        "record": ledger.Ledger,
        "hide": walk.Walk,
        "see": facts.Facts,
        "read": jwt,
        "clean": echoes.Echoes,
        "_find": echoes.Echoes,
        "dump": lenient,
    }

    def broken(*given: Any, **named: Any) -> Any:
        raise ValueError(f"broken at {given!r} {named!r}", given)

    monkeypatch.setattr(places[name], "one" if name == "header" else name, broken)
    planted = list(har_corpus.plants(13))
    raw = json.dumps(har_corpus.document([plant.entry for plant in planted])).encode()
    told = ""
    caplog.set_level(logging.DEBUG)
    for work in (lambda: inventory.of(raw).notes, lambda: sanitise.sanitise(raw, io.BytesIO()).notes):
        try:
            told += repr(work())
        except Exception as fault:  # noqa: BLE001 - whatever it is, its text is what is looked at
            told += "".join(traceback.format_exception(fault))
    told += caplog.text
    assert told
    assert [plant.place for plant in planted if any(value in told for value in plant.values)] == []


def test_a_ledger_shows_and_stores_nothing() -> None:
    kept = ledger.Ledger()
    found = ledger.Found(("password", "password", "hunter2hunter2", "form"))
    kept.record(found, "a.example", None)
    assert "hunter2" not in repr(kept) + repr(kept.rows()) + repr(found) + repr(walk.Walk(kept))
    with pytest.raises(TypeError, match="never written"):
        pickle.dumps(kept)


def test_basic_is_a_user_and_a_password_and_both_are_looked_for() -> None:
    whole = base64.b64encode(b"ada:Zx9-long-password").decode()
    found = one(of(MAKE.entry(sent={"Authorization": f"Basic {whole}"})), "basic_password")
    assert found.name == "Basic"
