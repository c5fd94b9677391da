"""Settings as sentences: the headline of the screen, one change, and what a change comes to."""

from __future__ import annotations

import json

import pytest

from analysis import settings_words
from analysis.rejudge import Difference
from analysis.settings import Changed
from analysis.steps import Judged

NO_BANDS = dict.fromkeys(("replay", "suspicious", "explained", "clean"), 0)


def difference(ways: dict, moved_count: int | None = None) -> Difference:
    count = sum(ways.values())
    return Difference({}, (), moved_count or count, count, NO_BANDS, NO_BANDS, ways, Judged(), 0.1)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (difference({}), "Nothing would change: every session keeps its score and its band"),
        (difference({}, 1), "No session changes band; one changes score"),
        (difference({}, 14), "No session changes band; 14 change score"),
        (
            difference({("replay", "suspicious"): 2, ("explained", "replay"): 1}),
            "Three sessions change band: two go from likely replay to worth a look; "
            "one goes from likely honest to likely replay",
        ),
        (difference({(None, "suspicious"): 1}), "One session changes band: one becomes worth a look"),
        (difference({("clean", None): 2}), "Two sessions change band: two are no finding any more"),
    ],
)
def test_what_a_change_comes_to(told, sentence):
    assert settings_words.difference(told) == sentence


def test_many_ways_end_in_others():
    ways = {("replay", "suspicious"): 4, ("suspicious", "explained"): 3, ("explained", "clean"): 2, ("clean", None): 1}
    assert settings_words.difference(difference(ways)).endswith("; one in other ways")


def test_the_headline_counts_what_differs():
    assert settings_words.headline({"author": "Ada"}) == "Everything stands as the program came"
    settings = {"many_people": "8", "networks_list": '[{"network": "AS1"}]', "privileged_people": '["ada", "grace"]'}
    assert settings_words.headline(settings) == (
        "One number differs from the defaults, one network is listed as yours, two people are listed as privileged"
    )


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (Changed("many_people", None, "8"), "Many people: 5 (the default), then 8"),
        (Changed("min_distance_km", "200", None), "Min distance: 200, then 150 (the default)"),
        (
            Changed("privileged_people", '["a", "b"]', '["b", "c", "d"]'),
            "Privileged people: two in and one out, 3 listed",
        ),
        (Changed("networks_list", None, json.dumps([{"network": "AS1"}])), "Your networks: one in, 1 listed"),
        (Changed("databases", None, '["/x.mmdb"]'), "Databases by path: changed"),
    ],
)
def test_one_change_as_a_sentence(changed, sentence):
    assert settings_words.change(changed) == sentence
