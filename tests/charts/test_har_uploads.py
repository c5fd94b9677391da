"""The timeline of HAR uploads: who first, orange where used, hostile names as text."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta

import pandas as pd

from analysis.charts import har_uploads
from analysis.charts.palette import palette
from analysis.har.register import Upload

COLOURS = palette("light")
AT = datetime(2024, 3, 4, 9, 30)


def frame(*rows):
    told = []
    for number, (person, days, used, admin, scrubbed) in enumerate(rows):
        upload = Upload(person, AT - timedelta(days=days), "vendor", scrubbed, "T-1", upload_id=f"u{number}")
        counts = {"exposed_count": 1, "used_count": used, "open_count": 0, "is_privileged": admin}
        told.append(asdict(upload) | counts)
    return pd.DataFrame(told)


def labels(figure):
    return [note.text for note in figure.layout.annotations]


def test_no_upload_gives_an_empty_figure():
    empty = frame(("ada", 0, 0, False, "no")).head(0)
    assert not har_uploads.timeline(empty, COLOURS).data


def test_people_whose_sessions_were_used_stand_first_then_administrators():
    uploads = frame(
        ("late", 0, 0, False, "no"), ("admin", 5, 0, True, "yes"), ("victim", 40, 1, False, "no"),
        ("VICTIM", 41, 0, False, "no"),
    )  # fmt: skip
    figure = har_uploads.timeline(uploads, COLOURS)
    assert labels(figure) == ["victim", "admin", "late"]
    marks = figure.data[0]
    by = dict(zip([data[0] for data in marks.customdata], marks.marker.color, strict=True))
    assert by["u2"] == COLOURS.foreign and by["u0"] == COLOURS.ink
    shapes = dict(zip([data[0] for data in marks.customdata], marks.marker.symbol, strict=True))
    assert shapes["u1"] == "circle-open" and shapes["u0"] == "circle"


def test_names_of_people_are_text():
    figure = har_uploads.timeline(frame(("<a href='http://evil.test'>x</a>", 0, 0, False, "no")), COLOURS)
    assert "<a" not in figure.data[0].hovertext[0] and "<a" not in labels(figure)[0]


def test_the_phone_has_fewer_ticks():
    uploads = frame(("ada", 0, 0, False, "no"))
    wide, narrow = (har_uploads.timeline(uploads, COLOURS, phone=phone) for phone in (False, True))
    assert len(narrow.layout.xaxis.tickvals) < len(wide.layout.xaxis.tickvals)
