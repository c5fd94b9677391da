-- title = "address rare here"
-- claim = "No session in this case began at this address or in its /24 or /48."
-- why = "Offices, VPN exits and campuses are shared; an attacker's exit rarely is."
-- family = "network"
-- points = 3
-- weighed = "weight of evidence 2.2: in 81 of 100 stolen lanes and 9.0 of 100 honest ones; fitted 3"
-- attack = "T1539"
-- needs = []
-- blind = "A thief behind an exit that staff use as well; an export of one person, in which every address is rare."
-- says = "No session of anybody else in this case began at {address} or its neighbours."
-- steps = [
--     "Search the log for client.ipAddress over 90 days, all actors, failed sign-ins included.",
--     "Look the address up in your proxy and VPN logs for the hour of the divergence.",
-- ]
-- source = "DESIGN of the program, section 5"
-- reads = ["lane_facts"]
--
-- [false_positives]
-- home_office = "A home is used by one person: see whether it is theirs on other days."

select
    session_key,
    lane_no,
    null as grade,
    {'address': address} as fields,
    [first_event_id] as event_ids,
from lane_facts
where is_candidate
    and prefix_person_count = 0
    and habit is null;
