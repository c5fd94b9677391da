"""The sentences of the overview claim no more than the log, and say who judged."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import overview_words as words
from analysis.overview_words import Counts

HOSTILE = "![p](http://stranger.example/p.png)"


def counts(**given):
    return Counts(**({"confirmed": 0, "replay": 0, "look": 0, "cleared": 0} | given))


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (counts(), "Nothing here looks like a replayed session"),
        (counts(look=1), "No likely replay; one session is worth a look"),
        (counts(look=23), "No likely replay; 23 sessions are worth a look"),
        (counts(look=2, supported=2), "No likely replay; somebody was let in to two sessions for support"),
        (counts(look=2, supported=1), "No likely replay; two sessions are worth a look"),
        (counts(replay=1, is_unsigned=True), "One session looks used by a client that never signed in to it"),
        (counts(replay=18, look=3, is_unsigned=True), "18 sessions look used by a client that never signed in to them"),
        (counts(replay=2), "Two sessions look replayed"),
        (counts(confirmed=3), "Three sessions were replayed, confirmed by a person"),
        (counts(confirmed=3, replay=15), "Three sessions were replayed, confirmed by a person; 15 more look like it"),
        (
            counts(confirmed=1, look=1),
            "One session was replayed, confirmed by a person; one more session is worth a look",
        ),
        (counts(cleared=2), "No suspect is left: a person judged two sessions benign"),
    ],
)
def test_the_headline_says_what_was_found_and_by_whom(found, said):
    assert words.headline(found, 100) == said


def test_without_sessions_there_is_nothing_to_judge():
    assert "nothing to judge" in words.headline(counts(), 0)


def suspects(*rows):
    plain = {
        "session_key": "s", "actor_id": "a", "actor_login": "ada@example.com", "group": "replay",
        "divergence_at": pd.Timestamp("2023-10-12 03:14:52"), "last_foreign_at": pd.Timestamp("2023-10-12 04:00"),
        "is_origin_assumed": False, "has_support_access": False, "city": "Lagos", "country": "Nigeria",
    }  # fmt: skip
    frame = pd.DataFrame([plain | row for row in rows])
    return frame.assign(at=frame["divergence_at"])


def test_never_signed_in_is_said_only_where_every_sign_in_is_known():
    assert words.counts(suspects({}, {})).is_unsigned
    assert not words.counts(suspects({}, {"is_origin_assumed": True})).is_unsigned
    assert not words.counts(suspects({}, {"divergence_at": pd.NaT})).is_unsigned
    assert words.counts(suspects({"group": "look", "has_support_access": True, "divergence_at": pd.NaT})).supported == 1


def test_the_prose_tells_whose_since_when_and_through_what():
    told = suspects({}, {"actor_id": "b", "last_foreign_at": pd.Timestamp("2023-10-16 09:04")})
    said = words.prose(told, told.iloc[0].to_dict(), told["last_foreign_at"].max(), words.counts(told))
    assert said == (
        "They belong to two people. The first divergence is of **12 October 2023 at 03:14:52 UTC**, through an "
        "address placed in Lagos; the last foreign event of **16 October at 09:04**."
    )


def test_a_hostile_city_never_enters_a_sentence():
    told = suspects({"city": HOSTILE, "country": HOSTILE})
    said = words.prose(told, told.iloc[0].to_dict(), None, words.counts(told))
    assert "stranger" not in said and "placed" not in said
    ways = told.assign(latitude=1.0, longitude=2.0)
    assert "stranger" not in words.map_title(ways, 1)


def test_who_judged_is_said_apart():
    assert "judged by the program" in words.standing(counts(replay=2), {})
    said = words.standing(counts(replay=15, confirmed=3), {"replay": 3})
    assert said == "Judged by a person: three replay. 15 open."
    assert words.standing(counts(), {}) == ""


def test_what_was_changed_is_counted_and_whether_it_stands():
    rows = [
        {"kind": "user", "actions": ["made", "switched on"], "object_count": 1, "standing_count": 1},
        {"kind": "policy", "actions": ["changed"], "object_count": 2, "standing_count": 2},
        {"kind": "idp", "actions": ["changed"], "object_count": 1, "standing_count": 1},
    ]
    assert words.changed(rows) == (
        "In foreign hands: one identity provider changed, one user made and switched on, two policies changed; "
        "no record undoes any of it."
    )
    assert "one of four" in words.changed([*rows[:2], rows[2] | {"standing_count": 0}])
    assert words.changed([]) == ""
    many = [{"kind": f"k{n}", "actions": ["made"], "object_count": 1, "standing_count": 0} for n in range(6)]
    assert "two more objects changed; all of it is undone" in words.changed(many)


def test_the_title_of_the_activity_counts_days():
    days = [{"divergence_at": pd.Timestamp(day)} for day in ("2023-10-12", "2023-10-13", "2023-10-16")]
    assert words.activity_title(suspects(*days), 9) == "One likely replay on 12 October, then two within four days"
    assert words.activity_title(suspects(days[0]), 9) == "One likely replay, on 12 October"
    assert words.activity_title(suspects(days[0], days[0]), 9) == "Two likely replays, all on 12 October"
    looked = words.activity_title(suspects(days[0] | {"group": "look"}), 9)
    assert looked == "One session worth a look, on 12 October"
    assert words.activity_title(suspects(days[0] | {"group": "confirmed"}), 9) == "One replay, on 12 October"
    assert words.activity_title(suspects(days[0]).head(0), 1) == "1 event, and none is marked"


def ways(*cities):
    return pd.DataFrame([
        {"session_key": f"s{number}", "city": city, "country": None, "latitude": len(city), "longitude": ord(city[0])}
        for number, city in enumerate(cities)
    ], columns=["session_key", "city", "country", "latitude", "longitude"])  # fmt: skip


def test_the_title_of_the_map_counts_cities():
    assert words.map_title(ways("Lagos"), 1) == "It was used through addresses placed in Lagos"
    assert words.map_title(ways("Lagos", "Lagos"), 2) == "Both were used through addresses placed in Lagos"
    assert words.map_title(ways("Lagos", "Lagos"), 5).startswith("Two of five were used through")
    mixed = ways(*["Lagos"] * 5, *["Berlin"] * 4, "Oslo", "Rome", "Quito")
    assert words.map_title(mixed, 18) == "Nine of 18 were used from two cities"
    assert words.map_title(ways("Lagos", "Berlin", "Oslo"), 3) == "All three were used from three cities"
    most = words.map_title(ways("Lagos", "Lagos", "Oslo"), 3)
    assert most == "Two of three were used through addresses placed in Lagos"
    assert "not known" in words.map_title(ways(), 3)


def test_what_is_unseen_is_ordered_by_weight_and_the_last_word_is_the_phishing_proxy():
    rows = [
        {
            "statement": "A session that holds only a thief's own client cannot be seen here.",
            "affects": [],
            "name": None,
        },
        {"statement": "No event at all for 13 hours.", "affects": [], "name": None},
        {"statement": "2 of 9 sessions carry no token: it cannot be told.", "affects": ["x"], "name": None},
        {
            "statement": "This kind of file does not carry: risk. What needs it is not there.",
            "affects": [],
            "name": "f",
        },
    ]
    told = words.unseen(rows, ["new network"])
    assert [title for title, _, _ in told] == [
        "This kind of file does not carry: risk", "One signal could not be judged at all",
        "2 of 9 sessions carry no token", "No event at all for 13 hours", words._ALWAYS[1],
    ]  # fmt: skip
    assert told[2][1] == "It cannot be told."
    crowded = words.unseen([rows[0], *[rows[2] | {"statement": f"{n} lack it: so."} for n in range(9)]], [])
    assert len(crowded) == words.MOST_UNSEEN and crowded[-1][0] == words._ALWAYS[1]


def test_long_dwell_is_told_in_days():
    assert words.dwell(107 * 3600) == "4 d 11 h"
    assert words.dwell(1_000 * 86_400) == "1,000 days"
