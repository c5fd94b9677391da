"""No seed lets a step last longer than the bound that its document is checked by."""

from __future__ import annotations

import pytest

from analysis.exercise.scenarios import document, latest, make
from analysis.exercise.scenarios.moments import milliseconds
from analysis.exercise.scenarios.parts import Document

GOOD = (document.FOLDER / "ten-minutes.toml").read_text(encoding="utf-8")
LONG = GOOD.replace('leaves = "day 8 15:00"', 'leaves = "day 8 23:00"') + "".join(
    f'[[step]]\nid = "long{number}"\naccount = "admin"\nclient = "thief"\nafter = "0 s"\nwords = "."\n{does}\n'
    for number, does in enumerate(
        (
            'does = "pushes"\ndenied = 12',
            'does = "beside_victim"\ncount = 4\npace = "9-9 min"',
            'does = "change_idp"',
            'does = "helpdesk_reset"\nby = "admin"',
            'does = "sign_in"\ncount = 5',
            'does = "use_token"',
            'does = "support_access"',
            'does = "clear_sessions"',
            'does = "apps"',
        )
    )
)


@pytest.mark.parametrize(
    "one", [*document.all_documents(), document.read_text("long.toml", LONG)], ids=lambda one: one.id
)
def test_no_event_of_a_step_comes_later_than_its_bound(one: Document):
    ends = latest.ends(one)
    for seed in (1, 2):
        made = make.made(one, seed)
        when = {event["uuid"]: milliseconds(event["published"]) - made.game.start_at for event in made.events}
        for step in one.steps:
            last = max((when[uuid] for uuid in made.game.truth.steps[step.id].event_ids), default=0)
            assert last <= ends[step.id], (one.id, seed, step.id)
