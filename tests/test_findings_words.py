"""The sentences over findings, and what may stand in a heading."""

import pytest

from analysis import findings_words as words
from judged import FORMULA, HOSTILE, LONG, PIXEL


@pytest.mark.parametrize("name", [
    "user00950", "ada.lovelace", "O'Brien", "Jean-Luc", "svc_network_backup", "São Paulo", "St. Gallen", "M247 Europe",
    "Kuala Lumpur", "Deutsche Telekom", "Łódź", "東京",
])  # fmt: skip
def test_names_stand_as_they_are(name):
    assert words.safe(name, "-") == name


@pytest.mark.parametrize("text", [
    HOSTILE, FORMULA, LONG, PIXEL, "", " ", None, 5, "*x*", "_x_", "a__b", "- x", "1. x", "# x", "a -- b", "-> x",
    "www.evil.example", "http://x", "evil.test", "evil.com", "x@y.example", ":smile:", ":red[x]", "$x$", "`x`",
    "[x](y)", "a\nb", "\u202egnp", "a\u2066b", "<b>", "x|y", "~x~", "a  b", "١٢٣", "שלום", "a" * 41, "\\x", "a&b", "x:",
])  # fmt: skip
def test_whatever_markdown_could_read_is_no_name(text):
    assert words.safe(text, "-") == "-"


def finding(**changed):
    return {"actor_login": "ada@example.com", "lane_count": 2, "band": "replay", "is_inferred": False,
            "is_origin_assumed": False} | changed  # fmt: skip


def lane(place="Berlin", network="example fiber", device="Linux Chrome"):
    return {"place": place, "network": network, "device": device, "explained_by": []}


def test_a_session_is_told_by_what_sets_its_clients_apart():
    def said(other, **changed):
        return words.session_headline(finding(**changed), lane(), other)

    assert said(lane("Bucharest")) == "ada’s session was opened in Berlin and used from Bucharest"
    assert said(lane(network="M247")) == "ada’s session was opened through example fiber and used through M247"
    assert said(lane(device="macOS Safari")) == "ada’s session was opened with Linux Chrome and used with macOS Safari"
    assert said(lane()) == "ada’s session was used by two clients"
    assert said(lane("Bucharest"), is_origin_assumed=True).startswith("ada’s session was seen first in Berlin")
    assert said(lane("Bucharest"), actor_login=HOSTILE).startswith("One person’s session was opened")
    assert said(lane(HOSTILE, HOSTILE, HOSTILE)) == "ada’s session was used by two clients"
    assert said(None, lane_count=1) == "ada’s session was used by one client"
    assert said(lane("Paris"), band="explained").endswith("two clients, and too little sets them apart")


def test_the_headline_of_the_list_counts_bands():
    assert words.findings_headline({"replay": 3, "suspicious": 2}) == (
        "Three sessions are likely replays, two more are worth a look"
    )
    assert words.findings_headline({"replay": 1, "suspicious": 1}) == (
        "One session is a likely replay, one more is worth a look"
    )
    assert words.findings_headline({"suspicious": 13}) == "No likely replay; 13 sessions are worth a look"
    assert words.findings_headline({}) == "No session looks replayed in what was read"


def test_lanes_are_told_by_their_shortest_turn():
    assert words.lanes_title(2, 57, 9000) == "One session, two clients, 57 seconds apart"
    assert words.lanes_title(3, 0, 9000) == "One session, three clients, in the same moment"
    assert words.lanes_title(2, 1, 9000) == "One session, two clients, 1 second apart"
    assert words.lanes_title(1, None, 9000) == "One session, one client, 2 h 30 min"


def hop(speed=None, **changed):
    return {"speed_kmh": speed, "not_judged": None, "is_simultaneous": False, "distance_km": 1295.0,
            "is_hidden_end": False} | changed  # fmt: skip


def test_moves_are_told_by_the_airliner_and_never_where_an_end_hides():
    def said(*hops):
        return words.ladder_title(words.speeds(hops, 900))

    assert said(hop(1000), hop(2000), hop(5)) == "At least 1,295 km, twice, each faster than an airliner"
    assert said(hop(1000)) == "At least 1,295 km, once, faster than an airliner"
    assert said(hop(5)) == "No move was faster than an airliner"
    assert said(hop(is_simultaneous=True)) == "At least 1,295 km, once, faster than an airliner"
    assert said(hop(not_judged="no place")) == "One move, and no speed can be judged"
    assert "VPN or hosting" in said(hop(1000, is_hidden_end=True))
    assert said() == "The session never changed client or place"


def test_reasons_and_events_are_counted():
    assert words.why_title(6, 1) == "Six reasons for, one against"
    assert words.why_title(1, 0) == "One reason for, none against"
    assert words.why_title(0, 0) == "No signal was found on this session"
    assert words.events_title(5, 53) == "Five of 53 events are from the other client"
    assert words.events_title(0, 1) == "One event"


def test_a_client_without_a_session_is_told_as_what_it_is():
    finding = {"actor_login": "ada@example.com", "is_inferred": True, "divergence_at": object(), "event_count": 3}
    said = words.session_headline(finding, None, None)
    assert said == "ada’s events without a session came from one client, where no session of this person began"
    told = words.preview_sentence(finding, 1, 0)
    assert told == "A client without a session made three events, from where no session of this person began."
    assert "signed in" not in said + told


def test_information_alone_is_no_reason_and_is_not_called_nothing():
    assert words.why_title(0, 0, 1) == "For information, no points"
    assert words.why_title(0, 0) == "No signal was found on this session"
