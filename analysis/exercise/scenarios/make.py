"""Makes an exercise: the log as two exports, the HAR register, and the truth apart. `made` in memory, `write` as files.

Shape of the folder: `log/` (system-log.jsonl, admin-console.csv), `har-register.csv`, `briefing.txt` and
`messages.json` may be shown to players; `truth/` (truth.json, game.json, events.csv) is the facilitator's.
manifest.json names every file with its SHA-256, and nothing of the truth.
The same scenario, seed and size give the same bytes: nothing of the moment, the machine or the process is in them.
"""

from __future__ import annotations

import bisect
import csv
import dataclasses
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.errors import CrumblineError
from analysis.exercise import tenant
from analysis.exercise.exports import admin_csv
from analysis.exercise.records import Record, at_text
from analysis.exercise.scenarios import plan
from analysis.exercise.scenarios.game import Event, Game, game_of
from analysis.exercise.scenarios.moments import milliseconds
from analysis.exercise.scenarios.parts import SIZES, Document
from analysis.exercise.scenarios.telling import Handed
from analysis.exercise.scenarios.truth import truth_of

LOG, CSV, REGISTER = "log/system-log.jsonl", "log/admin-console.csv", "har-register.csv"
BRIEFING, MESSAGES, MANIFEST = "briefing.txt", "messages.json", "manifest.json"
TRUTH, GAME, EVENTS = "truth/truth.json", "truth/game.json", "truth/events.csv"
REGISTER_COLUMNS = ("person", "uploaded", "sent to", "scrubbed", "ticket", "note")


@dataclass(frozen=True)
class Made:
    """An exercise under a seed, with its log."""

    game: Game
    events: Sequence[Record]
    """In order of `published`; read them, never change them."""

    def events_until(self, minute: float, after: float = -1.0) -> Sequence[Record]:
        """The events that a minute of play has reached, and an earlier one (`after`) had not."""
        return self.events[self._reached(after) if after >= 0 else 0 : self._reached(minute)]

    def _reached(self, minute: float) -> int:
        """How many events a minute of play has reached."""
        last = at_text(self.game.start_at + self.game.document.clock.log_at(minute))
        return bisect.bisect_right(self.events, last, key=lambda event: event["published"])

    def register_until(self, minute: float) -> list[Handed]:
        """The uploads that the register knows by a minute of play."""
        last = self.game.start_at + self.game.document.clock.log_at(minute)
        return [one for one in self.game.truth.handed if one.at <= last]


def made(document: Document, seed: int, size: str = "small") -> Made:
    """Make an exercise in memory. Raises: CrumblineError for an unknown size or seed."""
    if size not in SIZES:
        raise CrumblineError(f"There is no size {size!r}.", f"Choose one of: {', '.join(SIZES)}.")
    if not 0 <= seed < 2**31:
        raise CrumblineError(f"The seed {seed} cannot be used.", "Choose a whole number from 0 on.")
    stage = plan.stage_of(document, seed, size)
    play = plan.play_of(stage)
    people: list[Any] = []
    remembered = play.cast

    def cast(everybody: list[Any]) -> None:
        remembered(everybody)
        people.extend(everybody)

    count = document.people[size]
    found = tenant.make(
        _number(document, seed, size),
        count,
        document.days,
        replays=(),
        confusions=document.confusions,
        start=plan.start_of(document),
        is_classic=document.is_classic,
        busyness=document.busyness,
        spoken_names=True,
        play=dataclasses.replace(play, cast=cast),
    )
    last = stage.start_at + document.days * 86_400_000
    events = [event for event in found.events if milliseconds(event["published"]) < last]
    stage.persons = {name: people[number] for name, number in stage.people.items()}
    truth = truth_of(stage, found.truth, events, count)
    return Made(game_of(document, seed, size, stage.start_at, truth), events)


def _number(document: Document, seed: int, size: str) -> int:
    """The tenant's own seed: another one for every scenario and size."""
    return int.from_bytes(hashlib.sha256(f"{document.id} {seed} {size}".encode()).digest()[:6], "big")


def register_csv(handed: Iterable[Handed]) -> bytes:
    """The register as a list that the HAR screen and `har register` read."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(REGISTER_COLUMNS)
    for one in handed:
        uploaded = at_text(one.at)[:16].replace("T", " ")
        writer.writerow([one.login, uploaded, one.sent_to, one.scrubbed, one.ticket, one.note])
    return text.getvalue().encode()


def files(one: Made) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Every file of the folder but the manifest, its bytes in pieces: a large company's log is hundreds of MB."""
    game = one.game
    yield LOG, tenant.json_lines(one.events)
    yield CSV, admin_csv(reversed(one.events))
    yield REGISTER, [register_csv(game.truth.handed)]
    yield BRIEFING, [_briefing(game).encode()]
    yield MESSAGES, [_json(game.messages_until(game.document.minutes))]
    yield TRUTH, [_json(game.truth.as_json())]
    yield GAME, [_json(_facilitators(game))]
    yield EVENTS, [_events_csv(game.events())]


def write(one: Made, out: Path) -> list[Path]:
    """Write the folder; gives the files. Raises: CrumblineError where it cannot be written or holds other things."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())) and not (out / MANIFEST).is_file():
        raise CrumblineError(f"{out} holds other things already.", "Name a new folder for the exercise.")
    written = []
    try:
        for name, pieces in files(one):
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            written.append(_written(out, name, pieces))
        (out / MANIFEST).write_bytes(manifest(one, written))
    except OSError as cause:
        raise CrumblineError(
            f"{out} cannot be written: {cause.strerror}.", "Name a folder where you may write."
        ) from cause
    return [out / entry["name"] for entry in written] + [out / MANIFEST]


def _written(out: Path, name: str, pieces: Iterable[bytes]) -> dict[str, Any]:
    """Write one file; gives its entry of the manifest."""
    digest, size = hashlib.sha256(), 0
    with (out / name).open("wb") as file:
        for piece in pieces:
            file.write(piece)
            digest.update(piece)
            size += len(piece)
    return entry(name, size, digest.hexdigest())


def entry(name: str, size: int, sha256: str) -> dict[str, Any]:
    """What the manifest says of a file."""
    whom = "facilitator" if name.startswith("truth/") else "players"
    return {"name": name, "bytes": size, "sha256": sha256, "for": whom}


def _briefing(game: Game) -> str:
    document = game.document
    return (
        f"{document.company}\n\n{game.situation}\n\n"
        f"Play lasts {document.minutes:g} minutes. The log begins on {document.start} and reaches "
        f"{game.log_at(0):%Y-%m-%d %H:%M} UTC when play begins.\n"
        "Everybody and everything in this exercise is made up.\n"
    )


def _facilitators(game: Game) -> dict[str, Any]:
    return {
        "scenario": game.document.id,
        "title": game.document.title,
        "objectives": list(game.document.objectives),
        "detectable_minute": round(game.detectable_minute(), 2),
        "messages": [{**vars(one), "to": list(one.to)} for one in game.messages],
        "questions": [
            {"id": one.question.id, "asks": one.asks, "answer": one.answer, "points": one.question.points,
             "debrief": one.debrief, "source": one.question.source}
            for one in game.asked
        ],
        "hints": list(game.hints),
        "containment": {name: list(ids) for name, ids in vars(game.document.containment).items()},
        "ending": game.ending,
        "basis": [vars(one) for one in game.document.basis],
    }  # fmt: skip


def _events_csv(told: Iterable[Event]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["minute", "log time (UTC)", "kind", "id", "who", "what", "expected", "mark", "source", "events"])
    for one in told:
        writer.writerow([
            f"{one.minute:.1f}", f"{one.at:%Y-%m-%d %H:%M:%S}", one.kind, one.id, one.who, one.words, one.expects,
            one.mark, one.source, " ".join(one.event_ids),
        ])  # fmt: skip
    return text.getvalue().encode()


def manifest(one: Made, written: Sequence[dict[str, Any]]) -> bytes:
    """The list of all files, with what `entry` says of each."""
    game = one.game
    told = {
        "kind": "crumbline exercise",
        "scenario": game.document.id,
        "seed": game.seed,
        "size": game.size,
        "first_event": one.events[0]["published"],
        "last_event": one.events[-1]["published"],
        "event_count": len(one.events),
        "people_count": game.truth.people_count,
        "files": list(written),
    }
    return _json(told)


def _json(value: Any) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()
