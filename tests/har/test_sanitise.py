"""A sanitised HAR: nothing planted is left, whatever its place or encoding; and support can still read it."""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import random
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import har_corpus
from analysis.har.sanitise import sanitise
from analysis.har.walk import Options

REAL = (
    "haralyzer_cnn-chrome.har",
    "haralyzer_humanssuck.net.har",
    "haralyzer_missing_page.har",
    "haralyzer_single_entry.har",
)


def cleaned(document: Any, options: Options | None = None) -> bytes:
    sink = io.BytesIO()
    sanitise(document if isinstance(document, bytes) else json.dumps(document).encode(), sink, options)
    return sink.getvalue()


def entries(written: bytes) -> list[Any]:
    return list(json.loads(written)["log"]["entries"])


@pytest.mark.parametrize("seed", [1, 7])
def test_no_planted_value_is_left_in_a_file_of_all_places(seed: int) -> None:
    planted = list(har_corpus.plants(seed))
    assert len({plant.place for plant in planted}) > 150
    assert har_corpus.leaks(planted, cleaned(har_corpus.document([plant.entry for plant in planted]))) == []


def test_no_planted_value_is_left_where_it_stands_alone() -> None:
    alone = [plant for plant in har_corpus.plants(3) if not plant.place.startswith("echo")]
    left = [har_corpus.leaks([plant], cleaned(har_corpus.document([plant.entry]))) for plant in alone]
    assert [place for places in left for place in places] == []


def test_the_search_itself_finds_what_was_not_sanitised() -> None:
    planted = [plant for plant in har_corpus.plants(1) if "deflated" not in plant.place]
    document = json.dumps(har_corpus.document([plant.entry for plant in planted])).encode()
    missed = {plant.place for plant in planted} - set(har_corpus.leaks(planted, document))
    assert not missed, "the search would pass over these"


@pytest.mark.parametrize("options", [Options(bodies=False), Options(queries=False), Options(personal=False)])
def test_options_take_out_more_and_let_nothing_through(options: Options) -> None:
    planted = list(har_corpus.plants(5))
    assert har_corpus.leaks(planted, cleaned(har_corpus.document([plant.entry for plant in planted]), options)) == []


VALUES = st.text(har_corpus._WORD + "-_.+/=&% \"'<>äß", min_size=12, max_size=60).filter(
    lambda value: (
        sum(c.isalnum() and c.isascii() for c in value) >= 10
        and any(map(str.isdigit, value))
        and value == value.strip()
    )
)
NAMES = st.sampled_from(
    ["password", "sessionToken", "client_secret", "refreshToken", "stateHandle", "id_token", "apiKey"]
)
WRAPS = st.lists(st.sampled_from(["json", "url", "base64", "quoted"]), max_size=3)


def wrapped(value: str, wraps: list[str]) -> str:
    for wrap in wraps:
        if wrap == "json":
            value = json.dumps({"note": value})
        elif wrap == "url":
            value = quote(value, safe="")
        elif wrap == "base64":
            value = base64.b64encode(f"..{value}".encode()).decode()
        else:
            value = json.dumps(value)
    return value


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(NAMES, VALUES, WRAPS, st.sampled_from(["json", "form", "query", "cookie", "multipart", "html"]))
def test_whatever_the_value_its_name_and_its_echo(name: str, value: str, wraps: list[str], place: str) -> None:
    make = har_corpus.Maker(1)
    if place == "json":
        source = make.entry(body=json.dumps({"a": [{name: value}]}), mime="application/json")
    elif place == "form":
        source = make.entry(post={"mimeType": har_corpus.FORM, "text": f"a=1&{name}={quote(value, safe='')}"})
    elif place == "query":
        source = make.entry(url=f"https://corp.okta.com/x?{name}={quote(value, safe='')}")
    elif place == "cookie":
        source = make.entry(sent={"Cookie": f"sid={quote(value, safe='')}"})
    elif place == "html":
        source = make.entry(body=f'<input name="{name}" value="{html.escape(value)}">')
    else:
        body = f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n--b--\r\n'
        source = make.entry(post={"mimeType": "multipart/form-data; boundary=b", "text": body})
    echo = make.entry(body=f"before {wrapped(value, wraps)} after", mime="text/plain")
    planted = [har_corpus.Plant("source", (value,), source), har_corpus.Plant("echo", (value,), echo)]
    assert har_corpus.leaks(planted, cleaned(har_corpus.document([source, echo]))) == []


KEYS = ["request", "response", "headers", "cookies", "name", "value", "url", "text", "content", "postData", "x"]
SIDES = ["request", "response", "_webSocketMessages", "_x", "time", "startedDateTime"]
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=25,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.dictionaries(st.sampled_from(SIDES), JUNK, min_size=1), min_size=1, max_size=4))
def test_entries_of_any_shape_stay_a_har_of_as_many_entries(invented: list[Any]) -> None:
    written = cleaned({"log": {"entries": invented}})
    assert len(entries(written)) == len(invented)
    assert cleaned(written) == written or entries(cleaned(written)), "sanitising twice is allowed"


WORDED: dict[str, dict[str, Any]] = {
    "cookie": {"sent": {"Cookie": "bar=planted_worded_value"}, "body": "echo planted_worded_value here"},
    "header": {"sent": {"X-My-Secret": "planted_worded_value"}},
    "query": {"url": "https://corp.okta.com/cb?code=planted_worded_value&state=x"},
    "recovery link": {"url": "https://corp.okta.com/signin/reset-password/PLANTEDwordedVALUE"},
    "user information": {"url": "https://bob:planted_worded_value@files.example.com/"},
    "JSON": {"body": '{"sid": "planted_worded_value"}', "mime": "application/json"},
    "lines of text": {"body": "user: bob\npassword: planted-worded-value\n", "mime": "text/plain"},
    "XML": {"body": '<a password="planted-worded-value"/>', "mime": "application/xml"},
    "GraphQL": {
        "body": json.dumps({"query": 'mutation {login(password:"planted-worded-value")}'}),
        "mime": "application/json",
    },
    "socket.io": {"body": '42["auth",{"token":"planted.worded.value"}]', "mime": ""},
    "base64": {
        "body": base64.b64encode(b'{"x":{"accessToken":"planted-worded-value"}}').decode(),
        "encoding": "base64",
    },
}


@pytest.mark.parametrize("place", WORDED)
def test_values_of_words_go_by_their_names(place: str) -> None:
    written = cleaned(har_corpus.document([har_corpus.Maker(1).entry(**WORDED[place])])).decode().lower()
    assert "worded" not in written
    assert base64.b64encode(b"worded-value").decode().lower()[:12] not in written


def test_equal_values_have_equal_marks_and_names_stay() -> None:
    make = har_corpus.Maker(2)
    value = make.token()
    first = make.entry(sent={"Cookie": f"sid={value}; ln=x"})
    second = make.entry(body=json.dumps({"sessionToken": value}), mime="application/json")
    one, two = entries(cleaned(har_corpus.document([first, second])))
    cookie = next(header["value"] for header in one["request"]["headers"] if header["name"] == "Cookie")
    mark = json.loads(two["response"]["content"]["text"])["sessionToken"]
    assert cookie == f"sid={mark}; ln=x"
    assert mark.startswith("redacted:")
    assert len(mark) == 21


def test_a_second_run_has_other_marks_and_a_key_makes_them_equal() -> None:
    make = har_corpus.Maker(2)
    document = json.dumps(har_corpus.document([make.entry(sent={"Cookie": f"sid={make.token()}"})])).encode()
    assert cleaned(document) != cleaned(document)
    sinks = [io.BytesIO(), io.BytesIO()]
    for sink in sinks:
        sanitise(document, sink, key=b"k" * 32)
    assert sinks[0].getvalue() == sinks[1].getvalue()


def test_sanitising_twice_changes_nothing_more() -> None:
    once = cleaned(har_corpus.document([plant.entry for plant in har_corpus.plants(4)]))
    assert entries(cleaned(once)) == entries(once)


def test_support_still_sees_structure_times_sizes_status_and_harmless_headers() -> None:
    make = har_corpus.Maker(2)
    plain = make.entry(sent={"Cookie": f"sid={make.token()}", "Accept-Language": "de"}, status=403)
    (after,) = entries(cleaned(har_corpus.document([plain])))
    assert after["response"]["status"] == 403
    for part in ("startedDateTime", "time", "timings", "cache", "serverIPAddress", "connection", "pageref"):
        assert after[part] == plain[part]
    names = [header["name"] for header in plain["request"]["headers"]]
    assert [header["name"] for header in after["request"]["headers"]] == names
    assert {"name": "Accept-Language", "value": "de"} in after["request"]["headers"]
    assert {"name": "X-Okta-Request-Id", "value": "ZeaB"} in after["response"]["headers"]


def test_ordinary_text_and_ids_stay() -> None:
    body = {
        "id": "00u1abcdEFGH2345ijkl",
        "status": "ACTIVE",
        "profile": {"city": "Plovdiv", "department": "Research"},
        "count": 12,
    }
    url = "https://corp.okta.com/api/v1/users/00u1abcdEFGH2345ijkl?limit=200&search=status+eq+%22ACTIVE%22"
    make = har_corpus.Maker(2)
    (after,) = entries(
        cleaned(har_corpus.document([make.entry(url=url, body=json.dumps(body), mime="application/json")]))
    )
    assert after["request"]["url"] == url
    assert json.loads(after["response"]["content"]["text"]) == body


def test_a_jwt_loses_signature_and_person_and_keeps_issuer_and_times() -> None:
    make = har_corpus.Maker(2)
    token = make.jwt()
    (after,) = entries(cleaned(har_corpus.document([make.entry(sent={"Authorization": f"Bearer {token}"})])))
    shown = after["request"]["headers"][2]["value"].removeprefix("Bearer ")
    header, payload, signature = shown.split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    assert claims == {
        "iss": "https://corp.okta.com",
        "aud": "api://default",
        "iat": 1_700_000_000,
        "exp": 1_700_003_600,
    }
    assert json.loads(base64.urlsafe_b64decode(header + "==")) == {"alg": "RS256", "typ": "JWT"}
    assert signature.startswith("redacted:")


def test_personal_data_become_pseudonyms_that_stay_the_same() -> None:
    make = har_corpus.Maker(2)
    body = json.dumps({"profile": {"login": "ada@example.com", "firstName": "Ada"}, "ip": "192.0.2.77"})
    document = har_corpus.document(
        [make.entry(body=body, mime="application/json"), make.entry(body="<p>Ada@example.com</p>")]
    )
    one, two = entries(cleaned(document, Options(personal=False)))
    told = json.loads(one["response"]["content"]["text"])
    assert told["profile"]["login"] in two["response"]["content"]["text"]
    assert "ada" not in json.dumps([one, two]).lower()
    assert told["ip"].startswith("198.1") and one["serverIPAddress"] != "192.0.2.10"


@pytest.mark.parametrize("name", REAL)
def test_real_files_stay_valid(name: str, shared_data: Path) -> None:
    path = shared_data / "har" / name
    if not path.is_file():
        pytest.skip(f"{name} is not in ../shared/data/har")
    before, after = json.loads(path.read_bytes()), json.loads(cleaned(path.read_bytes()))
    given_entries = before.get("log", {}).get("entries", [before])
    assert len(after["log"]["entries"]) == len(given_entries)
    assert after["log"]["version"] and after["log"]["creator"]["name"]
    for old, new in zip(given_entries, after["log"]["entries"], strict=True):
        assert set(new) == set(old)
        assert new["response"]["status"] == old["response"]["status"]
        assert len(new["response"]["headers"]) == len(old["response"]["headers"])


def test_compressed_and_cut_files_are_taken_and_what_is_missing_is_said() -> None:
    make = har_corpus.Maker(2)
    value = make.token()
    whole = json.dumps(har_corpus.document([make.entry(), make.entry(sent={"Cookie": f"sid={value}"})])).encode()
    assert len(entries(cleaned(gzip.compress(whole)))) == 2
    sink = io.BytesIO()
    report = sanitise(whole[: whole.index(value.encode()) + 20], sink)
    assert "ends in the middle of entry 2" in report.notes[0]
    assert value[:16] not in sink.getvalue().decode()


def test_the_report_counts_by_kind_and_host_and_holds_no_value() -> None:
    planted = list(har_corpus.plants(6))
    sink = io.BytesIO()
    report = sanitise(json.dumps(har_corpus.document([plant.entry for plant in planted])).encode(), sink)
    assert report.entry_count == len(planted)
    assert report.replaced[0].severity == "critical"
    assert {"okta_session", "password", "jwt", "saml_message", "api_key"} <= {one.kind for one in report.replaced}
    told = json.dumps(report.document()) + repr(report)
    assert [plant.place for plant in planted if any(value in told for value in plant.values)] == []


@pytest.mark.slow
def test_random_values_of_no_name_are_taken_out() -> None:
    chance = random.Random(5)
    kept = 0
    for _ in range(300):
        value = "".join(chance.choice(har_corpus._WORD) for _ in range(24))
        written = cleaned(har_corpus.document([har_corpus.Maker(1).entry(url=f"https://x.example/a?q={value}")]))
        kept += value in written.decode()
    assert kept <= 3, "one in a hundred may look like words"
