"""The three of October 2023, as the victims told them: BeyondTrust, 1Password, Cloudflare.

Why: a judgement that misses these has missed the point. A quiet thief leaves the changes out.
"""

from __future__ import annotations

from analysis.exercise import networks
from analysis.exercise.clients import PUBLISHED_AGENTS, Agent
from analysis.exercise.ids import okta_id
from analysis.exercise.records import target
from analysis.exercise.replays.clients import browser_of_the_day, other_browser, thief
from analysis.exercise.replays.containing import contain
from analysis.exercise.replays.theft import Theft
from analysis.exercise.world import DAY, MINUTE


def beyondtrust(theft: Theft) -> None:
    """Console refused, dashboard challenged, then a report and a new account through the API."""
    world = theft.world
    theft.uploaded_at = theft.at - world.rng.randrange(14, 29) * MINUTE
    agent = other_browser(theft) if theft.is_quiet else Agent(PUBLISHED_AGENTS[1], "Mac OS X", "CHROME")
    theft.client = thief(theft, networks.THEFT_DOCUMENTED, networks.KUALA_LUMPUR, agent, has_token=False)
    theft.policy(world.admin_console, "DENY")
    theft.wait(50, 90)
    theft.policy(world.dashboard, "CHALLENGE")
    theft.wait(150, 300)
    if theft.is_quiet:
        theft.apps(2, 60, 200)
        return
    theft.report("Password health", "/reports/password-health/async_csv_download_schedule")
    theft.wait(200, 400)
    user_id, name = okta_id(world.rng, "00u"), "svc_network_backup"
    made = target("User", user_id, f"{name}@example.com", name)
    transaction = world.recorder.new_transaction()
    theft.change("user.lifecycle.create", "/api/v1/users", targets=[made], transaction=transaction)
    theft.at += 400
    theft.change("user.lifecycle.activate", "/api/v1/users", targets=[made], transaction=transaction)
    theft.wait(1500, 2400)
    contain(theft, deactivate=(user_id, name))


def onepassword(theft: Theft) -> None:
    """Into the Admin Console; an identity provider changed and activated, a list of admins ordered."""
    world = theft.world
    theft.uploaded_at = theft.at - world.rng.randrange(20, 40) * MINUTE
    city = networks.NEW_YORK if theft.person.city == networks.CHICAGO else networks.CHICAGO
    agent = other_browser(theft) if theft.is_quiet else Agent(PUBLISHED_AGENTS[0], "Windows 10", "CHROME")
    theft.client = thief(theft, networks.THEFT_DOCUMENTED, city, agent)
    if not theft.is_quiet:
        theft.console()
        theft.wait(60, 120)
    theft.policy(world.dashboard, "DENY")
    theft.at += 180
    theft.write(
        "application.policy.sign_on.deny_access",
        "/app/UserHome",
        result="FAILURE",
        reason="Sign-on policy denied access",
        targets=[world.dashboard.part],
    )
    theft.wait(120, 300)
    if theft.is_quiet:
        theft.apps(2, 60, 200)
        return
    _google(theft)
    theft.wait(3000, 5000)
    contain(theft)


def _google(theft: Theft) -> None:
    """The identity provider of the tenant is turned, a report of admins ordered, and days later it is tried."""
    world = theft.world
    provider = target("IdentityProvider", okta_id(world.rng, "0oa"), "Example Google IdP", "Example Google IdP")
    changed = {**provider, "changeDetails": {"from": {"status": "INACTIVE"}, "to": {"status": "ACTIVE"}}}
    theft.change("system.idp.lifecycle.update", f"/api/v1/idps/{provider['id']}", targets=[changed])
    theft.wait(30, 60)
    theft.change(
        "system.idp.lifecycle.activate", f"/api/v1/idps/{provider['id']}/lifecycle/activate", targets=[provider]
    )
    theft.wait(90, 200)
    theft.report("Administrators", "/reports/admin/async_csv_download_schedule")
    theft.consequence_ids.append(
        world.recorder.write(
            theft.at + 3 * DAY,
            "user.authentication.auth_via_IDP",
            world.recorder.actor(theft.person),
            theft.client,
            None,
            result="FAILURE",
            reason="IDP_DISABLED",
            uri=f"/sso/idps/{provider['id']}",
            targets=[provider],
            credential=("FEDERATION", None, "ASSERTION"),
        )
    )


def cloudflare(theft: Theft) -> None:
    """The open sessions of two employees from one client: console, some apps, then the door is shut."""
    if "cloudflare" not in theft.shared:
        agent = browser_of_the_day("windows-chrome", theft.at)
        theft.shared["cloudflare"] = thief(theft, networks.THEFT_DOCUMENTED, networks.BUCHAREST, agent)
    theft.client = theft.shared["cloudflare"]
    theft.uploaded_at = theft.at - theft.world.rng.randrange(20, 44) * MINUTE
    if not theft.is_quiet:
        theft.console()
        theft.wait(60, 240)
    theft.apps(3, 40, 200)
    theft.wait(600, 1500)
    contain(theft)
