"""The blast radius in words: titles from the data, folds past twelve acts, and a list that no spreadsheet runs."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from analysis import blast_words
from analysis.blast_radius import Act, App, BlastRadius, Later, Thing

AT = pd.Timestamp("2023-10-13 19:00:00")
END = pd.Timestamp("2023-10-16 12:00:00")
USE = Later(
    at=AT + pd.Timedelta(hours=2), event_id="later", event_type="user.session.start",
    words="session created by a sign-in, from this client’s address", by="svc@example.com", address="198.51.100.9",
    session_key="s9", is_same_client=True, is_refused=False, is_attempt=False, rule="user", level=1,
    object_name="svc@example.com",
)  # fmt: skip


def thing(*later, **changed):
    usual = {"type": "User", "id": "00u1", "name": "svc@example.com", "before": None, "after": None}
    return Thing(**(usual | {"later": later, "later_count": len(later), "is_followed": True} | changed))


def act(no, *things, **changed):
    usual = {"title": "User created", "kind": "admin", "lane_no": 2, "is_privileged": True, "undone": None}
    fixed = {"no": no, "event_id": f"act-{no}", "at": AT + pd.Timedelta(minutes=no), "event_type": "x"}
    return Act(**(usual | fixed | {"things": things} | changed))


def found(*acts, apps=(), **changed):
    return BlastRadius(
        **({"session_key": "s1", "acts": acts, "apps": apps, "divergence_at": AT, "until_at": END} | changed)
    )


def sign_on(no, name="Mail"):
    app = thing(type="AppInstance", id=name, name=name, is_followed=False)
    return act(no, app, title="Sign-on issued", kind="app", is_privileged=False)


def app(name):
    return App(id=name, name=name, first_at=AT, last_at=AT, count=1, event_id="act-1", act_no=1, is_new_for_person=True)


@pytest.mark.parametrize(
    ("blast", "title"),
    [
        (found(divergence_at=None), "No divergence, and so no blast radius"),
        (found(), "The other client tried, and did nothing that succeeded"),
        (found(sign_on(1), apps=(app("Mail"),)), "One act of the other client, one app opened"),
        (found(act(1, thing()), act(2)), "Two acts of the other client, two changes of who may do what among them"),
        (found(act(1, thing(USE))), "One act of the other client; it later used one thing that it had made or changed"),
        (
            found(act(1, thing(dataclasses.replace(USE, is_same_client=False)))),
            "One act of the other client; one thing that it made or changed was used later",
        ),
        (
            found(act(1, thing(dataclasses.replace(USE, is_refused=True, is_attempt=True)))),
            "One act of the other client; it later tried one thing that it had made or changed, in vain",
        ),
    ],
)  # fmt: skip
def test_the_title_says_what_came_of_it(blast, title):
    assert blast_words.title(blast) == title


def test_what_was_not_used_says_how_far_the_evidence_reaches():
    assert blast_words.became(thing(), END) == "no use seen until 16 Oct 12:00"
    assert blast_words.became(thing(is_followed=False), END) is None


def test_the_sign_in_by_the_same_client_is_told_first():
    policy = dataclasses.replace(USE, event_id="p", event_type="policy.evaluate_sign_on", is_attempt=True, at=AT)
    other = dataclasses.replace(USE, event_id="o", is_same_client=False, words="signed in, from elsewhere", at=AT)
    said = blast_words.became(thing(policy, other, USE), END)
    assert said == "signs in 13 Oct 21:00:00 from this client’s address, 3 events"


def test_past_twelve_acts_those_that_say_the_same_share_a_row():
    acts = [act(1, thing()), *(sign_on(no, f"App {no}") for no in range(2, 16)), act(16, thing(USE))]
    rows = blast_words.rail(found(*acts))
    assert [row.number for row in rows] == ["1", "2–15", "16"]
    assert rows[1].title == "Sign-on issued, 14 times"
    assert (rows[1].name, rows[1].more) == ("App 2, App 3, App 4", 11)
    assert len(blast_words.rail(found(*acts[:12]))) == 12


def test_what_a_made_thing_made_has_a_row_without_a_number():
    in_turn = dataclasses.replace(USE, event_id="deep", level=2, rule="token", object_name="backup")
    rows = blast_words.rail(found(act(1, thing(USE, in_turn))))
    assert [(row.number, row.name, row.is_made_in_turn) for row in rows] == [
        ("1", "svc@example.com", False),
        ("", "backup", True),
    ]
    assert rows[1].became == "is used 13 Oct 21:00:00 from this client’s address"


def test_the_list_has_a_row_for_each_later_event_and_runs_no_formula():
    made = thing(USE, name="=HYPERLINK(1)", before="status: OFF", after="status: ON")
    frame = blast_words.listed(found(act(1, made), act(2)))
    assert frame["act"].tolist() == [1, 2]
    assert frame["later_event_id"].tolist()[0] == "later"
    text = blast_words.document(found(act(1, made))).decode("utf-8-sig")
    assert '"\'=HYPERLINK(1)"' in text
    assert "status: OFF" in text
    assert "act" in blast_words.document(found()).decode("utf-8-sig")
