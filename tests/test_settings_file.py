"""All settings as a file: into another case, and refused where it is something else."""

from __future__ import annotations

import json

import pytest

from analysis import settings, settings_file
from analysis.case import Case
from analysis.errors import NetworksUnreadable, SettingRefused


def test_settings_go_from_one_case_into_another(tmp_path):
    with Case.open(tmp_path / "one") as one, Case.open(tmp_path / "other") as other:
        changes = {
            "many_people": 8,
            "privileged_people": "ada",
            "networks_list": [{"network": "AS64500", "name": "Üs"}],
        }
        settings.keep(one, changes, author="Ada")
        settings.keep(other, {"points.many_apps": 3, "databases": ["/x.mmdb"]}, author="Grace")
        text = settings_file.write(settings.in_force(one))
        found = settings_file.read(text.encode(), settings.in_force(other))
        settings.keep(other, found, author="Grace")
        after = settings.in_force(other)
        assert after == {**settings.in_force(one), "author": "Grace", "databases": '["/x.mmdb"]'}
        assert settings_file.read(text.encode(), after) == {}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"", "no JSON"),
        (b"[" * 100_000, "no JSON|no settings"),
        (b"\xff\xfe", "no JSON"),
        (b"[]", "no settings"),
        (b'{"kind": "crumbline settings", "numbers": []}', "no settings"),
        (b'{"kind": "crumbline settings", "numbers": {"x": 1}}', "no setting 'x'"),
        (b'{"kind": "crumbline settings", "numbers": {}, "networks_list": {"a": 1}}', "no list"),
        (b'{"kind": "crumbline settings", "numbers": {}, "networks_list": ["AS1"]}', "no list"),
        (b" " * 5_000_001, "too large"),
    ],
)
def test_another_file_is_refused_in_words(text, sentence):
    with pytest.raises(SettingRefused, match=sentence):
        settings_file.read(text, {})


def test_a_network_of_the_file_that_is_none_is_said_with_its_place():
    text = {"kind": settings_file.KIND, "numbers": {}, "networks_list": [{"network": "AS1"}, {"network": "here"}]}
    with pytest.raises(NetworksUnreadable, match="Line 2"):
        settings_file.read(json.dumps(text).encode(), {})
