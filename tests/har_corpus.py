"""A made-up HAR with a credential planted in every kind of place, and the search for what is left of them.

Shape: `plants(seed)` gives (place, values, entry); `document(...)` a HAR of entries; `leaks(...)` the places whose
values still stand in a text, in any of the ways in which a value can be written.
"""

from __future__ import annotations

import base64
import html
import json
import random
import string
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, quote_plus

HOST = "corp.okta.com"
_WORD = string.ascii_letters + string.digits


@dataclass(frozen=True)
class Plant:
    """One credential in one place."""

    place: str
    values: tuple[str, ...]
    """What must not be found afterwards."""
    entry: dict[str, Any]


class Maker:
    """Makes values and entries, the same for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        self.random = random.Random(seed)
        self.count = 0

    def token(self, length: int = 32, of: str = _WORD) -> str:
        return "".join(self.random.choice(of) for _ in range(length))

    def jwt(self, **claims: Any) -> str:
        header = {"alg": "RS256", "typ": "JWT", "kid": self.token(12)}
        told = {"iss": f"https://{HOST}", "aud": "api://default", "iat": 1_700_000_000, "exp": 1_700_003_600}
        parts = [header, {**told, "sub": "ada@example.com", "jti": self.token(20), **claims}]
        raw = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts]
        return ".".join([*raw, self.token(86, _WORD + "-_")])

    def saml(self, name: str = "Response") -> str:
        issued = 'IssueInstant="2024-03-05T09:00:00Z" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"'
        signed = f"<ds:SignatureValue>{self.token(80)}</ds:SignatureValue>"
        inside = f'<saml:Conditions NotOnOrAfter="2024-03-05T09:05:00Z"/>{signed}'
        return f"<samlp:{name} {issued}><saml:Issuer>https://{HOST}</saml:Issuer>{inside}</samlp:{name}>"

    def entry(self, **changes: Any) -> dict[str, Any]:
        """An ordinary exchange, with parts of it replaced: url, sent, got, cookies, set_cookies, post, body, mime."""
        self.count += 1
        sent = [{"name": "Host", "value": HOST}, {"name": "User-Agent", "value": "Mozilla/5.0 (Windows NT 10.0)"}]
        sent += [{"name": name, "value": value} for name, value in changes.get("sent", {}).items()]
        got = [
            {"name": "Date", "value": "Tue, 05 Mar 2024 09:00:01 GMT"},
            {"name": "X-Okta-Request-Id", "value": "ZeaB"},
        ]
        got += [{"name": name, "value": value} for name, value in changes.get("got", {}).items()]
        request = {
            "method": "POST" if "post" in changes else "GET",
            "url": changes.get("url", f"https://{HOST}/app/UserHome"),
            "httpVersion": "http/2.0",
            "headers": sent,
            "queryString": changes.get("query", []),
            "cookies": changes.get("cookies", []),
            "headersSize": 300,
            "bodySize": 0,
        }
        if "post" in changes:
            request["postData"] = changes["post"]
        content = {
            "size": 10,
            "mimeType": changes.get("mime", "text/html"),
            "text": changes.get("body", "<p>hello</p>"),
        }
        if "encoding" in changes:
            content["encoding"] = changes["encoding"]
        response = {
            "status": changes.get("status", 200),
            "statusText": "OK",
            "httpVersion": "http/2.0",
            "headers": got,
            "cookies": changes.get("set_cookies", []),
            "content": content,
            "redirectURL": changes.get("redirect", ""),
            "headersSize": 200,
            "bodySize": 10,
        }
        return {
            "startedDateTime": f"2024-03-05T09:00:{self.count % 60:02d}.000Z",
            "time": 12.5,
            "request": request,
            "response": response,
            "cache": {},
            "timings": {"send": 1, "wait": 10, "receive": 1.5},
            "serverIPAddress": "192.0.2.10",
            "connection": "443",
            "pageref": "page_1",
            **changes.get("extra", {}),
        }


def plants(seed: int = 1) -> Iterator[Plant]:
    """A credential in every place."""
    make = Maker(seed)
    for several in (_cookies, _headers, _urls, _forms, _json_bodies, _pages, _tokens, _elsewhere, _encoded):
        yield from several(make)


def _cookies(make: Maker) -> Iterator[Plant]:
    for name in ("sid", "idx", "DT", "JSESSIONID", "xids", "oktaStateToken", "neverHeardOf", "__Host-session"):
        value = make.token(24 + len(name))
        yield Plant(f"Cookie {name}", (value,), make.entry(sent={"Cookie": f"ln=ada; {name}={value}; theme=dark"}))
    value = make.token(20)
    yield Plant("Cookie in quotes", (value,), make.entry(sent={"cookie": f'a="{value}"'}))
    value = "p+" + make.token(20) + "/=="
    yield Plant(
        "Cookie percent-encoded",
        (value, quote(value, safe="")),
        make.entry(sent={"Cookie": f"x={quote(value, safe='')}"}),
    )
    value = make.token(9)
    yield Plant("Cookie short", (value,), make.entry(sent={"Cookie": f"u={value}"}))
    value = make.token()
    yield Plant("Set-Cookie", (value,), make.entry(got={"Set-Cookie": f"sid={value}; Path=/; Secure; HttpOnly"}))
    one, two = make.token(), make.token()
    several = f"sid={one};path=/\nidx={two}; Expires=Wed, 06 Mar 2024 09:00:00 GMT"
    yield Plant("Set-Cookie, several in one", (one, two), make.entry(got={"set-cookie": several}))
    value = make.token()
    yield Plant("cookies of the request", (value,), make.entry(cookies=[{"name": "sid", "value": value}]))
    value = make.token()
    told = {"name": "whatever", "value": value, "httpOnly": True, "expires": "2024-03-06T09:00:00Z"}
    yield Plant("cookies of the response", (value,), make.entry(set_cookies=[told]))


def _headers(make: Maker) -> Iterator[Plant]:
    for scheme in ("Bearer", "SSWS", "DPoP", "Negotiate", "Digest", "Token"):
        value = make.token(42)
        yield Plant(f"Authorization {scheme}", (value,), make.entry(sent={"Authorization": f"{scheme} {value}"}))
    password = "Tr0ub4dor&3" + make.token(4)
    basic = base64.b64encode(f"ada:{password}".encode()).decode()
    yield Plant("Authorization Basic", (basic, password), make.entry(sent={"Authorization": f"Basic {basic}"}))
    signed = (
        f"AWS4-HMAC-SHA256 Credential={make.token(20)}/20240305/us-east-1/s3/aws4_request, Signature={make.token(64)}"
    )
    yield Plant("Authorization AWS", (signed.split()[1], signed.split()[2]), make.entry(sent={"Authorization": signed}))
    for name in (
        "Proxy-Authorization",
        "X-Okta-XsrfToken",
        "X-CSRF-Token",
        "X-API-Key",
        "X-Auth-Token",
        "DPoP",
        "X-Amz-Security-Token",
        "Cf-Access-Jwt-Assertion",
        "X-Vault-Token",
        "X-Corp-Secret",
        "X-Unheard-Of",
        "X-Forwarded-Access-Token",
    ):
        value = make.token(36)
        yield Plant(f"header {name}", (value,), make.entry(sent={name: value}))
    value = make.token()
    yield Plant("header X-Device-Token in the response", (value,), make.entry(got={"X-Device-Token": value}))
    value = make.token()
    yield Plant("Referer", (value,), make.entry(sent={"Referer": f"https://{HOST}/login?sessionToken={value}&x=1"}))
    value = make.token()
    yield Plant(
        "Location", (value,), make.entry(got={"Location": f"/cb?code={value}&state=1"}, redirect=f"/cb?code={value}")
    )
    value = make.token()
    yield Plant(
        ":path", (value,), make.entry(sent={":path": f"/oauth2/v1/authorize?login_hint=a&id_token_hint={value}"})
    )
    value = make.token(30)
    yield Plant("Link", (value,), make.entry(got={"Link": f'<https://{HOST}/n?access_token={value}>; rel="next"'}))


def _urls(make: Maker) -> Iterator[Plant]:
    base = f"https://{HOST}"
    for name in (
        "sessionToken",
        "token",
        "code",
        "state",
        "nonce",
        "stateToken",
        "client_secret",
        "neverHeardOf",
        "sig",
        "password",
    ):
        value = make.token(28)
        listed = [{"name": name, "value": value}]
        yield Plant(f"query {name}", (value,), make.entry(url=f"{base}/x?a=1&{name}={value}&b=2", query=listed))
    value = make.token()
    yield Plant("fragment", (value,), make.entry(url=f"{base}/cb#access_token={value}&token_type=Bearer"))
    value = make.token()
    yield Plant("fragment of an app", (value,), make.entry(url=f"{base}/#/callback?id_token={value}"))
    value = make.token(20)
    yield Plant("recovery link", (value,), make.entry(url=f"{base}/signin/reset-password/{value}"))
    value = make.token(20)
    yield Plant("activation link", (value,), make.entry(url=f"{base}/welcome/{value}"))
    value = make.token(26)
    yield Plant("path", (value,), make.entry(url=f"{base}/files/{value}/report"))
    value = make.token(16)
    yield Plant("user information", (value,), make.entry(url=f"https://ada:{value}@files.example.com/x"))
    value = make.token(32, string.hexdigits[:16])
    yield Plant("jsessionid in the path", (value,), make.entry(url=f"{base}/page;jsessionid={value}?a=1"))
    value = make.token()
    inner = quote(f"{base}/login?stateToken={value}", safe="")
    yield Plant("URL in a URL", (value,), make.entry(url=f"{base}/login/login.htm?fromURI={inner}"))
    twice = quote(quote(f"/x?sessionToken={value}", safe=""), safe="")
    yield Plant("URL in a URL, encoded twice", (value,), make.entry(url=f"{base}/l?RelayState={twice}"))
    signed = {"X-Amz-Credential": make.token(20), "X-Amz-Signature": make.token(64, "0123456789abcdef")}
    query = "&".join(f"{name}={value}" for name, value in signed.items())
    yield Plant(
        "presigned URL",
        tuple(signed.values()),
        make.entry(url=f"https://b.s3.amazonaws.com/k?X-Amz-Expires=60&{query}"),
    )
    value = make.token(40, "0123456789abcdef-")
    yield Plant("UUID-like", (value,), make.entry(url=f"{base}/x?u={value}"))


def _post(mime: str, text: str, params: list[dict[str, str]] | None = None) -> dict[str, Any]:
    return {"mimeType": mime, "text": text} | ({"params": params} if params else {})


FORM = "application/x-www-form-urlencoded"


def _forms(make: Maker) -> Iterator[Plant]:
    for name in (
        "password",
        "refresh_token",
        "client_assertion",
        "code_verifier",
        "device_code",
        "passCode",
        "user[password]",
    ):
        value = make.token(24) + "&+ä"
        body = f"grant_type=x&{quote_plus(name)}={quote_plus(value)}&username=ada"
        params = [{"name": name, "value": value}]
        yield Plant(f"form {name}", (value, make_core(value)), make.entry(post=_post(FORM, body, params)))
    value = "hunter2!"
    yield Plant(
        "weak password in a form", (value,), make.entry(post=_post(FORM, f"user=ada&password={quote_plus(value)}"))
    )
    password, file = make.token(16), make.token(40)
    body = (
        f'--B0und\r\nContent-Disposition: form-data; name="newPassword"\r\n\r\n{password}\r\n--B0und\r\n'
        'Content-Disposition: form-data; name="f"; filename="a.json"\r\nContent-Type: application/json\r\n\r\n'
        f'{{"apiToken":"{file}"}}\r\n--B0und--\r\n'
    )
    yield Plant("multipart", (password, file), make.entry(post=_post("multipart/form-data; boundary=B0und", body)))
    message = base64.b64encode(make.saml().encode()).decode()
    body = f"SAMLResponse={quote_plus(message)}&RelayState=x"
    yield Plant("SAMLResponse in a form", (message, quote_plus(message)), make.entry(post=_post(FORM, body)))
    request = zlib.compress(make.saml("AuthnRequest").encode())[2:-4]
    told = base64.b64encode(request).decode()
    yield Plant("SAMLRequest, deflated", (told,), make.entry(url=f"https://{HOST}/sso?SAMLRequest={quote_plus(told)}"))


def make_core(value: str) -> str:
    """The part of a value without the marks that encodings change."""
    return value[:24]


JSON = "application/json"


def _json_bodies(make: Maker) -> Iterator[Plant]:
    for name in (
        "sessionToken",
        "stateToken",
        "stateHandle",
        "interactionHandle",
        "activationToken",
        "recoveryToken",
        "access_token",
        "refresh_token",
        "id_token",
        "clientSecret",
        "apiKey",
        "cookieToken",
        "deviceSecret",
        "neverHeardOf",
        "signatureData",
    ):
        value = make.token(30)
        body = json.dumps({"status": "SUCCESS", "a": [{"b": {name: value}}], "expiresAt": "2024-03-05T10:00:00Z"})
        yield Plant(f"JSON {name}", (value,), make.entry(body=body, mime=JSON))
    value = 'correct horse / battery "staple" ö'
    yield Plant(
        "JSON password of words",
        (value,),
        make.entry(post=_post(JSON, json.dumps({"credentials": {"password": {"value": value}}}))),
    )
    yield Plant("JSON passCode as a number", ("739402",), make.entry(post=_post(JSON, '{"passCode":739402}')))
    value = make.token(40)
    told = {"value": [{"name": "stateHandle", "required": True, "value": value}]}
    yield Plant(
        "JSON name and value",
        (value,),
        make.entry(body=json.dumps(told), mime="application/ion+json; okta-version=1.0.0"),
    )
    value = make.token()
    nested = json.dumps({"data": json.dumps({"inner": json.dumps({"refreshToken": value})})})
    yield Plant("JSON in JSON in JSON", (value,), make.entry(body=nested, mime=JSON))
    value = make.token()
    yield Plant("JSON behind a guard", (value,), make.entry(body=f')]}}\',\n{{"token":"{value}"}}', mime=JSON))
    value = make.token()
    yield Plant("JSONP of an unknown type", (value,), make.entry(body=f'cb({{"sessionToken":"{value}"}});', mime="x/y"))
    value = make.token()
    yield Plant(
        "JSON lines", (value,), make.entry(body=f'{{"a":1}}\n{{"token":"{value}"}}\n', mime="application/x-ndjson")
    )
    value = make.token()
    yield Plant(
        "event stream",
        (value,),
        make.entry(body=f'event: x\ndata: {{"token":"{value}"}}\n\n', mime="text/event-stream"),
    )
    value = make.token()
    yield Plant("JSON called HTML", (value,), make.entry(body=f'{{"idToken":"{value}"}}', mime="text/html"))
    value = make.token()
    yield Plant("key of an object", (value,), make.entry(body=json.dumps({"sessions": {value: {"a": 1}}}), mime=JSON))
    value = make.token()
    broken = '{"a":1,"sessionToken":"' + value + '","b":'
    yield Plant("broken JSON", (value,), make.entry(body=broken, mime=JSON))
    answer, question = make.token(10), "What?"
    asked = {"recovery_question": {"question": question, "answer": answer}}
    yield Plant("recovery answer", (answer,), make.entry(post=_post(JSON, json.dumps(asked))))
    assertion = {
        name: base64.b64encode(make.token(60).encode()).decode()
        for name in ("clientDataJSON", "authenticatorData", "signature")
    }
    yield Plant(
        "WebAuthn", tuple(assertion.values()), make.entry(post=_post(JSON, json.dumps({"response": assertion})))
    )
    session = f"102{make.token(22)}"
    yield Plant(
        "session id of sessions/me",
        (session,),
        make.entry(
            url=f"https://{HOST}/api/v1/sessions/me",
            body=json.dumps({"id": session, "login": "ada@example.com"}),
            mime=JSON,
        ),
    )


def _pages(make: Maker) -> Iterator[Plant]:
    value = make.token(30)
    yield Plant(
        "hidden field",
        (value,),
        make.entry(body=f'<form><input type="hidden" value="{value}" name="_xsrfToken"/></form>'),
    )
    value = "short-" + make.token(6)
    yield Plant("hidden field, short", (value,), make.entry(body=f"<input name=authenticity_token value='{value}'>"))
    value = make.token()
    yield Plant("meta", (value,), make.entry(body=f'<html><meta content="{value}" name="csrf-token"></html>'))
    value = make.token()
    yield Plant("attribute", (value,), make.entry(body=f'<div data-access-token="{value}">x</div>'))
    value = "00" + make.token(12) + "-" + make.token(14)
    escaped = value.replace("-", "\\x2D")
    yield Plant(
        "script of a page, escaped",
        (value, escaped),
        make.entry(body=f"<script>var s = {{stateToken: '{escaped}'}};</script>"),
    )
    value = make.token()
    told = html.escape(json.dumps({"sessionToken": value}))
    yield Plant("JSON in an attribute", (value,), make.entry(body=f'<div data-json="{told}">'))
    value = make.token()
    yield Plant("link in a page", (value,), make.entry(body=f'<a href="https://{HOST}/account-unlock/{value}">go</a>'))
    yield Plant(
        "SAML in a page",
        (message := base64.b64encode(make.saml().encode()).decode(),),
        make.entry(body=f'<input type="hidden" name="SAMLResponse" value="{html.escape(message)}"/>'),
    )
    value = make.token(18)
    soap = f"<s:Envelope><o:UsernameToken><o:Password Type='x'>{value}</o:Password></o:UsernameToken></s:Envelope>"
    yield Plant("SOAP password", (value,), make.entry(post=_post("application/soap+xml", soap)))
    value = make.token(20)
    yield Plant("style sheet", (value,), make.entry(body=f".a{{background:url(/x?token={value})}}", mime="text/css"))
    value = make.token(20)
    yield Plant("script", (value,), make.entry(body=f'var apiKey="{value}"', mime="application/javascript"))
    value = make.token(60)
    yield Plant(
        "unknown type, plain", (value,), make.entry(body=f"a line\nsecret={value}\n", mime="application/x-nobody-knows")
    )
    value = make.token(24)
    yield Plant("no type at all", (value,), make.entry(body=f"key {value} end", mime=""))
    value = make.token(24)
    binary = base64.b64encode(b"\x89PNG\x00\xff" + value.encode() + b"\x00\xfe" * 20).decode()
    yield Plant("image", (value,), make.entry(body=binary, mime="image/png", encoding="base64"))
    value = make.token(24)
    yield Plant(
        "bytes of an unknown type",
        (value,),
        make.entry(body=binary.replace("iVBO", "iVBP"), mime="x/z", encoding="base64", sent={"Cookie": f"b={value}"}),
    )


def _tokens(make: Maker) -> Iterator[Plant]:
    for place, changes in (
        ("text", lambda value: {"body": f"your token is {value}, keep it"}),
        ("plain header", lambda value: {"got": {"Server-Timing": f"edge; desc={value}"}}),
        ("a word of a URL", lambda value: {"url": f"https://{HOST}/x/{value}/y"}),
    ):
        value = make.jwt()
        yield Plant(f"JWT in {place}", (value, value.rsplit(".", 1)[1]), make.entry(**changes(value)))
    key = "-----BEGIN PRIVATE KEY-----\n" + "\n".join(make.token(64) for _ in range(4)) + "\n-----END PRIVATE KEY-----"
    yield Plant("private key", tuple(key.split("\n")[1:-1]), make.entry(body=json.dumps({"pem": key}), mime=JSON))
    for start, length in (("xoxb-", 40), ("ghp_", 36), ("AIza", 35), ("sk_live_", 24), ("glpat-", 20), ("ya29.", 60)):
        value = start + make.token(length)
        yield Plant(f"key of a service {start}", (value,), make.entry(body=f"use {value} there", mime="text/plain"))
    value = "AKIA" + make.token(16, string.ascii_uppercase + string.digits)
    yield Plant("key of a service AKIA", (value,), make.entry(body=f"<p>{value}</p>"))


def _elsewhere(make: Maker) -> Iterator[Plant]:
    value = make.token()
    message = {"type": "send", "time": 1, "opcode": 1, "data": json.dumps({"type": "auth", "token": value})}
    yield Plant("WebSocket message", (value,), make.entry(extra={"_webSocketMessages": [message]}))
    value = make.token()
    frame = {"type": "receive", "time": 1, "opcode": 1, "data": f"CONNECT\nlogin:ada\npasscode:{value}\n\n"}
    yield Plant("WebSocket frame of STOMP", (value,), make.entry(extra={"_webSocketMessages": [frame]}))
    value = make.token()
    stack = {
        "type": "script",
        "stack": {"callFrames": [{"url": f"https://{HOST}/a.js?token={value}", "lineNumber": 1}]},
    }
    yield Plant("initiator", (value,), make.entry(extra={"_initiator": stack}))
    value = make.token()
    yield Plant(
        "field of an unknown browser", (value,), make.entry(extra={"_weird": {"deep": [{"note": f"x {value}"}]}})
    )
    value = make.token()
    yield Plant("comment", (value,), make.entry(extra={"comment": f"password={value}"}))
    value = make.token()
    yield Plant(
        "header as an object",
        (value,),
        _changed(make.entry(), ("request", "headers"), {"Authorization": f"Bearer {value}"}),
    )
    value = make.token()
    yield Plant("postData as text", (value,), _changed(make.entry(), ("request", "postData"), f'{{"token":"{value}"}}'))


def _changed(entry: dict[str, Any], path: tuple[str, str], value: Any) -> dict[str, Any]:
    entry[path[0]][path[1]] = value
    return entry


def _encoded(make: Maker) -> Iterator[Plant]:
    """The cookie of one entry again, in other places and encodings."""
    value = "sess-" + make.token(22) + "+/="
    yield Plant("echo: source", (value,), make.entry(sent={"Cookie": f"sid={value}"}))
    written = {
        "raw": value,
        "percent": quote(value, safe=""),
        "percent, small": quote(value, safe="").lower(),
        "percent twice": quote(quote(value, safe=""), safe=""),
        "every character": "".join(f"%{ord(c):02X}" for c in value),
        "JSON": json.dumps(value)[1:-1],
        "JSON \\u": "".join(f"\\u{ord(c):04x}" for c in value),
        "JSON slash": value.replace("/", "\\/"),
        "HTML": "".join(f"&#{ord(c)};" for c in value),
        "HTML hex": "".join(f"&#x{ord(c):X};" for c in value),
        "script": "".join(f"\\x{ord(c):02x}" for c in value),
        "hex": value.encode().hex(),
        "upper hex": value.encode().hex().upper(),
    } | {f"base64 at {at}": base64.b64encode(("x" * at + value + "y" * at).encode()).decode() for at in range(3)}
    written |= {"base64url": base64.urlsafe_b64encode(f"a?>{value}".encode()).decode()}
    for name, text in written.items():
        yield Plant(f"echo: {name}, in words", (value, text), make.entry(body=f"<p>before {text} after</p>"))
        yield Plant(
            f"echo: {name}, in JSON", (value, text), make.entry(body=json.dumps({"note": f"({text})"}), mime=JSON)
        )
        yield Plant(f"echo: {name}, in a header", (value, text), make.entry(got={"Warning": f"199 - {text}"}))
    yield Plant("echo: percent, in a URL", (value,), make.entry(url=f"https://{HOST}/x?note=a{quote(value, safe='')}b"))
    yield Plant("echo: in a harmless cookie", (value,), make.entry(sent={"Cookie": f"lang={value}"}))
    yield Plant("echo: in an ETag", (value,), make.entry(got={"ETag": f'"{value}"'}))


def document(entries: list[Any], **log: Any) -> dict[str, Any]:
    """A HAR of these entries."""
    pages = [
        {"startedDateTime": "2024-03-05T09:00:00.000Z", "id": "page_1", "title": f"https://{HOST}/", "pageTimings": {}}
    ]
    creator = {"name": "WebInspector", "version": "537.36"}
    return {"log": {"version": "1.2", "creator": creator, "pages": pages, **log, "entries": entries}}


def forms(value: str) -> set[str]:
    """The ways in which a value may be written, to be searched for. Independent of the program's own list."""
    raw = value.encode()
    plain = {
        value,
        quote(value, safe=""),
        quote(value),
        quote_plus(value),
        quote(value, safe="").lower(),
        html.escape(value),
        json.dumps(value)[1:-1],
        json.dumps(value, ensure_ascii=False)[1:-1],
        json.dumps(value)[1:-1].replace("/", "\\/"),
        "".join(f"\\u{ord(c):04x}" for c in value),
        "".join(f"\\u{ord(c):04X}" for c in value),
        "".join(f"%{byte:02X}" for byte in raw),
        "".join(f"%{byte:02x}" for byte in raw),
        "".join(f"&#{ord(c)};" for c in value),
        "".join(f"&#x{ord(c):x};" for c in value),
        raw.hex(),
        raw.hex().upper(),
    }
    for given in {raw, quote(value, safe="").encode(), json.dumps(value)[1:-1].encode()}:
        for at in range(3):
            whole = base64.b64encode(b"\0" * at + given)
            core = whole[-(-at * 8 // 6) : (at + len(given)) * 8 // 6].decode()
            plain |= {core, core.replace("+", "-").replace("/", "_")}
    return {form for form in plain if len(form) >= 6}


def texts(of: Any) -> Iterator[str]:
    """All texts in a JSON value, names too."""
    if isinstance(of, dict):
        for name, part in of.items():
            yield name
            yield from texts(part)
    elif isinstance(of, list):
        for part in of:
            yield from texts(part)
    elif isinstance(of, str):
        yield of


def leaks(planted: list[Plant], written: bytes) -> list[str]:
    """Places whose values can still be found."""
    whole = written.decode() + "\n" + "\n".join(texts(json.loads(written)))
    return [one.place for one in planted if any(form in whole for value in one.values for form in forms(value))]
