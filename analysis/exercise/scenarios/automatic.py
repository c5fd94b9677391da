"""A player that plays by itself, with what players see: the log up to a minute, the HAR register, Crumbline's findings.

Why: an exercise must be winnable, and nobody can be asked to play all of them after every change. It reads neither the
document's steps nor the truth; questions that ask for judgement it leaves to people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis import blast_radius, document, findings_filter, findings_view, pipeline
from analysis.case import Case
from analysis.exercise import tenant
from analysis.exercise.scenarios import questions
from analysis.exercise.scenarios.calls import Call, Called
from analysis.exercise.scenarios.make import Made, register_csv
from analysis.har import register
from analysis.har import register_csv as uploads

AUTHOR = "Automatic player"
OWN_APPS = ("Okta Dashboard", "Okta Admin Console")
CHANGES = ("admin", "factor", "token")
"""Kinds of acts that make, change or take something."""
OF_ANY_CHANGE = frozenset({"apps_new_for_person"})
"""Acts that a quiet week and a short history bring about too."""
UNPROVEN = "no_sign_in_in_lane"
"""Without it a session's only client is the one that signed in."""
ANSWERS = (
    ("user.lifecycle.create", "disable_made_account"),
    ("user.account.privilege.grant", "revoke_role"),
    ("system.api_token.create", "revoke_token"),
    ("system.idp.", "restore_idp"),
    ("user.mfa.factor.activate", "remove_factor"),
    ("user.authentication.sso", "end_app_sessions"),
)
"""Beginnings of event types of a thief to what answers them."""
SIGNED_IN_BY_ANOTHER = frozenset({"new_client_at_sign_in", "approved_elsewhere"})
"""Signals that the client that signed in was not the person."""
STRONG = 15
"""So many points of the device family are no chance."""


@dataclass(frozen=True)
class Played:
    """What the automatic player found at the end."""

    calls: tuple[Call, ...]
    answers: Mapping[str, Any]
    findings: Sequence[Mapping[str, Any]]
    """As the document of the case tells them, strongest first."""


def play(made: Made, folder: Path, minutes: Sequence[float] = ()) -> Played:
    """Play one exercise in a new folder: look at some minutes of the clock, at its end in any case."""
    end = made.game.document.minutes
    calls: list[Call] = []
    answers: dict[str, Any] = {}
    found: list[dict[str, Any]] = []
    with Case.open(folder / "case") as case:
        before = -1.0
        for minute in sorted({*(one for one in minutes if one < end), end}):
            _feed(case, made, folder, before, minute)
            found = document.document(case)["findings"]
            calls.append(_call(case, made, minute, found))
            answers = _answers(made, case, calls[-1], found)
            before = minute
    return Played(tuple(calls), answers, found)


def _feed(case: Case, made: Made, folder: Path, before: float, minute: float) -> None:
    """Give the case what the clock has reached since."""
    path = folder / f"until-{minute:07.2f}.jsonl"
    path.write_bytes(b"".join(tenant.json_lines(made.events_until(minute, before))))
    pipeline.add_evidence(case, [path])
    handed = made.register_until(minute)
    if handed:
        register.add(case, uploads.read(register_csv(handed).decode()).uploads, author=AUTHOR)
    pipeline.judge(case)


def _suspects(found: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The sessions that the program calls likely replays; else the strongest that is worth a look for what was done."""
    replays = [one for one in found if one["band"] == "replay"]
    if replays:
        return replays
    return [one for one in found[:1] if one["band"] == "suspicious" and _is_acted(one)]


def _is_acted(finding: Mapping[str, Any]) -> bool:
    """There is more to it than a change of place: another machine, or an act that changes or takes something."""
    told = [one for one in finding["signals"] if one["points"] > 0 and one["signal"] not in OF_ANY_CHANGE]
    if UNPROVEN not in {one["signal"] for one in told}:
        return False
    return any(one["family"] == "acts" or (one["family"] == "device" and one["points"] >= STRONG) for one in told)


def _call(case: Case, made: Made, minute: float, found: Sequence[Mapping[str, Any]]) -> Call:
    called, touched, actions = [], [], []
    uploaders = {one.login for one in made.register_until(minute)}
    for one in _suspects(found):
        called.append(Called(one["session_id"], one["divergence_event_id"], one["divergence_at"]))
        radius = blast_radius.of_session(case, one["session_id"])
        touched += [app.name for app in radius.apps if app.name not in OWN_APPS]
        touched += [thing.id for act in radius.acts if act.kind in CHANGES for thing in act.things if thing.id]
        for act in radius.acts:
            actions += [answer for beginning, answer in ANSWERS if act.event_type.startswith(beginning)]
        actions += ["end_sessions", "keep_evidence", "call_person"]
        if SIGNED_IN_BY_ANOTHER & {signal["signal"] for signal in one["signals"]}:
            actions += ["reset_password", "block_phishing_page"]
        actions += ["tell_vendor", "sweep_uploads"] if one["actor"] in uploaders else []
    if not called:
        actions = ["call_person", "note_person", *(["check_grant"] if _has_support(case) else [])]
    return Call(minute, tuple(called), tuple(dict.fromkeys(touched)), tuple(dict.fromkeys(actions)))


def _has_support(case: Case) -> bool:
    """Whether anybody was let in."""
    page = findings_view.page(case, findings_filter.Filter())
    return any(findings_view.SUPPORT in chips for chips in page["chips"])


def _answers(made: Made, case: Case, call: Call, found: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Answers to what the findings can answer, by the kind of question; the same words for every exercise."""
    by_session = {one["session_id"]: one for one in found}
    first = by_session[call.sessions[0].session_id] if call.sessions else None
    known: dict[str, Any] = {
        questions.YES_NO: bool(call.sessions),
        questions.SESSION: [one.session_id for one in call.sessions],
        questions.PERSON: sorted({by_session[one.session_id]["actor"] for one in call.sessions}),
        questions.EVENT: first["divergence_event_id"] if first else None,
        questions.MOMENT: first["divergence_at"] if first else None,
    }
    return {one.question.id: known[one.question.kind] for one in made.game.asked if one.question.kind in known}
