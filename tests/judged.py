"""Cases with findings for the tests of screens: the demo, one whose every text is hostile, one without findings."""

from __future__ import annotations

import functools
import json
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from analysis import pipeline
from analysis.case import Case

SAMPLES = Path(__file__).resolve().parents[1] / "data" / "samples"
STRANGER = "http://stranger.example"
PIXEL = f"![p]({STRANGER}/pixel.png)"
HOSTILE = (
    f'{PIXEL}<img src="{STRANGER}/i.png"><script>fetch("{STRANGER}/s")</script>[link]({STRANGER}/l) '
    "www.stranger.example :red[red] $x^2$ **bold** `` ` \u202egnp.exe\u202c :material/alarm:"
)
FORMULA = '=HYPERLINK("http://stranger.example";"x")'
LONG = "A" * 10_000


def demo(folder: Path) -> None:
    """The demo case, judged, in `folder`."""
    shutil.copytree(_demo(), folder)


@functools.cache
def _demo() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="crumbline-tests-")) / "demo"
    _made(folder, SAMPLES / "demo-system-log.jsonl.gz")
    return folder


def hostile(folder: Path) -> None:
    """A replay in which every text that a client or an object can choose is hostile."""
    _made(folder, _written(_hostile_records()))


def quiet(folder: Path) -> None:
    """One honest session of one client: nothing to find."""
    _made(folder, _written([_record(number, first=True) for number in range(4)]))


def no_markup_of_the_log(test: AppTest) -> None:
    """Fail where log text stands in markdown outside a code span."""
    for element in [*test.title, *test.markdown, *test.caption, *test.subheader]:
        outside = re.sub(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", "", element.value)
        for word in ("stranger", "bold", "HYPERLINK", "AAAA"):
            assert word not in outside, element.value[:300]


def _made(folder: Path, export: Path) -> None:
    with Case.open(folder) as case:
        pipeline.add_evidence(case, [export])
        pipeline.judge(case)


def _written(records: list[dict[str, Any]]) -> Path:
    path = Path(tempfile.mkdtemp(prefix="crumbline-tests-")) / "export.jsonl"
    path.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    return path


def _hostile_records() -> list[dict[str, Any]]:
    told = [_record(number, first=True) for number in range(3)]
    kinds = ["user.session.access_admin_app", "system.api_token.create", "user.account.privilege.grant"]
    told += [_record(10 + number, first=False, eventType=kinds[number % 3]) for number in range(6)]
    told += [_record(20, first=True), _record(21, first=False)]
    for number, record in enumerate(told):
        hostile_text = (HOSTILE, FORMULA, LONG)[number % 3]
        record["displayMessage"] = hostile_text
        record["outcome"]["reason"] = hostile_text
        record["client"]["userAgent"]["rawUserAgent"] += hostile_text
        record["client"]["geographicalContext"] |= {"city": f"{record['client']['ipAddress']} {HOSTILE}"}
        record["actor"] |= {"alternateId": HOSTILE, "displayName": FORMULA}
        record["securityContext"]["asOrg"] = f"{record['client']['ipAddress']} {HOSTILE}"
        record["target"] = [{"id": HOSTILE, "type": "User", "alternateId": hostile_text, "displayName": HOSTILE}]
        record["authenticationContext"]["externalSessionId"] = f"102{PIXEL}"
        record["debugContext"]["debugData"] |= {"risk": f"{{reasons={HOSTILE}, level=HIGH}}"}
    return told


def _record(number: int, *, first: bool, **changed: Any) -> dict[str, Any]:
    """One event: of the client that signed in, or of another one far away."""
    windows = (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/118.0 Safari/537.36"
    )
    linux = "Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/117.0"
    place = {"lat": 52.52, "lon": 13.405} if first else {"lat": 44.43, "lon": 26.1}
    return {
        "uuid": f"event-{number}",
        "published": f"2023-10-13T12:{number:02}:00.000Z",
        "eventType": "user.session.start" if number == 0 else "user.authentication.sso",
        "displayMessage": "",
        "outcome": {"result": "SUCCESS", "reason": None},
        "actor": {"id": "00u1", "type": "User", "alternateId": "ada@example.com", "displayName": "Ada"},
        "client": {
            "ipAddress": "203.0.113.7" if first else "198.51.100.9",
            "userAgent": {"rawUserAgent": windows if first else linux},
            "geographicalContext": {"city": "Berlin", "country": "Germany", "geolocation": place},
        },
        "securityContext": {"asNumber": 64501 if first else 64502, "asOrg": "example", "isProxy": False},
        "authenticationContext": {"externalSessionId": "102quiet"},
        "debugContext": {"debugData": {"dtHash": "a" * 64 if first else "b" * 64}},
        "target": [{"id": "0oa1", "type": "AppInstance", "alternateId": "Sales", "displayName": "Sales"}],
        "transaction": {"type": "WEB", "id": f"t{number}", "detail": {}},
    } | changed
