"""The picture of both timelines: where what stands, what a click gives, and text that plotly does not render."""

from __future__ import annotations

import pytest

import debriefed
from analysis.charts.debrief_timeline import TEAM_ROWS, debrief_timeline
from analysis.charts.palette import DARK, LIGHT


@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_the_truth_stands_above_and_the_team_below(colours, phone):
    told = debriefed.debrief()
    drawn = debrief_timeline(told, colours, phone=phone)
    truth, *team = drawn.data
    assert set(truth.y) == {0.0} and list(truth.x) == [one.minute for one in told.truth]
    assert all(y < 0 for trace in team for y in trace.y) and len(team) == len(TEAM_ROWS)
    assert tuple(truth.marker.color)[:2] == (colours.origin, colours.foreign)
    assert truth.marker.symbol[1] == "diamond" and truth.marker.symbol[0] == "circle-open"
    assert truth.customdata[1][0] == told.truth[1].event_id and truth.customdata[0][0] == ""


def test_the_wait_is_written_on_the_picture_and_steps_have_their_numbers():
    drawn = debrief_timeline(debriefed.debrief(), LIGHT)
    words = [one.text for one in drawn.layout.annotations]
    assert "<b>called after 1 minute</b>" in words and {"<b>1</b>", "<b>2</b>", "<b>3</b>", "<b>4</b>"} <= set(words)


def test_hostile_words_are_escaped():
    drawn = debrief_timeline(debriefed.debrief(), LIGHT)
    hovers = " ".join(text for trace in drawn.data for text in trace.hovertext)
    assert "<img" not in hovers and "<a" not in hovers


def test_where_nothing_was_stolen_nothing_is_orange():
    drawn = debrief_timeline(debriefed.debrief("consumer-vpn"), LIGHT)
    assert LIGHT.foreign not in list(drawn.data[0].marker.color)
    assert any("that nothing was stolen" in (one.text or "") for one in drawn.layout.annotations)
