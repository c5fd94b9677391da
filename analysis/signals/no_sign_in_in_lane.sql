-- title = "no sign-in"
-- claim = "A second client used the session without ever signing in to it."
-- why = "A session cookie is a bearer token: whoever holds it needs no sign-in, so a replay leaves a lane without one."
-- family = "concurrency"
-- points = 29
-- weighed = "weight of evidence 0.0: in 98 of 100 stolen lanes and 100 of 100 honest ones; fitted 29"
-- attack = "T1539"
-- needs = []
-- blind = "A thief who signs in (phishing proxy, stolen password) proves the lane. A session whose root is not in the export is left out; where the sign-in is older than the export the first client is taken for the origin."
-- says = "No sign-in of this session came from {device} on {as_name}: {whence}."
-- steps = [
--     "Ask the person, out of band, whether they used {device} through {as_name} at the divergence.",
--     "Look for eventType user.session.start with the same actor.id in the 30 minutes before the divergence.",
-- ]
-- source = "DESIGN of the program: lanes and proof; sec.okta.com/harfiles for the 2023 case"
-- reads = ["lane_facts", "lanes"]
--
-- [false_positives]
-- network_change = "A laptop that moves between networks keeps its device token and agent: compare them."
-- company_vpn = "A VPN exit is used by many people here: see the network."

with origins as (
    select
        session_key,
        nullif(device, 'unknown') as device,
        coalesce(as_org, nullif(network, 'unknown'), 'an unknown network') as as_name,
    from lanes
    where is_origin
)
select
    lane_facts.session_key,
    lane_facts.lane_no,
    null as grade,
    {
        'device': coalesce(nullif(lane_facts.device, 'unknown'), 'an unknown device'),
        'as_name': coalesce(nullif(lane_facts.as_name, 'unknown'), 'an unknown network'),
        'whence': case
            when lane_facts.has_assumed_origin
                then 'it is not in this export, and the first client seen is '
            else 'it came from '
        end || coalesce(origins.device, 'an unknown device') || ' on ' || origins.as_name,
    } as fields,
    [first_event_id] as event_ids,
from lane_facts
join origins using (session_key)
where is_candidate
    and not is_origin
    and not is_parent_unknown;
