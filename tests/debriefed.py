"""Games that were played to the end, for the tests of debriefs: made once a process, copied where a test changes them.

The players' texts are hostile: a debrief travels, and its reader did not play.
"""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.exercise.debrief import contents
from analysis.exercise.debrief.shape import Debrief
from analysis.exercise.play.play import Play
from analysis.exercise.play.plays import Plays
from analysis.exercise.scenarios import document
from analysis.exercise.scenarios.calls import Called
from analysis.exercise.scenarios.parts import Document
from analysis.exercise.scenarios.questions import WORDS
from judged import FORMULA, PIXEL

ROBIN, HOSTILE_NAME = "Robin", "**Bold** [l](http://s.example)"
OWN_WORDS = f"{PIXEL} We are sure, 漢字"
WRITTEN = (
    "Ten minutes", "Name what was made, and what goes first", "An account is made.", "The events and everything else.",
    "What was made?", "It goes first.", "Short and plain", "Look at that admin's session half an hour later.",
    "in its shortest form.",
)  # fmt: skip
"""Of a scenario: title, objective, step, basis, question, debrief, message, hint, ending."""
REPLY = {"real": 4, "tomorrow": 2, "keep": FORMULA, "first": OWN_WORDS}


@functools.cache
def games(scenario: str = "ten-minutes", *, is_alone: bool = False, is_right: bool = True) -> Path:
    """A folder of cases with one game that is over and judged to the end; who does not call rightly accuses others."""
    folder = Path(tempfile.mkdtemp(prefix="debriefed-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    plays = Plays(folder)
    play = plays.new(_scenario(scenario, folder), seed=1, is_alone=is_alone, level="lanes")
    play.join(ROBIN, with_seat=not is_alone)
    if not is_alone:
        play.join(HOSTILE_NAME)
    play.start(ROBIN)
    _play(play, is_right)
    play.end("facilitator")
    play.reply(REPLY, ROBIN)
    assert plays.wait_until_fed(play)
    assert contents.is_ready(play)
    plays.close()
    return folder


def _scenario(name: str, folder: Path) -> Document:
    """The scenario that ships; of ten minutes an edition in which a facilitator wrote hostile words everywhere."""
    if name != "ten-minutes":
        return document.find(name)
    text = document.find(name).path.read_text()
    for words in WRITTEN:
        assert text.count(words) >= 1, words
        text = text.replace(words, f"{words} {PIXEL} **bold**")
    path = folder / "ten-minutes.toml"
    path.write_text(text)
    return document.read(path)


def _play(play: Play, is_right: bool) -> None:
    game, truth = play.game, play.game.truth
    seen, end = game.detectable_minute(), game.document.minutes
    play.jump(seen + 0.1 * end, "facilitator")
    play.hint(0, "facilitator")
    play.assist("findings", "facilitator")
    if not is_right:
        other = next(iter(truth.honest), None) or _other_session(play)
        play.call(ROBIN, [Called(other, None, None)], [PIXEL], ["end_all_sessions"], OWN_WORDS)
        return
    stolen = [Called(one.session_id, one.divergence_event_id, one.divergence_at) for one in truth.stolen]
    play.call(ROBIN, stolen, [truth.things[0].id] if truth.things else [], ["end_all_sessions"], OWN_WORDS)
    play.jump(0.8 * end, "facilitator")
    for asked in game.asked:
        play.answer(asked.question.id, OWN_WORDS if asked.question.kind == WORDS else asked.answer, ROBIN)
    play.call(ROBIN, stolen, [one.id for one in truth.things], [*game.document.containment.needed, "end_all_sessions"])


def _other_session(play: Play) -> str:
    """A session that nobody stole."""
    stolen = {one.session_id for one in play.game.truth.stolen}
    sessions = (event["authenticationContext"]["externalSessionId"] for event in play.made.events)
    return next(one for one in sessions if one and one not in stolen)


@contextmanager
def opened(folder: Path) -> Iterator[Play]:
    """The game of a folder of cases."""
    play = Play(game_folder(folder))
    yield play
    play.close()


def game_folder(folder: Path) -> Path:
    """Where the game lies."""
    return next(one for one in (folder / ".games").iterdir() if one.is_dir())


@functools.cache
def debrief(scenario: str = "ten-minutes", *, is_alone: bool = False, is_right: bool = True) -> Debrief:
    """The debrief of such a game."""
    with opened(games(scenario, is_alone=is_alone, is_right=is_right)) as play:
        return contents.build(play)
