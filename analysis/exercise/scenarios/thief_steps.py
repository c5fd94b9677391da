"""What a thief does in a written exercise, step by step.

Why: the same acts as in the planted replays, but where and when a document says. Each writes through the client that
its step names. Not here: their names and parameters (verbs.py).
"""

from __future__ import annotations

from analysis.exercise import sessions
from analysis.exercise.apps import App
from analysis.exercise.ids import okta_id
from analysis.exercise.records import target
from analysis.exercise.replays import phishing
from analysis.exercise.scenarios.moments import Span
from analysis.exercise.scenarios.parts import Step
from analysis.exercise.scenarios.telling import Telling
from analysis.exercise.world import Segment

GROUP = target("UserGroup", "00gEveryone000000000", "unknown", "Example Project")


def wait(telling: Telling, pace: Span) -> None:
    """Let some time go by."""
    telling.theft.at += telling.rng.randint(pace.low, pace.high)


def dashboard(telling: Telling, step: Step) -> None:
    """The policy of the dashboard is asked; a challenge is never answered."""
    telling.theft.policy(telling.theft.world.dashboard, step.params["result"])


def console(telling: Telling, step: Step) -> None:
    """The Admin Console, or the policy that keeps it shut."""
    if step.params["result"] == "ALLOW":
        telling.theft.console()
    else:
        telling.theft.policy(telling.theft.world.admin_console, step.params["result"])


def refused(telling: Telling, step: Step) -> None:
    """The policy says no, and the app says so too."""
    theft = telling.theft
    theft.policy(theft.world.dashboard, "DENY")
    theft.at += 180
    theft.write(
        "application.policy.sign_on.deny_access",
        "/app/UserHome",
        result="FAILURE",
        reason="Sign-on policy denied access",
        targets=[theft.world.dashboard.part],
    )


def apps(telling: Telling, step: Step) -> None:
    """Apps from the dashboard, one after the other."""
    theft = telling.theft
    for app in chosen(telling, step.params["count"], step.params["taste"]):
        theft.open(app)
        wait(telling, step.params["pace"])


def beside_victim(telling: Telling, step: Step) -> None:
    """Apps, and after each of them the victim, none the wiser, opens one too."""
    theft = telling.theft
    for app in chosen(telling, step.params["count"], "strange"):
        theft.open(app)
        wait(telling, step.params["pace"])
        theft.victim_acts()
        wait(telling, step.params["pace"])


def chosen(telling: Telling, count: int, taste: str) -> list[App]:
    theft = telling.theft
    used = {app.id for app in theft.person.apps}
    strange = [app for app in theft.world.apps if app.id not in used]
    known = [app for app in theft.world.apps if app.id in used]
    pool = {"strange": strange, "known": known, "mixed": strange + known}[taste]
    return telling.rng.sample(pool, min(count, len(pool)))


def report(telling: Telling, step: Step) -> None:
    """A report ordered over the address that only the console's own pages call."""
    theft, name = telling.theft, step.params["name"]
    report_id = okta_id(telling.rng, "rpt")
    uri = f"/reports/{name.lower().replace(' ', '-')}/async_csv_download_schedule"
    theft.write("analytics.reports.export.request", uri, targets=[target("Report", report_id, "unknown", name)])
    telling.made("report", report_id, name, step, is_lasting=False)


def read_directory(telling: Telling, step: Step) -> None:
    """The settings of a directory agent are read."""
    agent = target("AgentInstance", "0a4ExampleAgent00000", "unknown", "AD-AGENT-01")
    telling.theft.write("system.agent.ad.read_config", "/admin/directory/agents", targets=[agent])


def create_user(telling: Telling, step: Step) -> None:
    """An account made and activated in one request."""
    theft, name = telling.theft, step.params["name"]
    user_id = okta_id(telling.rng, "00u")
    made = [target("User", user_id, f"{name}@example.com", name)]
    transaction = theft.world.recorder.new_transaction()
    theft.write("user.lifecycle.create", "/api/v1/users", targets=made, transaction=transaction)
    telling.made("user", user_id, name, step)
    theft.at += 400
    theft.write("user.lifecycle.activate", "/api/v1/users", targets=made, transaction=transaction)


def grant_admin(telling: Telling, step: Step) -> None:
    """A role for the account that was made, or for the victim's own."""
    theft, made = telling.theft, telling.last("user")
    whom = theft.world.recorder.actor(theft.person)
    if step.params["to"] == "made" and made:
        whom = target("User", made.id, f"{made.name}@example.com", made.name)
    theft.write(
        "user.account.privilege.grant",
        f"/api/v1/users/{whom['id']}/roles",
        targets=[whom],
        debug={"privilegeGranted": "Super administrator"},
    )
    telling.made("role", whom["id"], f"Super administrator for {whom['displayName']}", step)


def create_token(telling: Telling, step: Step) -> None:
    """An API token."""
    token_id, name = okta_id(telling.rng, "00T"), step.params["name"]
    token = target("Token", token_id, "unknown", name)
    telling.theft.write("system.api_token.create", "/api/internal/tokens", targets=[token])
    telling.made("token", token_id, name, step)


def change_idp(telling: Telling, step: Step) -> None:
    """An identity provider of the tenant is turned and switched on."""
    theft, name = telling.theft, step.params["name"]
    provider = target("IdentityProvider", okta_id(telling.rng, "0oa"), name, name)
    changed = {**provider, "changeDetails": {"from": {"status": "INACTIVE"}, "to": {"status": "ACTIVE"}}}
    theft.write("system.idp.lifecycle.update", f"/api/v1/idps/{provider['id']}", targets=[changed])
    telling.made("identity provider", provider["id"], name, step)
    theft.at += telling.rng.randrange(30_000, 60_000)
    theft.write(
        "system.idp.lifecycle.activate", f"/api/v1/idps/{provider['id']}/lifecycle/activate", targets=[provider]
    )


def enrol_factor(telling: Telling, step: Step) -> None:
    """A factor on the thief's own phone."""
    theft = telling.theft
    factor_id = okta_id(telling.rng, "lae")
    enrolled = target("AuthenticatorEnrollment", factor_id, "unknown", "Okta Verify")
    theft.write(
        "user.mfa.factor.activate",
        "/idp/idx/challenge/answer",
        targets=[theft.world.recorder.actor(theft.person), enrolled],
        debug={"factor": "SIGNED_NONCE"},
    )
    telling.made("factor", factor_id, "Okta Verify", step)


def pushes(telling: Telling, step: Step) -> None:
    """Pushes to the victim's phone: denied some times, and then perhaps approved."""
    theft = telling.theft
    theft.policy(theft.world.admin_console, "CHALLENGE")
    for _ in range(step.params["denied"]):
        theft.at += telling.rng.randrange(3_000, 9_000)
        phishing.push(theft, is_approved=False)
        theft.at += telling.rng.randrange(20_000, 90_000)
    if step.params["approved"]:
        phishing.push(theft, is_approved=True)
        theft.at += 2_000


def proxy_sign_in(telling: Telling, step: Step) -> None:
    """The thief's server signs in with what the person types, and the person approves on the own phone."""
    theft = telling.theft
    theft.course.segments[:] = [Segment(theft.course.started_at, (theft.client,))]
    theft.at = theft.course.started_at
    written = theft.world.recorder.written
    theft.at = sessions.sign_in(theft.world, theft.course)
    theft.event_ids += [
        record["uuid"]
        for record in theft.written_since(written)
        if record["authenticationContext"]["externalSessionId"] == theft.course.session_id
        and record["client"]["ipAddress"] == theft.client.address
    ]
