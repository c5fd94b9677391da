-- title = "new client signed in"
-- claim = "The session was signed in to from a machine and a network that no other session of the person has."
-- why = "In a phishing proxy the thief's server signs in: the origin is the client that signed in, which need not be the person."
-- family = "device"
-- weighed = "device_only: weight of evidence 2.6: in 0.67 of 100 stolen lanes and 0.053 of 100 honest ones; fitted 33; token: weight of evidence 3.4: in 1.7 of 100 stolen lanes and 0.057 of 100 honest ones; fitted 32"
-- attack = "T1557"
-- needs = ["baseline"]
-- blind = "A thief on a network that the person or many people use; a person with one session in the export."
-- says = "{device} on {as_name} signed in to this session; no other session of this person has that {machine} or that network."
-- steps = [
--     "Ask the person, out of band, whether they signed in with a new machine from {place} at that minute.",
--     "Look at user.authentication.auth_via_mfa of the sign-in: which factor, answered from where?",
-- ]
-- source = "DESIGN of the program, section 1: phishing proxies"
-- reads = ["origin_facts"]
--
-- [points]
-- token = 32
-- device_only = 33
--
-- [false_positives]
-- new_laptop_abroad = "A new machine set up on a journey is new in both: ask, and see whether it stays."

select
    session_key,
    lane_no,
    case when is_known_token is not null then 'token' else 'device_only' end as grade,
    {
        'device': device,
        'as_name': as_name,
        'machine': case when is_known_token is not null then 'device token' else 'system and browser' end,
        'place': coalesce(place, 'an unknown place'),
    } as fields,
    [first_event_id] as event_ids,
from origin_facts
where is_candidate;
