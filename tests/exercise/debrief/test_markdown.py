"""The after-action report as Markdown that no reader of it turns into markup of the players' making."""

from __future__ import annotations

import debriefed
from analysis.exercise.debrief import markdown, report


def test_parts_are_headings_and_hostile_words_stay_words():
    text = markdown.write(report.of(debriefed.debrief())).decode()
    assert text.startswith("**TLP\\:AMBER**") and "# The team called the stolen session" in text
    for title in ("## Objectives", "## What the team did", "## Basis and sources"):
        assert title in text
    assert "![p](" not in text and "**Bold**" not in text and "http://" not in text
