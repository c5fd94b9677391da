"""Honest reasons why a session changes network, place, browser or token, or looks odd otherwise.

Why: a judgement that reports every change reports thousands of honest people; these are the
sessions that it must leave alone. Each confusion bends the course of one session before it is
written; its name stands in the truth, or in the truth's counts where it is no session's story.
Not here: whom each one befalls (fate.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.exercise.confusions import acts, browsers, flaws, paths, sharing, support, travel
from analysis.exercise.confusions.kinds import (
    AMBIENT,
    FLAW,
    PHONE,
    Kind,
    has_password,
    is_admin,
    is_without_vpn,
    uses_safari,
)

CONFUSIONS: dict[str, Kind] = {
    # One machine, another path.
    "company_vpn": Kind("the company's VPN on and off", paths.company_vpn, 0.14, often=0.45, fits=is_without_vpn),
    "wifi_to_mobile": Kind("a hotspot; its place may be far off", paths.wifi_to_mobile, 0.08, often=0.5),
    "dual_stack": Kind("IPv4 and IPv6 by turns", paths.dual_stack, 0.045, often=0.9),
    "secure_edge": Kind("a filtering proxy with several exits", paths.secure_edge, 0.03, often=0.95),
    "split_tunnel": Kind("VPN and home at once", paths.split_tunnel, 0.025, often=0.8),
    "consumer_vpn": Kind("a VPN of one's own, often", paths.consumer_vpn, 0.024, often=0.6, hard=2.5),
    "first_vpn_use": Kind("a VPN tried once", paths.first_vpn_use, 0.004, is_once=True, hard=2.5),
    "private_relay": Kind("a relay with changing exits", paths.private_relay, 0.02, often=0.8, fits=uses_safari),
    "satellite": Kind("a home by satellite; places jump", travel.satellite, 0.006, often=0.9),
    "phone_roams": Kind("a phone between Wi-Fi and mobile", paths.phone_roams, 0.35, PHONE),
    # The person moves.
    "commute": Kind("from home to the office", travel.commute, 0.13),
    "cafe": Kind("an hour in a café", travel.cafe, 0.025, hard=2.0),
    "conference": Kind("thirty people on one new network", travel.conference, 0.0036, hard=2.0),
    "flight": Kind("asleep through a flight", travel.flight, 0.008),
    "in_flight": Kind("at work on board; places jump", travel.in_flight, 0.004, hard=2.0),
    "hotel": Kind("nights on a network nobody knows", travel.hotel, 0.016, hard=2.5),
    # The browser or the machine changes.
    "browser_upgraded": Kind("the next version in mid-session", browsers.browser_upgraded, 0.02, FLAW, is_once=True),
    "cookie_cleared": Kind("a new device token", browsers.cookie_cleared, 0.01, FLAW, is_once=True),
    "devtools_view": Kind("the browser plays a phone for minutes", browsers.devtools_view, 0.005, FLAW, often=0.4),
    "embedded_view": Kind("an app's own browser, same machine", browsers.embedded_view, 0.03, FLAW, often=0.7),
    "new_device": Kind("a new laptop signs in", browsers.new_device, 0.004, is_once=True),
    # The records lack something, or say it wrongly.
    "missing_places": Kind("some records without a place", flaws.missing_places, 0.02, FLAW),
    "wrong_places": Kind("the place database errs", flaws.wrong_places, 0.01, FLAW),
    "missing_tokens": Kind("records without a device token", flaws.missing_tokens, 0.03, FLAW),
    "noisy_opinion": Kind("Okta thinks ill of the honest", flaws.noisy_opinion, 0.01, FLAW, hard=6.0),
    # People share, or act in ways that thieves do too.
    "shared_kiosk": Kind("one machine, many people", sharing.shared_kiosk, 0.01, often=0.5),
    "shared_ip": Kind("a house of desks with one address", sharing.shared_ip, 0.012, often=0.6),
    "two_people_one_session": Kind("one session id, two people", sharing.two_people_one_session, 0.001),
    "elsewhere": Kind("a second session, far away", acts.elsewhere, 0.02),
    "support_access": Kind("Okta's support, let in", support.support_access, 0.004, fits=is_admin, is_strict=True),
    "step_up": Kind("a factor again on the new network", acts.step_up, 0.014),
    "password_reset": Kind("a forgotten password", acts.password_reset, 0.004, fits=has_password),
    "factor_enrolment": Kind("a factor set up", acts.factor_enrolment, 0.004),
    "failed_sign_ins": Kind("wrong passwords first", acts.failed_sign_ins, 0.008, fits=has_password),
    # What happens to everybody.
    "token_exchange": Kind("servers exchange tokens; share of the sign-ons with OIDC", None, 1.0, AMBIENT),
    "okta_own_call": Kind("Okta calls for its console; share of the openings", None, 1.0, AMBIENT),
    "okta_verify_leg": Kind("the factor app answers by itself; share of the factors", None, 0.6, AMBIENT),
    "failed_sign_in": Kind("a typing error; share of the sign-ins", None, 0.03, AMBIENT),
    "federated_sign_in": Kind("no local factor; share of the staff", None, 0.06, AMBIENT),
    "threat_insight": Kind("attacks from outside; a hundred people and a day", None, 0.3, AMBIENT),
    "identity_threat_protection": Kind("Okta judges changes; share of the tenants", None, 0.34, AMBIENT),
}
"""Name to what it is. Shares are of the sessions on laptops, unless the line says otherwise."""


def shares(chosen: Mapping[str, float] | Sequence[str] | None, *, is_hard: bool) -> dict[str, float]:
    """The share of each confusion that is on: all, those named, or those given with a share.

    Raises: ValueError for a name that is none.
    """
    usual = {name: min(1.0, kind.share * (kind.hard if is_hard else 1.0)) for name, kind in CONFUSIONS.items()}
    if chosen is None:
        return usual
    unknown = set(chosen) - set(CONFUSIONS)
    if unknown:
        raise ValueError(f"no such confusion: {', '.join(sorted(unknown))}")
    if isinstance(chosen, Mapping):
        return dict(chosen)
    return {name: 1.0 if name == "identity_threat_protection" else usual[name] for name in chosen}
