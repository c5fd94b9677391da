"""The line of a key is found wherever it stands."""

from __future__ import annotations

from analysis.exercise.scenarios.lines import lines_of

TEXT = '''title = "one"
about = """
days = 3
[[step]]
"""

[tenant]
people = { small = 3,
  medium = 4 }   # [[step]]
days = 4

[[step]]
id = "a"
list = [
    "x = 1",
    "]",
]
[[step]]
id = "b # [no"
[step.more]
"quoted key" = 1
a.b = 2
'''


def test_keys_of_tables_lists_and_behind_long_texts_have_their_lines():
    lines = lines_of(TEXT)
    expected = {
        ("title",): 1,
        ("about",): 2,
        ("tenant",): 7,
        ("tenant", "people"): 8,
        ("tenant", "days"): 10,
        ("step", 0, "id"): 13,
        ("step", 0, "list"): 14,
        ("step", 1): 18,
        ("step", 1, "id"): 19,
        ("step", 1, "more", "quoted key"): 21,
        ("step", 1, "more", "a", "b"): 22,
    }
    assert {path: lines.of(path) for path in expected} == expected


def test_a_missing_key_has_the_line_of_its_table():
    assert lines_of(TEXT).of(("step", 1, "at")) == 18
    assert lines_of(TEXT).of(("nothing",)) == 1
