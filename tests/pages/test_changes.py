"""The Changes screen, without a browser: no case, nothing changed, the demo, hostile text, an Admin Console CSV."""

import csv
import functools
import io

import pytest

import judged
from analysis import changes, pipeline
from analysis.case import Case
from analysis.changes_filter import Filter
from parts import cases
from screens import texts


@pytest.fixture
def screen(open_screen):
    """Open the screen on a case of this folder, at an address."""
    return functools.partial(open_screen, "changes.py")


def shown(test):
    return next(table.value for table in test.dataframe if "end" in table.value)


@pytest.fixture
def events(own_cases):
    """Event ids of the rows that a filter shows, of the case that the screen opened."""
    return lambda **query: changes.page(cases.open_cases().get(own_cases / "mine"), Filter.of_query(query))[
        "event_id"
    ].tolist()


def console_csv(folder):
    with Case.open(folder) as case:
        pipeline.add_evidence(case, [judged.SAMPLES / "demo-admin-console.csv.gz"])
        pipeline.judge(case)


def test_a_case_without_evidence_sends_to_the_evidence(screen):
    test = screen()
    assert "Nothing was judged yet" in texts(test)
    assert [button.label for button in test.button] == ["Add evidence"]


def test_nothing_changed_says_how_much_was_examined(screen):
    said = texts(screen(judged.quiet))
    assert "Nobody changed who may do what" in said
    assert "4 events" in said


def test_the_demo_says_what_was_done_without_a_sign_in_and_what_became_of_it(screen):
    test = screen(judged.demo)
    assert test.title[0].value == "Four changes by two clients that never signed in; two undone"
    rows = shown(test)
    foreign = rows[rows["side"].eq("◆ foreign")]
    assert list(rows["side"].head(4)) == ["◆ foreign"] * 4, "they come first"
    assert set(foreign["usual"]) == {"new"}
    ends = dict(zip(foreign["change"], foreign["end"], strict=True))
    assert ends["user created"].startswith("user deactivated 5 Oct 15:30:44, 42 min later, by leila.anchor@")
    assert ends["identity provider changed"] == "not undone"
    assert "Not undone: until the evidence ends, 20 Oct 23:18:07 UTC." in texts(test)
    provider = foreign[foreign["change"].eq("identity provider changed")].iloc[0]
    assert (provider["before"], provider["after"]) == ('{"status":"INACTIVE"}', '{"status":"ACTIVE"}')
    assert len(rows) == 85


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"kind": "idp"}, 2),
        ({"side": "foreign", "undone": "undone"}, 2),
        ({"side": "foreign", "undone": "standing"}, 2),
        ({"q": "svc_network", "undone": "standing"}, 0),
        ({"q": "svc_network"}, 3),
        ({"from": "2023-10-11T13:00", "until": "2023-10-11T14:00"}, 2),
        ({"kind": "nonsense", "side": "nonsense", "page": "x", "from": "yesterday"}, 85),
        ({"person": "leila.anchor@example.com", "kind": "idp"}, 2),
    ],
)
def test_the_address_narrows_the_list(screen, query, count):
    test = screen(judged.demo, **query)
    assert len(shown(test) if count else test.dataframe) == count
    for name in ("kind", "side", "undone", "q", "person"):
        if query.get(name, "nonsense") != "nonsense":
            assert test.query_params[name] in (query[name], [query[name]]), "it stays in the address"


def test_one_event_in_the_address_opens_before_and_after_and_its_record(screen, events):
    test = screen(judged.demo, kind="idp")
    rows = shown(test)
    assert len(rows) == 2
    event = events(kind="idp")[1]
    test = screen(judged.demo, kind="idp", event=event)
    said = texts(test)
    assert "The change of 11 Oct 13:44:33 UTC" in said
    assert "Example Google IdP" in said and "leila.anchor@example.com" in said
    assert "new: on no other day" in said
    fields = next(table.value for table in test.dataframe if "field" in table.value)
    assert fields.to_dict("records") == [{"field": "status", "before": "INACTIVE", "after": "ACTIVE"}]
    assert any("system.idp.lifecycle.update" in block.value for block in test.code)
    assert "Open the session there" in [button.label for button in test.button if button.proto.type == "primary"]


def test_a_link_to_an_event_that_is_no_change_says_so(screen):
    assert "none of the changes of this case" in texts(screen(judged.demo, event="nothing"))


def test_by_object_tells_what_was_made_and_what_became_of_it(screen):
    test = screen(judged.demo, by="object", side="foreign")
    rows = next(table.value for table in test.dataframe if "became" in table.value)
    told = rows.set_index("object")
    assert told.loc["svc_network_backup@example.com", "became"] == "undone"
    assert told.loc["svc_network_backup@example.com", "last what"] == "user deactivated"
    assert told.loc["Example Google IdP", "became"] == "not undone"


def test_hostile_text_stays_text(screen, events):
    test = screen(judged.hostile)
    assert "change" in test.title[0].value
    judged.no_markup_of_the_log(test)
    event = events()[0]
    test = screen(judged.hostile, event=event, person=judged.HOSTILE, q=judged.FORMULA, session=judged.PIXEL)
    judged.no_markup_of_the_log(test)
    assert not any("stranger" in element.label for element in [*test.button, *test.selectbox, *test.text_input])


def test_the_download_holds_what_matches_and_no_formula(screen, own_cases):
    screen(judged.hostile)
    case = cases.open_cases().get(own_cases / "mine")
    rows = list(csv.DictReader(io.StringIO(changes.csv(case, Filter()).decode("utf-8-sig"))))
    assert len(rows) == 4
    assert not [cell for row in rows for cell in row.values() if cell.lstrip().startswith(("=", "+", "@"))]


def test_an_admin_console_csv_keeps_its_changes_and_says_that_before_is_unknown(screen, events):
    test = screen(console_csv)
    rows = shown(test)
    assert len(rows) == 22, "what the console's download has of them"
    assert rows["before"].isna().all() and rows["object"].ne("not named").all()
    test = screen(console_csv, event=events()[0])
    assert "The record does not say how it was before." in texts(test)


def test_on_a_phone_the_table_says_that_it_slides(screen):
    test = screen(judged.demo)
    test.session_state["phone_form"] = True
    test.run()
    assert not test.exception
    assert "slides sideways" in texts(test)
