"""The sentences over verdicts: counts in words, and nothing where nothing was judged."""

import pytest

from analysis import verdict_words


@pytest.mark.parametrize(
    ("whats", "said"),
    [
        ([], "Nothing else here shares something with its second client"),
        (["session"], "One session shares something with its second client"),
        (["failed sign-in", "session", "session"],
         "Two sessions and one failed sign-in share something with its second client"),
        (["session", "failed sign-in", "client without a session", "event without a session"],
         "One session, one failed sign-in, one client without a session and one event without a session share "
         "something with its second client"),
    ],
)  # fmt: skip
def test_a_title_counts_what_shares_by_its_kind(whats, said):
    assert verdict_words.elsewhere_title(whats, is_judged=False) == said


def test_progress_is_told_once_somebody_judged():
    assert verdict_words.progress({"open": 12}) == ""
    said = verdict_words.progress({"open": 1200, "replay": 2, "unsure": 1})
    assert said == "Judged by a person: two replay, one unsure. 1,200 open."


def test_what_was_kept_names_sessions_and_indicators():
    assert verdict_words.kept("replay", 1, 3) == "Kept: replay, with three indicators of this case"
    assert verdict_words.kept("unsure", 4, 0) == "Kept: unsure on four sessions"
