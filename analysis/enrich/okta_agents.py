"""Our own rules for agents that no public parser knows: Okta's software, its agents, its SDKs,
and programs that the parser names in a way of their own.

Source: agents seen in public System Log records, and the names that Okta's SDKs send. Why
separate: this list grows with every release of Okta's; the reading of it does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class AgentRule:
    """One rule; the first whose pattern is found gives the family."""

    pattern: re.Pattern[str]
    """Searched anywhere in the agent, case ignored; a group `version` where there is one."""
    family: str
    """The browser_family that it gives."""
    kind: str
    """okta, script or native."""


_VERSION = r"(?:[ /]v?(?P<version>\d[\d.]{0,30}))?"


def _rule(pattern: str, family: str, kind: str) -> AgentRule:
    return AgentRule(re.compile(pattern.replace("<v>", _VERSION), re.IGNORECASE), family, kind)


OWN_RULES = (
    # Okta Verify and FastPass: legs of a session that another program than the browser answers.
    _rule(r"com\.okta\.(?:mobile|android\.auth|android\.mobile|verify)[\w.]{0,40}<v>", "Okta Verify", "okta"),
    _rule(r"\bOkta[ _-]?Verify<v>", "Okta Verify", "okta"),
    _rule(r"\bOktaDeviceSDK<v>", "Okta Verify", "okta"),
    _rule(r"\bWPFDeviceSDK<v>", "Okta Verify", "okta"),
    # Okta's own back ends and agents. Forgeable: they count only with Okta's addresses beside them.
    _rule(r"\bOkta-Integrations<v>", "Okta-Integrations", "okta"),
    _rule(r"\bOkta[ _-]?(?:AD|Active ?Directory)[ _-]?Agent<v>", "Okta AD agent", "okta"),
    _rule(r"\bOkta[ _-]?LDAP[ _-]?Agent<v>", "Okta LDAP agent", "okta"),
    _rule(r"\bOkta[ _-]?RADIUS(?:[ _-]?(?:Agent|Server))?<v>", "Okta RADIUS agent", "okta"),
    _rule(r"\bOkta[ _-]?IWA(?:[ _-]?Agent)?<v>", "Okta IWA agent", "okta"),
    _rule(
        r"\bOkta[ _-]?(?:On-?Prem(?:ises)?|OPP)[ _-]?(?:Provisioning[ _-]?)?(?:MFA[ _-]?)?Agent<v>",
        "Okta on-premises agent",
        "okta",
    ),
    _rule(r"\bOkta[ _-]?SCIM[ _-]?Client<v>", "Okta SCIM client", "okta"),
    _rule(r"\bOkta[ _-]?Workflows<v>", "Okta Workflows", "okta"),
    _rule(r"\bOkta[ _-]?Access[ _-]?Gateway<v>", "Okta Access Gateway", "okta"),
    # Seen as the whole agent; it names no client at all.
    _rule(r"^UNKNOWN-DOWNLOAD", "UNKNOWN-DOWNLOAD", "unknown"),
    # Programs of a tenant's own that call the API.
    _rule(r"\bokta-sdk-(?:java|python|golang|nodejs|dotnet|php|ruby)\b<v>", "Okta SDK", "script"),
    _rule(r"\bokta-(?:auth-js|idx-js|signin-widget|react|vue|angular)<v>", "Okta sign-in SDK", "native"),
    _rule(r"\bokta-(?:oidc-)?(?:android|ios|swift|mobile)[\w-]{0,20}<v>", "Okta mobile SDK", "native"),
    _rule(r"\b(?:terraform-provider-okta|okta-terraform)<v>", "Okta Terraform provider", "script"),
    _rule(r"\bHeadless(?:Chrome|Edg|Firefox)?<v>", "Headless browser", "script"),
    _rule(r"\bpython-requests<v>", "Python Requests", "script"),
    _rule(r"\bpython-httpx<v>", "Python httpx", "script"),
    _rule(r"\baiohttp<v>", "Python aiohttp", "script"),
    _rule(r"\bPython-urllib3?<v>", "Python urllib", "script"),
    _rule(r"^Python<v>", "Python", "script"),
    _rule(r"^curl<v>", "curl", "script"),
    _rule(r"^Wget<v>", "Wget", "script"),
    _rule(r"\bGo-http-client<v>", "Go-http-client", "script"),
    _rule(r"^okhttp<v>", "okhttp", "script"),
    _rule(r"^Java<v>", "Java", "script"),
    _rule(r"\bApache-HttpClient<v>", "Apache-HttpClient", "script"),
    _rule(r"\b(?:Windows)?PowerShell<v>", "PowerShell", "script"),
    _rule(r"\bPostman(?:Runtime)?<v>", "Postman", "script"),
    _rule(r"^(?:axios|node-fetch|node|undici|got)\b<v>", "Node", "script"),
    _rule(r"^Ruby\b<v>|\bFaraday v", "Ruby", "script"),
    # Chrome inside another program: an app, although it calls itself Mozilla.
    _rule(r"\bElectron<v>", "Electron app", "native"),
)

_FIRST_LOOK = re.compile(
    r"okta|devicesdk|unknown-download|headless|python|aiohttp|^curl|^wget|go-http|^okhttp|^java"
    r"|apache-http|powershell|postman|^axios|^node|^undici|^got\b|^ruby|faraday|electron",
    re.IGNORECASE,
)


def own_rules_may_apply(text: str) -> bool:
    """One quick look that sends nearly every browser past the rules."""
    return _FIRST_LOOK.search(text) is not None
