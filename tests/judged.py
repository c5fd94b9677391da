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

from analysis import findings_filter, findings_view, notes, pipeline, settings, verdicts
from analysis.acts import Subject
from analysis.case import Case
from analysis.hunt import saved

SAMPLES = Path(__file__).resolve().parents[1] / "data" / "samples"
STRANGER = "http://stranger.example"
PIXEL = f"![p]({STRANGER}/pixel.png)"
HOSTILE = (
    f'{PIXEL}<img src="{STRANGER}/i.png"><script>fetch("{STRANGER}/s")</script>[link]({STRANGER}/l) '
    f'<a href="{STRANGER}/a">a</a><b>bold</b> www.stranger.example :red[red] $x^2$ **bold** `` ` '
    "\u202egnp.exe\u202c :material/alarm:"
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


def hostile_throughout(folder: Path) -> None:
    """The same with more kinds of objects, a hostile file name, and hostile words of a person wherever one may write.

    Why apart: what a person writes is not the log's, but a case travels, and its next reader did not write it.
    """
    records = _hostile_records()
    for number, kind in enumerate(("user.authentication.sso", "system.idp.lifecycle.create", "user.lifecycle.create")):
        made = records[4] | {"uuid": f"more-{number}", "eventType": kind, "published": f"2023-10-13T12:16:{number:02}Z"}
        thing = {
            "type": ("AppInstance", "IdentityProvider", "User")[number],
            "alternateId": HOSTILE,
            "displayName": LONG,
        }
        change = {"from": {"status": HOSTILE}, "to": {"status": FORMULA}}
        records.append(made | {"target": [thing | {"id": f"thing-{number}{PIXEL}", "changeDetails": change}]})
    export = _written(records, "=x ![p](stranger.example) **bold** :red[red] $x^2$ <b>bold<b>.jsonl")
    _made(folder, export)
    with Case.open(folder) as case:
        _written_by_people(case)
        pipeline.judge(case)


def _written_by_people(case: Case) -> None:
    """An act of every kind, each text of it hostile."""
    key = findings_view.page(case, findings_filter.Filter())["session_key"].iloc[0]
    words = HOSTILE[:400]
    subjects = [
        Subject("session", key), Subject("event", "event-10"), Subject("person", "00u1"),
        Subject("network", "198.51.100.9"), Subject("case", "case"),
    ]  # fmt: skip
    for subject in subjects:
        for text in (HOSTILE, FORMULA, LONG):
            notes.write(case, subject, text, author=words)
        notes.set_tags(case, subject, [PIXEL, "**bold** :red[red]", FORMULA], author=words)
        notes.set_star(case, subject, True, author=words)
    findings_filter.save(case, words, findings_filter.Filter(search=PIXEL), author=words)
    saved.keep(case, "![p](x) **bold** :red[red]", f"select '{PIXEL}' as \"**bold**\"", author=words, why=words)
    saved.note(case, f"select '{PIXEL}'", author=words, rows=1, seconds=0.1, outcome="done")
    ours = [{"network": "203.0.113.0/24", "name": PIXEL, "kind": "office"}]
    changes = {"networks_list": ours, "privileged_people": [PIXEL, HOSTILE]}
    settings.keep(case, changes, author=words, reason=words)
    verdicts.give(case, [key], "replay", basis="log only", author=words, reason=words, note=HOSTILE, tags=[PIXEL])


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


def _written(records: list[dict[str, Any]], name: str = "export.jsonl") -> Path:
    path = Path(tempfile.mkdtemp(prefix="crumbline-tests-")) / name
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
