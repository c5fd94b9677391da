"""The picture of protection against friction: marks, frontier, labels that do not cover each other."""

import math

import pandas as pd
import pytest

from analysis.charts import palette
from analysis.charts.controls import LEAST, controls, prices


def choice(name, per_1000, stopped, *, pair=False, best=False, label=None):
    return {
        "name": name, "label": label or f"Session bound to {name}", "per_1000": per_1000, "stopped": stopped,
        "is_pair": pair, "on_frontier": best,
    }  # fmt: skip


CHOICES = pd.DataFrame(
    [
        choice("upload", 0.0, 3, best=True), choice("console", 14.0, 13, best=True),
        choice("device", 28.0, 18, best=True), choice("pair", 46.0, 18, pair=True), choice("asn", 421.0, 18),
        choice("address", 430.0, 18), choice("lifetimes", 724.0, 4), choice("nothing", 139.0, 0),
    ]
)  # fmt: skip


def drawn(**more):
    return controls(CHOICES, palette.LIGHT, chosen="device", replay_count=18, **more)


def marks(figure):
    return [trace for trace in figure.data if trace.mode == "markers"]


def test_filled_is_the_frontier_and_shape_says_how_many():
    hollow, filled = marks(drawn())
    assert {row[0] for row in filled.customdata} == {"upload", "console", "device"}
    assert filled.marker.color == palette.LIGHT.explained and hollow.marker.color == palette.LIGHT.paper
    shapes = dict(zip([row[0] for row in hollow.customdata], hollow.marker.symbol, strict=True))
    assert shapes["pair"] == "diamond" and shapes["asn"] == "circle"


def test_a_control_that_interrupts_nobody_stands_at_the_left():
    _, filled = marks(drawn())
    places = dict(zip([row[0] for row in filled.customdata], filled.x, strict=True))
    assert places["upload"] == math.log10(LEAST) and places["device"] == pytest.approx(math.log10(28))


def test_the_frontier_climbs_in_steps_and_never_falls():
    (line,) = [trace for trace in drawn().data if trace.mode == "lines"]
    assert list(line.y) == sorted(line.y) and line.y[-1] == 18
    assert list(line.x) == sorted(line.x)


@pytest.mark.parametrize("phone", [False, True])
def test_the_frontier_and_the_chosen_are_named(phone):
    said = {note.text for note in drawn(phone=phone).layout.annotations}
    assert {"<b>Session bound to upload</b>", "<b>Session bound to device</b>"} <= said
    assert ("Session bound to lifetimes" in said) != phone, "a phone has room for the frontier only"


def test_a_label_never_covers_another():
    crowd = pd.DataFrame([choice(str(number), 400 + number, 18) for number in range(30)])
    figure = controls(crowd, palette.DARK, chosen="3", replay_count=18)
    said = [note.text for note in figure.layout.annotations]
    assert 2 < len(said) < 12
    assert "Session bound to 3" in said, "the chosen one comes first"


def test_without_replays_the_prices_stand_row_by_row():
    figure = prices(CHOICES, palette.LIGHT, chosen="asn")
    (bars,) = figure.data
    assert list(bars.x) == list(CHOICES["per_1000"])
    assert bars.marker.color[4] == palette.LIGHT.ink and len(set(bars.marker.color)) == 2
    assert [row[0] for row in bars.customdata] == list(CHOICES["name"])


def test_one_replay_and_one_choice_can_be_drawn():
    figure = controls(CHOICES.head(1).assign(stopped=1), palette.LIGHT, chosen="upload", replay_count=1)
    assert list(figure.layout.yaxis.tickvals) == [0, 1]
