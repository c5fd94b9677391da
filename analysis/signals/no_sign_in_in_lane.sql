-- title = "no sign-in"
-- claim = "A second client used the session without ever signing in to it."
-- why = "A session cookie is a bearer token: whoever holds it needs no sign-in, so a replay leaves a lane without one."
-- family = "concurrency"
-- points = 20
-- attack = "T1539"
-- needs = ["agent"]
-- blind = "A thief who signs in (phishing proxy, stolen password) proves the lane. A session whose root is not in the export is left out."
-- says = "Nobody signed in to this session from {device} on {as_name}; the sign-in came from {origin_device}."
-- steps = [
--     "Ask the person, out of band, whether they used {device} through {as_name} at the divergence.",
--     "Look for eventType user.session.start with the same actor.id in the 30 minutes before the divergence.",
-- ]
-- source = "DESIGN of the program: lanes and proof; sec.okta.com/harfiles for the 2023 case"
-- reads = ["lane_facts"]
--
-- [false_positives]
-- network_change = "A laptop that moves between networks keeps its device token and agent: compare them."
-- company_vpn = "A VPN exit is used by many people here: see the network."

select
    session_key,
    lane_no,
    null as grade,
    {'device': device, 'as_name': as_name, 'origin_device': origin_device} as fields,
    [first_event_id] as event_ids,
from lane_facts
where is_candidate
    and not is_parent_unknown;
