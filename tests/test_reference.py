"""The reference: the checklist is answered row by row, every name in it exists, and the downloads are plain text."""

from __future__ import annotations

import csv
import io
import re
import tomllib

import pytest

import house
from analysis import explanations, parameters, reference, reference_tables, safe_csv, signal_files

SIGNALS = signal_files.signals()
SCREENS = {path.stem for path in house.below("pages", suffix=".py") if len(path.parts) == 2}
KINDS = {"signal", "screen", "command", "planned", "coverage"}


def test_the_checklist_has_all_its_rows():
    assert [item.number for item in reference.checklist()] == list(range(1, 52))


def test_every_row_has_a_place():
    house.check(
        (
            f"{item.number}: {item.item}"
            for item in reference.checklist()
            if not item.answered_by or not item.says or not item.answerable
        ),
        "Each row is answered by a signal, the coverage, a screen, a command, or a place to come:",
    )


def test_what_the_checklist_names_exists():
    house.check(
        (
            f"{item.number}: {answer}"
            for item in reference.checklist()
            for answer in item.answered_by
            if not _exists(*answer.partition(" ")[::2])
        ),
        "No such signal, screen or command; a screen to come is `planned <screen>` and stands in reference.SCREENS:",
    )


def _exists(kind: str, name: str) -> bool:
    if kind == "signal":
        return name in SIGNALS
    if kind == "screen":
        return name in reference.SCREENS and name in SCREENS
    if kind == "command":
        return name in reference.COMMANDS
    return kind == "coverage" or (kind == "planned" and name in reference.SCREENS)


def test_rows_of_the_log_are_answered_by_more_than_a_plan_where_they_can_be():
    only_planned = {
        item.number
        for item in reference.checklist()
        if set(item.answerable) & {"L", "C"} and all(answer.startswith("planned") for answer in item.answered_by)
    }
    assert only_planned <= {8, 36, 46}, "everyday apps of administrators and the limits of lifetimes wait for Controls"


def test_the_checklist_says_what_can_be_answered_from_what(shared_data):
    told = (shared_data.parent / "facts" / "checklist.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| [ABC] \| (.+) \| (.+) \|$", told, re.MULTILINE)
    assert len(rows) == len(reference.checklist())
    for (number, item, letters), ours in zip(rows, reference.checklist(), strict=True):
        assert int(number) == ours.number
        wanted = set(re.findall(r"\b[LCHG]\b", letters.replace("L+H", "L H")))
        assert wanted <= set(ours.answerable) | ({"C"} if "geoip" in letters or "by UA" in letters else set())
        assert item != ours.item, "in our own words"


def test_a_planned_place_reads_as_a_screen_once_it_is_there():
    assert reference.place("planned har", set()) == "screen: HAR (planned)"
    assert reference.place("planned har", {"har"}) == reference.place("screen har", {"har"}) == "screen: HAR"
    assert reference.place("signal interleaving", set()) == "signal: interleaved"


def test_every_signal_is_found_by_its_own_words():
    house.check(
        (
            name
            for name, signal in SIGNALS.items()
            if signal not in reference.signals(signal.title) or signal not in reference.signals("", [signal.family])
        ),
        "Not found on the Reference screen:",
    )
    assert reference.signals("no such words at all") == []


def test_points_are_those_of_the_case_and_say_what_they_were():
    name, signal = next((name, signal) for name, signal in SIGNALS.items() if "" in signal.points)
    (entry,) = reference.points(signal, {f"points.{name}": "3"})
    assert (entry.points, entry.default) == (3, signal.points[""])


def test_every_number_of_the_program_is_shown():
    shown = {entry.name for entry in [*reference.score_numbers({}), *reference.other_numbers({})]}
    assert shown == set(parameters.defaults())
    assert (
        next(entry.value for entry in reference.score_numbers({"replay_from": "80"}) if entry.name == "replay_from")
        == 80
    )


def test_methods_take_their_numbers_from_the_parameters():
    told = {method.title: method.text for method in reference.methods({"many_people": "9"})}
    assert "at least 9 people" in told["Shared here, and usual"]
    assert not [title for title, text in told.items() if "{" in text]


def test_the_words_are_those_of_the_house():
    words = dict(reference.words())
    assert {"lane", "proven", "foreign", "divergence", "finding", "verdict"} <= words.keys()


def test_the_downloads_hold_all_and_no_formula():
    rows = list(csv.DictReader(io.StringIO(reference.signals_csv({}).decode("utf-8-sig"))))
    assert {row["signal"] for row in rows} == set(SIGNALS)
    assert len(rows) == sum(len(signal.points) for signal in SIGNALS.values())
    checked = list(csv.DictReader(io.StringIO(reference.checklist_csv(SCREENS).decode("utf-8-sig"))))
    assert len(checked) == 51
    for row in [*rows, *checked]:
        for value in row.values():
            number = re.fullmatch(r"-?\d+", value)
            assert number or not value.startswith(tuple("=+-@")), safe_csv.cell(value)


def test_every_file_of_words_is_read_by_somebody():
    for name in ("checklist", "methods", "explanations"):
        assert tomllib.loads((reference_tables.FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    assert len(reference.readings()) == len(explanations.readings())


@pytest.mark.parametrize("rule", reference.rules(), ids=lambda rule: rule.name)
def test_each_published_rule_says_what_it_looks_for(rule):
    assert {"title", "by", "logic", "blind", "source"} <= rule.header.keys()


def test_the_comparison_has_a_row_for_every_rule_and_its_counts_make_its_shares():
    about, rows = reference.compared()
    assert "made-up tenants" in about
    assert {one.name for one in rows if not one.name.startswith("Crumbline")} == {
        rule.name for rule in reference.rules()
    }
    for one in rows:
        assert one.stolen <= one.replay_count and one.honest <= one.session_count
        assert one.precision is None or one.precision == one.stolen / (one.stolen + one.honest)
    own = next(one for one in rows if one.name == "Crumbline: replay")
    assert own.per_1000 == 1000 * (own.stolen + own.honest) / own.session_count
