"""Thieves who change nothing: a look at the dashboard and around the Admin Console."""

from __future__ import annotations

from analysis.exercise import networks
from analysis.exercise.records import target
from analysis.exercise.replays.clients import exit_city, other_browser, thief
from analysis.exercise.replays.theft import Theft


def read_only(theft: Theft) -> None:
    """The dashboard, the Admin Console, the settings of a directory, a report; no change."""
    world = theft.world
    theft.client = thief(theft, networks.THEFT_VPN, exit_city(theft), other_browser(theft))
    theft.dashboard()
    theft.wait(20, 90)
    theft.console()
    theft.wait(60, 200)
    agent = target("AgentInstance", "0a4ExampleAgent00000", "unknown", "AD-AGENT-01")
    theft.write("system.agent.ad.read_config", "/admin/directory/agents", targets=[agent])
    theft.wait(100, 400)
    theft.policy(world.admin_console)
    theft.wait(60, 200)
    if not theft.is_quiet:
        theft.report("Application assignments", "/reports/app-assignments/async_csv_download_schedule")
        theft.wait(60, 200)
    theft.apps(1, 30, 90)
