"""Controls joined to the truth of a game: interrupted at which event, before what was touched, never "prevented"."""

from __future__ import annotations

import debriefed


def by_id(told):
    return {one.id: one for one in told.controls.said}


def test_binding_interrupts_the_stolen_session_at_its_first_foreign_event():
    told = debriefed.debrief()
    one = by_id(told)["bound_to_asn"]
    assert one.effect == (
        "would have interrupted the stolen session at its first foreign event, before the one thing touched."
    )
    assert (one.stopped, one.of, one.refused, one.touched) == (1, 1, 1, 1)
    assert "of 1,000 honest sessions" in one.price


def test_what_comes_later_or_not_at_all_is_said():
    found = by_id(debriefed.debrief())
    assert "8 min after its first foreign event" in found["step_up_15"].effect
    assert found["lifetimes_15_720"].effect == "would not have interrupted the stolen session."
    assert found["step_up_15"].reach.startswith("It refuses privileged changes only")


def test_the_best_stands_in_the_headline_and_two_sessions_are_counted():
    two = debriefed.debrief("two-administrators").controls
    assert two.headline.startswith("Ending sessions at HAR upload would have interrupted both stolen sessions, each")
    assert two.best.touched == 5 and two.best.refused == 5
    assert "before all 5 things touched" in two.best.effect


def test_a_thief_who_signed_in_himself_is_not_stopped_by_binding():
    told = debriefed.debrief("phishing-proxy").controls
    assert told.headline == "No control that was tried would have interrupted a stolen session"
    assert not told.best and all(one.stopped == 0 for one in told.said)


def test_where_nothing_was_stolen_it_says_whom_it_would_have_interrupted():
    told = debriefed.debrief("consumer-vpn").controls
    assert told.headline.startswith("Nothing was stolen")
    effects = [one.effect for one in told.said]
    assert any("whose session was honest" in one for one in effects)


def test_nothing_is_promised():
    for scenario in ("ten-minutes", "two-administrators", "consumer-vpn"):
        told = debriefed.debrief(scenario).controls
        assert not any("prevent" in one.effect or "stopped" in one.effect for one in told.said)
