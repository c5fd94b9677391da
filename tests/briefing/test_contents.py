"""What a briefing says: numbers by SQL, sentences, what people leave out, and a case where nothing was found."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

import pytest

import briefing_cases
from analysis.briefing import contents, numbers
from analysis.briefing.edits import PARTS, Edits
from analysis.case import Case
from analysis.charts.lane_words import NUMBERS
from analysis.errors import CrumblineError

CASES = ("demo", "hostile", "quiet")
NOT_COUNTED = re.compile(
    # dates, times, and numbers that are names: 1,000 honest sessions as a unit, TLP, ASN
    r"\d{1,2} [A-Z][a-z]+( \d{4})?( at)?( \d\d:\d\d)?|\d\d:\d\d|1,000 honest|\b\d+ min\b|\d+ d \d+ h|\d+ h \d+ min|"
    r"[\w.]+@[\w.]+|\(ASN\)|15 min|12 h|UTC"
)
ONES = r"\bone of them\b|\bthe one\b|\bno (?:record|change|sign|act|other|probability|administrator)\b|\bno one\b"


@pytest.mark.parametrize("name", CASES)
def test_every_number_is_recomputed_by_the_sql_that_its_note_names(name):
    told = briefing_cases.briefing(name)
    assert len(told.numbers) > 20
    for one in told.numbers:
        found = numbers.recomputed(briefing_cases.case(name), one)
        expected = pytest.approx(one.value) if isinstance(one.value, float) else one.value
        assert found == expected, f"{one.what}: {one.note} says {found}, the page {one.value}"


@pytest.mark.parametrize("name", ["demo", "quiet"])
def test_no_number_stands_on_the_page_that_is_not_among_them(name):
    told = briefing_cases.briefing(name)
    known: set[float] = {one.value for one in told.numbers if isinstance(one.value, int)}
    known |= {float(one.shown.replace(",", "")) for one in told.numbers if re.fullmatch(r"[\d,.]+", one.shown)}
    statements = [one.value for one in told.numbers if one.column == "statement"]
    page = [
        told.headline, *told.lead, *told.sure, *told.reached, told.timeline_title, told.map_title,
        *(text for one in told.figures for text in (one.value, one.note)),
        *(text for one in told.decisions for text in (one.title, one.price)),
        *(cell for row in (told.affected.rows if told.affected else ()) for cell in row[2:5]),
        *(text for one in told.controls for text in (one.effect, one.price)),
    ]  # fmt: skip
    for text in page:
        plain = re.sub(ONES, "", NOT_COUNTED.sub("", text))
        for word in re.findall(r"[A-Za-z]+|\d[\d,.]*", plain):
            word = word.rstrip(".,").replace(",", "")
            value = float(word) if word[:1].isdigit() else _in_words(word)
            assert value is None or value in known, f"{word!r} in {text!r} is not among the numbers"
    for text in told.unseen[:-1]:
        start = text.rstrip(".")
        counted = any(statement.startswith(start) for statement in statements) or "signal" in text
        assert counted, f"{text!r} comes from no statement"


def _in_words(word: str) -> int | None:
    return NUMBERS.index(word.lower()) if word.lower() in NUMBERS[2:] else None


def test_the_demo_is_told_in_three_sentences_and_promises_nothing():
    told = briefing_cases.briefing("demo")
    assert told.headline == "Four sessions look used by a client that never signed in to them"
    assert len(told.lead) == 3 and "four people" in told.lead[0] and "5 October 2023 at 14:40" in told.lead[1]
    assert told.sure[0] == "Judged by the program: 4 · confirmed by a person: 0 · open: 1."
    said = " ".join(briefing_cases.texts(told))
    for promise in ("guarantee", "we can shut", "today", "will stop", "BeyondTrust", "1Password", "Cloudflare"):
        assert promise not in said
    assert told.controls and all("would have interrupted" in one.effect for one in told.controls)
    assert all(one.price for one in told.decisions)


def test_nothing_found_is_a_briefing_too():
    told = briefing_cases.briefing("quiet")
    assert told.is_quiet and told.headline == "Nothing here looks like a replayed session"
    assert told.figures and told.decisions and told.unseen
    assert not told.timeline and not told.spots and told.affected is None and not told.controls


def test_what_is_left_out_is_empty_and_what_was_edited_stands():
    edited = Edits(
        headline="Our own words", left_out=tuple(PARTS), own_decisions=(("Call the board", "An hour"),),
        decisions={"counsel": {"title": "", "price": "", "is_left_out": True}},
    )  # fmt: skip
    told = contents.build(briefing_cases.case("demo"), edited=edited)
    assert told.headline == "Our own words"
    assert not any((told.figures, told.sure, told.affected, told.timeline, told.spots, told.done, told.behind))
    assert not any((told.decisions, told.clocks, told.controls))
    kept = contents.build(briefing_cases.case("demo"), edited=replace(edited, left_out=()))
    assert [one.title for one in kept.decisions][-1] == "Call the board"
    assert "counsel" not in [one.id for one in kept.decisions]
    assert "counsel" in [one.id for one in kept.offered], "the form offers it still"


def test_clocks_are_blank_until_somebody_enters_a_moment():
    told = {one.name: one for one in briefing_cases.briefing("demo").clocks}
    assert told["GDPR, article 33"].steps[0][2] == "21 Oct 2023 09:00 UTC"
    assert {at for _, _, at in told["DORA, article 19"].steps} == {"not started"}
    assert all("not entered" in line for line in told["NIS2, article 23"].triggers)


def test_a_masked_briefing_names_nobody(tmp_path):
    told = briefing_cases.briefing("demo", is_masked=True)
    said = " ".join(briefing_cases.texts(told))
    names = {row["name"] for row in briefing_cases.case("demo").rows("briefing_names")}
    for name in names:
        for part in {name, name.split("@")[0]}:
            assert not re.search(rf"(?<!\w){re.escape(part)}(?!\w)", said, re.IGNORECASE), part
    assert [row.label for row in told.timeline] == ["Person A", "Person B", "Person C", "Person D"]
    assert told.affected is not None and [row[0] for row in told.affected.rows] == [row.label for row in told.timeline]
    assert not re.search(r"[\w.]+@[\w-]+\.\w", said)


def test_a_case_that_was_never_judged_says_what_to_do(tmp_path):
    with Case.open(tmp_path / "empty") as case, pytest.raises(CrumblineError, match="Nothing was judged"):
        contents.build(case)


def test_the_same_case_gives_the_same_briefing():
    one, other = (contents.build(briefing_cases.case("demo"), made_at=datetime(2026, 1, 1)) for _ in range(2))
    assert one == other
