"""Sigma rules over a small log: what each form of a rule finds, and what is said of one that cannot be run."""

from __future__ import annotations

import contextlib
import io
import json
import zipfile

import pytest

import judged
from analysis import pipeline
from analysis.case import Case
from analysis.hunt import sigma_rules, sigma_run, sigma_words
from analysis.hunt.sigma_rules import RulesUnreadable, RuleText


def records():
    told = [judged._record(number, first=True) for number in range(4)]
    told += [judged._record(number, first=False) for number in range(4, 6)]
    told[1] |= {
        "eventType": "policy.evaluate_sign_on",
        "displayMessage": "100% sure_thing",
        "target": [
            {"id": "0oa2", "type": "AppInstance", "alternateId": "x", "displayName": "Okta Admin Console"},
            {"id": "00u9", "type": "User", "alternateId": "it's", "displayName": "Grace"},
        ],
        "outcome": {"result": "ALLOW", "reason": "Sign-on policy"},
    }
    told[1]["debugContext"]["debugData"] |= {"behaviors": "{Velocity=POSITIVE}", "rareKey": {"inner": "Deep Value"}}
    told[2]["securityContext"] |= {"isProxy": True}
    told[3]["client"] |= {"ipAddress": "2001:db8:1::7"}
    told[4]["actor"] |= {"alternateId": "Bob@example.com", "id": "00u2"}
    return told


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sigma")
    (folder / "log.jsonl").write_text("\n".join(json.dumps(one) for one in records()), encoding="utf-8")
    with Case.open(folder / "case") as opened:
        pipeline.add_evidence(opened, [folder / "log.jsonl"])
        pipeline.judge(opened)
        yield opened


def rule(detection: str, *, logsource: str = "{product: okta, service: okta}", title: str = "a rule") -> str:
    inner = "\n".join(f"  {line}" for line in detection.strip().splitlines())
    return f"title: {title}\nlogsource: {logsource}\nlevel: high\ndetection:\n{inner}\n"


def outcomes(case, *texts: str):
    return sigma_run.run(case, sigma_rules.read(RuleText(f"{n}.yml", text) for n, text in enumerate(texts)))


def found(case, detection: str) -> int:
    (one,) = outcomes(case, rule(detection))
    assert not one.unsupported, one.unsupported
    return one.event_count


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("eventType: user.session.start", 1),
        ("eventtype: USER.SESSION.START", 1),
        ("okta.event_type: user.session.start", 1),
        ("event_type|cased: User.session.start", 0),
        ("eventType|startswith: 'user.'", 5),
        ("eventType|endswith: '.sso'", 4),
        ("eventType|contains|all: [auth, SSO]", 4),
        ("eventType: 'user.*.s?o'", 4),
        (r"eventType|re: '^user\.(session|foo)'", 1),
        (r"eventType|re: '^USER'", 0),
        (r"eventType|re|i: '^USER'", 5),
        ("displayMessage|contains: '100% sure_'", 1),
        ("displayMessage|contains: 'sure-'", 0),
        ("displayMessage|contains: 'sure%'", 0),
        ("actor.alternateId: bob@example.com", 1),
        ("actor.alternateid: bob@example.com", 1),
        ("actor_alternate_id: bob@example.com", 1),
        ("alternateId|contains: bob", 1),
        ("securityContext.isProxy: 'true'", 1),
        ("securityContext.isProxy: true", 1),
        ("security_context.is_proxy: false", 5),
        ("client.ipAddress|cidr: 203.0.113.0/24", 3),
        ("client.ipAddress|cidr: 198.51.100.8/30", 2),
        ("client.ipAddress|cidr: 2001:db8::/32", 1),
        ("client.ipAddress|cidr: 2001:db8:2::/48", 0),
        ("securityContext.asNumber: 64502", 2),
        ("securityContext.asNumber|gte: 64502", 2),
        ("securityContext.asNumber|lt: 64502", 4),
        ("target.displayName: okta admin console", 1),
        ("target{}.type: User", 1),
        ('target.alternateId: "it\'s"', 1),
        ("target[1].displayName: Grace", 1),
        ("target.0.displayName: Grace", 0),
        ("debugContext.debugData.behaviors|contains: POSITIVE", 1),
        ("debug_context.debug_data.behaviors|contains: POSITIVE", 1),
        ("debugContext.debugData.rareKey.inner: deep value", 1),
        ("debugContext.debugData.rareKey.inner|exists: true", 1),
        ("debugContext.debugData.rarekey.inner|re: '^Deep'", 1),
        ("outcome.reason: null", 5),
        ("outcome.reason|exists: true", 1),
        ("outcome.result: [ALLOW, DENY]", 1),
        ("actor.id|fieldref: actor.id", 6),
        ("actor.displayName|base64|contains: x", 0),
        ("published|hour: 12", 6),
    ],
)
def test_a_condition_finds_what_sigma_means(case, said, count):
    assert found(case, f"a:\n  {said}\ncondition: a") == count


@pytest.mark.parametrize(
    ("detection", "count"),
    [
        ("a:\n  eventType: user.session.start\ncondition: not a", 5),
        ("a:\n  outcome.reason|contains: policy\ncondition: not a", 5),
        ("a:\n  debugContext.debugData.rareKey.inner: deep value\ncondition: not a", 5),
        ("a_1:\n  eventType: user.session.start\na_2:\n  securityContext.isProxy: true\ncondition: 1 of a_*", 2),
        ("a_1:\n  eventType|contains: sso\na_2:\n  securityContext.isProxy: true\ncondition: all of a_*", 1),
        ("a:\n  - eventType: user.session.start\n  - actor.id: 00u2\ncondition: a", 2),
        ("keywords:\n  - 'admin console'\n  - 'nowhere'\ncondition: keywords", 1),
        ('a:\n  actor.id: "x\' or 1=1 --"\ncondition: a', 0),
        ("a:\n  actor.id: '$value_1'\n  actor.type: 'rule_condition'\ncondition: a", 0),
    ],
)
def test_conditions_combine(case, detection, count):
    assert found(case, detection) == count


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (rule("a:\n  CommandLine: x\ncondition: a"), "no field 'CommandLine'"),
        (rule("a:\n  actor.salary: x\ncondition: a"), "no field"),
        (rule('a:\n  "x\' or 1=1 --": x\ncondition: a'), "no field"),
        (
            rule("a:\n  eventType: x\ncondition: a", logsource="{product: windows, category: process_creation}"),
            "windows",
        ),
        (rule("a:\n  eventType: x\ncondition: a | count() by b > 5"), "deprecated"),
        (rule("a:\n  eventType: x\ncondition: b"), "b"),
        (rule("a:\n  eventType|re: '(?=x)'\ncondition: a"), "egular expression"),
        (rule("a:\n  eventType|expand: '%list%'\ncondition: a"), "list of yours"),
        (rule("a:\n  eventType|nonsense: x\ncondition: a"), "nonsense"),
        (rule("a:\n  eventType: x\ncondition: " + "(" * 40 + "a" + ")" * 40), "deeper"),
        ("title: x\nfoo: [", "no Sigma rule"),
        ("title: \t@x", "no YAML"),
        ("just a text", "no Sigma rule"),
        ("[" * 5000, "deep"),
        ("a: &a [x]\n" + "".join(f"b{n}: [*a, *a]\n" for n in range(60)), "aliases"),
        ("", "no Sigma rule"),
    ],
)
def test_what_cannot_be_run_is_named_with_the_reason(case, text, says):
    (one,) = outcomes(case, text)
    assert says in one.unsupported, one.unsupported
    assert one.event_count == 0


def test_one_broken_rule_does_not_hold_up_the_others(case):
    good = rule("a:\n  eventType: user.session.start\ncondition: a", title="good")
    told = outcomes(case, "title: [", good)
    assert [(one.rule.title, bool(one.unsupported)) for one in told] == [("good", False), ("0.yml", True)]
    assert sigma_words.title(told) == "1 of 1 rules found events; 1 could not be run"
    row = sigma_words.table(case, told[:1]).iloc[0]
    assert row["sessions"] == 1 and sum(row["bands"].values()) == 1


BASE = """
title: a sign-on
name: sign_on
logsource: {product: okta}
detection:
  a: {eventType: user.authentication.sso}
  condition: a
---
title: a policy
name: policy
logsource: {product: okta}
detection:
  a: {eventType: policy.evaluate_sign_on}
  condition: a
---
"""


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("{type: event_count, rules: [sign_on], group-by: [actor.id], timespan: 10m, condition: {gte: 3}}", 3),
        ("{type: event_count, rules: [sign_on], group-by: [actor.id], timespan: 10m, condition: {gte: 4}}", 0),
        ("{type: event_count, rules: [sign_on], timespan: 1m, condition: {gte: 2}}", 4),
        ("{type: event_count, rules: [sign_on], timespan: 1s, condition: {gte: 2}}", 0),
        (
            "{type: value_count, rules: [sign_on], group-by: [actor.id], timespan: 10m, "
            "condition: {gte: 3, field: client.ipAddress}}",
            3,
        ),
        ("{type: temporal, rules: [sign_on, policy], group-by: [actor.id], timespan: 10m}", 4),
        ("{type: temporal_ordered, rules: [policy, sign_on], group-by: [actor.id], timespan: 10m}", 4),
        ("{type: temporal_ordered, rules: [sign_on, policy], group-by: [actor.id], timespan: 10m}", 0),
    ],
)
def test_correlations(case, said, count):
    told = outcomes(case, BASE + f"title: together\ncorrelation: {said}\n")
    one = next(one for one in told if one.rule.title == "together")
    assert (one.unsupported, one.event_count) == ("", count)


def test_a_correlation_without_its_rule_says_so(case):
    text = "title: together\ncorrelation: {type: event_count, rules: [gone], timespan: 1m, condition: {gte: 2}}\n"
    (one,) = outcomes(case, text)
    assert "was not given" in one.unsupported


def test_rules_come_from_folders_and_zips_within_limits(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.yml").write_text(rule("a:\n  eventType: x\ncondition: a"), encoding="utf-8")
    (tmp_path / "b.txt").write_text("no rule", encoding="utf-8")
    (tmp_path / "large.yml").write_text("#" * 300_000, encoding="utf-8")
    found_files = {one.name: one.problem for one in sigma_rules.of_paths([tmp_path])}
    assert found_files["deep/a.yml"] == "" and "larger" in found_files["large.yml"] and len(found_files) == 2
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../evil.yml", rule("a:\n  eventType: x\ncondition: a"))
        for number in range(100):
            archive.writestr(f"{number}.yml", " " * 256_000)
    with pytest.raises(RulesUnreadable, match="20 MB"):
        sigma_rules.of_upload("rules.zip", packed.getvalue())
    with pytest.raises(RulesUnreadable):
        sigma_rules.of_upload("rules.zip", b"no zip")
    with pytest.raises(RulesUnreadable):
        sigma_rules.of_paths([tmp_path / "nowhere"])


def test_a_zip_of_rules_that_is_damaged_anywhere_is_told_in_a_sentence():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.yml", rule("a:\n  eventType: x\ncondition: a"))
    whole, refused = packed.getvalue(), 0
    for place in range(len(whole)):
        damaged = bytearray(whole)
        damaged[place] ^= 0x5A
        with contextlib.suppress(RulesUnreadable):
            sigma_rules.of_upload("rules.zip", bytes(damaged))
            continue
        refused += 1
    assert refused > len(whole) / 4
