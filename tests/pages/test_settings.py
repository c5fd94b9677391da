"""The Settings screen, without a browser: no case, the demo, what would change, keeping and putting back."""

import functools

import pytest

import judged
from analysis import pipeline, settings
from parts import cases
from screens import texts, wait_for_work


@pytest.fixture
def screen(open_screen):
    """Open the screen on a case of this folder, at an address."""
    return functools.partial(open_screen, "settings.py")


def button(test, label: str):
    [found] = [one for one in test.button if one.label == label]
    return found


def labels(test) -> list[str]:
    return [one.label for one in test.button]


def case_of(name: str = "mine"):
    return cases.open_cases().get(cases.root() / name)


def counts() -> dict[str, int]:
    return {row["band"]: row["finding_count"] for row in case_of().rows("findings_counts")}


def pasted(test, text: str):
    [field] = [one for one in test.text_area if one.label.startswith("One network a line")]
    field.set_value(text)
    return button(test, "Add these lines").click().run()


def test_a_case_without_evidence_can_be_set_and_says_what_it_lacks(screen):
    test = screen()
    assert test.title[0].value == "Everything stands as the program came"
    assert "Add evidence first" in texts(test)
    test = pasted(test, "203.0.113.0/24, Head office, office")
    assert "Your networks: one in, 1 listed" in texts(test)
    test = button(test, "What would change").click().run()
    assert not test.exception, test.exception
    assert "Nothing would change" in texts(test)


@pytest.mark.parametrize("section", ["networks", "people", "points", "numbers", "history", "nonsense"])
def test_every_section_has_an_address(screen, section):
    test = screen(judged.demo, section=section)
    assert not test.exception, test.exception
    assert test.subheader


def test_addresses_that_many_people_share_are_proposed(screen):
    test = screen(judged.demo)
    [shared] = [found.value for found in test.dataframe if "person_count" in found.value]
    assert (shared["person_count"] >= 5).all()
    assert "203.0.113.0/24" in shared["network"].tolist()
    test = pasted(test, "203.0.113.0/24, Remote access, vpn")
    left = [found.value["network"].tolist() for found in test.dataframe if "person_count" in found.value]
    assert "203.0.113.0/24" not in left[0], "what the draft lists is not proposed again"


def test_administrators_are_proposed(screen):
    test = screen(judged.demo, section="people")
    [seen] = [found.value for found in test.dataframe if "admin_count" in found.value]
    assert "leila.anchor@example.com" in seen["login"].tolist()
    assert not seen["is_listed"].any()


def test_points_and_numbers_stand_with_default_and_reason(screen):
    for section, column in (("points", "points"), ("numbers", "value")):
        rows = screen(judged.demo, section=section).dataframe[0].value
        assert (rows[column] == rows["default"]).all()
        assert rows["why"].str.len().gt(10).all()
    few = screen(judged.demo, section="points", family="explanation").dataframe[0].value
    assert set(few["family"]) == {"explanation"}
    assert (few["points"] <= 0).all()


def test_what_would_change_is_shown_kept_and_put_back(screen):
    test = screen(judged.demo)
    before = counts()
    test = pasted(test, "AS64506, Mobile of ours, office")
    test = button(test, "What would change").click().run()
    assert not test.exception, test.exception
    said = texts(test)
    assert "session" in said
    assert "nothing is kept yet" in said
    assert settings.in_force(case_of()) == {}
    assert counts() == before
    [moved] = [found.value for found in test.dataframe if "because" in found.value]
    assert moved["because"].str.contains("operator's network").any()

    [author] = [field for field in test.text_input if field.label.startswith("Your name")]
    author.set_value("Ada")
    test = button(test, "Keep").click().run()
    assert not test.exception, test.exception
    assert settings.author(case_of()) == "Ada"
    assert pipeline.is_current(case_of())
    assert "one network is listed as yours" in test.title[0].value.lower()

    test = screen(section="history")
    assert "Ada" in texts(test)
    test = button(test, "Put back").click().run()
    assert "one out, 0 listed" in texts(test)
    test = button(test, "What would change").click().run()
    test = button(test, "Keep").click().run()
    assert settings.networks(settings.in_force(case_of())) == []
    assert counts() == before
    assert "put back" in texts(screen(section="history"))


def test_what_redefines_clients_goes_into_the_background(screen):
    test = pasted(screen(judged.demo), "203.0.113.0/24, Ours, proxy")
    test = button(test, "What would change").click().run()
    assert not test.exception, test.exception
    assert "Work it out in the background" in labels(test)
    assert "redefines the clients" in texts(test)
    button(test, "Work it out in the background").click().run()
    wait_for_work("mine")
    test = test.run()
    assert not test.exception, test.exception
    assert "nothing is kept yet" in texts(test)
    assert settings.in_force(case_of()) == {}
    button(test, "Keep").click().run()
    wait_for_work("mine")
    assert [one.kind for one in settings.networks(settings.in_force(case_of()))] == ["proxy"]
    assert pipeline.is_current(case_of())


def test_discard_takes_the_draft_away(screen):
    test = pasted(screen(), "AS64500")
    assert "What would change" in labels(test)
    test = button(test, "Discard").click().run()
    assert "What would change" not in labels(test)
    assert settings.in_force(case_of()) == {}


def test_lines_that_are_no_network_are_said_with_their_number(screen):
    test = pasted(screen(), "AS64500\nhead office")
    assert "Line 2: 'head office' is neither" in texts(test)
    assert "What would change" not in labels(test)


def test_hostile_names_are_never_markup(screen):
    test = screen(judged.hostile)
    judged.no_markup_of_the_log(test)
    test = pasted(test, f"AS64500, {judged.PIXEL.replace(',', ' ')}, office")
    judged.no_markup_of_the_log(test)
    test = button(test, "What would change").click().run()
    judged.no_markup_of_the_log(test)
    judged.no_markup_of_the_log(screen(judged.hostile, section="people"))
