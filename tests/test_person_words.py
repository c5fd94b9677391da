"""The sentences over a person."""

import pandas as pd
import pytest

from analysis import person_words

ADA = {"actor_login": "ada@example.com"}


def sessions(*bands: str, inferred: tuple[str, ...] = ()) -> pd.DataFrame:
    rows = [(band, False) for band in bands] + [(band, True) for band in inferred]
    return pd.DataFrame(rows, columns=["band", "is_inferred"])


@pytest.mark.parametrize(
    ("found", "failed", "said"),
    [
        (sessions("replay", *["clean"] * 13), 0, "One of ada’s 14 sessions is a likely replay"),
        (
            sessions("replay", "replay", "suspicious"),
            0,
            "Two of ada’s three sessions are likely replays, one more is worth a look",
        ),
        (sessions("replay"), 0, "ada’s only session is a likely replay"),
        (sessions("suspicious", "clean"), 0, "One of ada’s two sessions is worth a look"),
        (sessions("clean", inferred=("suspicious",)), 0, "One client of ada without a session is worth a look"),
        (sessions("explained", "clean"), 0, "ada’s two sessions look honest; one changed client"),
        (sessions("clean"), 0, "Nothing was seen on ada’s one session"),
        (sessions(), 12, "ada has no session here, but twelve failed sign-ins"),
        (sessions(), 0, "ada has no session here"),
        (
            sessions(inferred=("clean", "clean")),
            1,
            "ada has no session here, but two clients without one and one failed sign-in",
        ),
    ],
)
def test_the_headline_says_the_worst_first(found, failed, said):
    assert person_words.headline(ADA, found, failed) == said


def test_a_name_that_is_no_name_stays_out_of_the_headline():
    said = person_words.headline({"actor_login": "![p](http://stranger.example)"}, sessions("replay", "clean"), 0)
    assert said == "One of this person’s two sessions is a likely replay"


def hours(*rows: tuple[int, int, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["hour_no", "own_count", "foreign_count"]).assign(day_no=0)


def test_hours_over_midnight_are_one_stretch():
    assert person_words.hours_title(hours((23, 50, 0), (0, 50, 0))) == "Mostly at work 23:00 to 01:00 UTC"


def test_foreign_events_are_inside_or_outside_of_the_hours():
    day = [(hour, 10, 0) for hour in range(9, 17)]
    assert person_words.hours_title(hours(*day, (3, 0, 4))).endswith("foreign events outside of them")
    assert person_words.hours_title(hours(*day, (10, 0, 4))).endswith("foreign events inside these hours")


def test_what_is_new_is_counted_by_kind():
    new = pd.DataFrame({"what": ["network", "device", "network"]})
    said = person_words.new_title(new, pd.Timestamp("2023-10-11 13:40"))
    assert said == "New since 11 Oct 13:40: two networks and one device"
