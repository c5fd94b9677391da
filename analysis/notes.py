"""Notes, stars and tags that people put on sessions, events, people, networks and the case.

Each is an act, so nothing is lost: a note taken back stays in the case log. Not here: verdicts and their notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from analysis import acts
from analysis.acts import Act, Subject
from analysis.case import Case
from analysis.errors import ActRefused

SUBJECTS = ("session", "event", "person", "network", "case")
KINDS = ("note", "star", "tag")
LONGEST_TAG = 60
MOST_TAGS = 20


@dataclass(frozen=True)
class Note:
    """One note that stands."""

    act_id: int
    at: datetime
    """UTC."""
    author: str
    text: str


@dataclass(frozen=True)
class Notes:
    """What people put on one subject."""

    subject: Subject
    star: Act | None = None
    """The act that set the star; None where it has none."""
    tags: tuple[str, ...] = ()
    """In order of the alphabet."""
    notes: tuple[Note, ...] = ()
    """The newest first."""

    @property
    def is_empty(self) -> bool:
        return self.star is None and not self.tags and not self.notes


def of(case: Case, subject: Subject) -> Notes:
    """What stands on one subject now."""
    return _standing(subject, [act for kind in KINDS for act in acts.of(case, what=kind, subject=subject)])


def of_case(case: Case) -> list[Notes]:
    """What stands on every subject that has something, by kind and id."""
    by_subject: dict[Subject, list[Act]] = {}
    for kind in KINDS:
        for act in acts.of(case, what=kind):
            by_subject.setdefault(act.subject, []).append(act)
    told = [_standing(subject, done) for subject, done in sorted(by_subject.items())]
    return [one for one in told if not one.is_empty]


def write(case: Case, subject: Subject, text: str, *, author: str) -> None:
    """Add a note. Raises: ActRefused where it says nothing or nobody says it."""
    if not text.strip():
        raise ActRefused("The note is empty.", "Write what the next person should know.")
    acts.add(case, "note", [(subject, {"text": text.strip()[: acts.LONGEST_TEXT]})], author=author)


def take_back(case: Case, subject: Subject, act_id: int, *, author: str) -> None:
    """Take a note back; it stays in the case log. Raises: ActRefused."""
    if all(note.act_id != act_id for note in of(case, subject).notes):
        raise ActRefused("This note was taken back already.", "Load the page again to see what stands.")
    acts.add(case, "note", [(subject, {"takes_back": act_id})], author=author)


def set_star(case: Case, subject: Subject, is_starred: bool, *, author: str) -> None:
    """Set or take away the star; nothing is kept where it is so already. Raises: ActRefused."""
    if (of(case, subject).star is not None) != is_starred:
        acts.add(case, "star", [(subject, {"is_starred": is_starred})], author=author)


def set_tags(case: Case, subject: Subject, tags: Iterable[str], *, author: str) -> None:
    """Make these the tags; each one that comes or goes is an act. Raises: ActRefused."""
    wanted = list(dict.fromkeys(tag.strip()[:LONGEST_TAG] for tag in tags if tag.strip()))
    if len(wanted) > MOST_TAGS:
        raise ActRefused(f"{len(wanted)} tags are too many.", f"Keep {MOST_TAGS} at most; a note holds the rest.")
    before = of(case, subject).tags
    done = [(subject, {"tag": tag, "is_set": True}) for tag in wanted if tag not in before]
    done += [(subject, {"tag": tag, "is_set": False}) for tag in before if tag not in wanted]
    if done:
        acts.add(case, "tag", done, author=author)


def tags_used(case: Case) -> list[str]:
    """Every tag that was ever used in the case, verdicts' tags among them."""
    of_notes = {str(act.fields["tag"]) for act in acts.of(case, what="tag")}
    of_verdicts = {str(tag) for act in acts.of(case, what="verdict") for tag in act.fields.get("tags", ())}
    return sorted(of_notes | of_verdicts)


def _standing(subject: Subject, done: Sequence[Act]) -> Notes:
    star: Act | None = None
    tags: set[str] = set()
    notes: dict[int, Note] = {}
    for act in sorted(done, key=lambda one: one.act_id):
        if act.what == "star":
            star = act if act.fields["is_starred"] else None
        elif act.what == "tag" and act.fields["is_set"]:
            tags.add(act.fields["tag"])
        elif act.what == "tag":
            tags.discard(act.fields["tag"])
        elif "takes_back" in act.fields:
            notes.pop(act.fields["takes_back"], None)
        elif act.fields.get("text"):
            notes[act.act_id] = Note(act.act_id, act.at, act.author, act.fields["text"])
    return Notes(subject, star, tuple(sorted(tags)), tuple(reversed(notes.values())))
