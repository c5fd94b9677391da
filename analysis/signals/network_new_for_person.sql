-- title = "new network"
-- claim = "No other session of the person in this case began on this network."
-- why = "People sign in from few networks; a thief's is none of them."
-- family = "network"
-- points = 5
-- weighed = "weight of evidence 0.8: in 97 of 100 stolen lanes and 44 of 100 honest ones; fitted 5"
-- attack = "T1539"
-- needs = ["baseline"]
-- blind = "A thief on the victim's own provider; a person with one session in the export has no other to compare with."
-- says = "None of this person's other sessions here began on {as_name}."
-- steps = [
--     "List the person's sessions over 90 days by securityContext.asNumber.",
--     "Ask the person whether they were travelling or on a guest network.",
-- ]
-- source = "Okta behaviour detection: New IP, New Geo-Location (help.okta.com)"
-- reads = ["lane_facts", "sessions"]
--
-- [false_positives]
-- hotel = "Travel: a hotel or conference network is new too; look at the device token."

select
    session_key,
    lane_no,
    null as grade,
    {'as_name': as_name, 'address': address} as fields,
    [first_event_id] as event_ids,
from lane_facts
join sessions using (session_key)
where is_candidate
    and sessions.has_baseline
    and habit is null;
