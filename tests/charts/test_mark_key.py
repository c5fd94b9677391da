"""The key under the lanes."""

from analysis.charts.mark_key import key
from analysis.charts.palette import LIGHT


def test_the_key_has_the_seven_marks_in_muted_ink():
    for phone in (False, True):
        figure = key(LIGHT, phone=phone)
        assert [note.text for note in figure.layout.annotations] == [
            "sign-in",
            "factor",
            "app",
            "admin",
            "policy",
            "token",
            "denied",
        ]
        assert {trace.marker.color for trace in figure.data} == {LIGHT.muted}
