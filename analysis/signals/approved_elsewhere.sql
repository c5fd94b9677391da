-- title = "approved far away"
-- claim = "The factor of the sign-in was answered on a phone far from the client that signed in."
-- why = "The phone is with the person; a phishing proxy signs in from a server somewhere else."
-- family = "concurrency"
-- points = 14
-- weighed = "weight of evidence 4.2: in 1.4 of 100 stolen lanes and 0.021 of 100 honest ones; fitted 14"
-- attack = "T1557"
-- needs = ["place"]
-- blind = "A proxy in the person's own city; factors that are not answered in an app; phones whose network shows them far away."
-- says = "The factor was answered from {approval_place}, {distance} km or more from {place}, where the session was signed in to."
-- steps = [
--     "Ask the person what they were signing in to when they approved, and from which machine.",
--     "Compare client.ipAddress of the approval with that of user.session.start within five minutes.",
-- ]
-- source = "DESIGN of the program, section 1: phishing proxies"
-- reads = ["origin_facts"]
--
-- [params.approval_far_km]
-- value = 400
-- unit = "km, lower bound"
-- why = "gateways of mobile networks lie a few hundred kilometres from the phone"
--
-- [false_positives]
-- roaming = "A phone that roams shows its home country's gateway: the machine and the network of the sign-in are then the person's."
-- company_vpn = "Behind a company's VPN the browser seems far from the phone: many people sign in there, and nothing is said."

select
    session_key,
    lane_no,
    null as grade,
    {
        'approval_place': approval_place,
        'place': coalesce(place, 'an unknown place'),
        'distance': floor(approval_km)::bigint,
    } as fields,
    [approval_event_id, first_event_id] as event_ids,
from origin_facts
where is_candidate
    and approval_km >= $approval_far_km;
