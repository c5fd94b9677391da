"""The sentences over a network."""

import pandas as pd
import pytest

from analysis import network_words
from analysis.network import understood

AS = understood("AS64500")
HOME = understood("203.0.113.7")
V6 = understood("2001:db8:100::1")


def sessions(**roles: int) -> pd.DataFrame:
    rows = [(role, f"person-{number}") for role, count in roles.items() for number in range(count)]
    return pd.DataFrame(rows, columns=["role", "actor_id"])


@pytest.mark.parametrize(
    ("asked", "found", "people", "loose", "said"),
    [
        (AS, sessions(foreign=3), 0, 0, "AS64500 carried a foreign client of three sessions of three people; nobody "
         "signed in here"),
        (AS, sessions(foreign=1, origin=4), 4, 0, "AS64500 carried a foreign client of one session of one person; four "
         "people signed in here"),
        (HOME, sessions(origin=2), 2, 0, "Two people signed in through 203.0.113.7, and nothing foreign was seen "
         "there"),
        (HOME, sessions(explained=2), 0, 0, "203.0.113.7 was used by two sessions, none of which began there"),
        (HOME, sessions(), 0, 9, "No session used 203.0.113.7; nine events came from it"),
        (V6, sessions(explained=1), 0, 0, "This address was used by one session, none of which began there"),
        (V6, sessions(), 0, 0, "No session used this address"),
    ],
)  # fmt: skip
def test_the_headline_says_who_used_it_and_as_what(asked, found, people, loose, said):
    assert network_words.headline(asked, found, people, loose) == said


def test_sources_of_a_kind_are_told_and_disagreement_too():
    fact = {"kind": "vpn", "kind_source": "okta services", "address_count": 3}
    assert network_words.kind_says(fact) == "So says Okta, which knows services at the address."
    other = {"kind": "hosting", "kind_source": "reference table", "address_count": 5}
    assert network_words.mixed([fact, other]) == "Its addresses differ: 5 hosting, 3 VPN or proxy."
    assert network_words.mixed([fact]) == ""
