-- title = "own network of other days"
-- claim = "Another session of the person began at an address of this client, in its /24 or /48, or on its network."
-- why = "Moving between one's own places is the commonest reason for a second lane."
-- family = "explanation"
-- weighed = "address: weight of evidence -6.6: in 0 of 100 stolen lanes and 36 of 100 honest ones; fitted -29; network: weight of evidence -1.0: in 3.4 of 100 stolen lanes and 9.0 of 100 honest ones; fitted -1; prefix: weight of evidence -5.4: in 0 of 100 stolen lanes and 11 of 100 honest ones; fitted -20"
-- attack = ""
-- needs = ["baseline"]
-- blind = "Residential proxies live in the same large networks: the network alone explains hardly."
-- says = "Another session of this person began {habit}."
-- steps = [
--     "Compare the device token with the one of that other session.",
-- ]
-- source = "DESIGN of the program, section 1"
-- reads = ["lane_facts"]
--
-- [points]
-- address = -29
-- prefix = -20
-- network = -1
--
-- [false_positives]
-- thief_at_home = "Somebody in the person's household or on their own machine is not told apart."

select
    session_key,
    lane_no,
    habit as grade,
    {'habit': case habit
        when 'address' then 'at an address of this client'
        when 'prefix' then 'next to an address of this client (same /24 or /48)'
        else 'on the same network, at other addresses'
    end} as fields,
    [first_event_id] as event_ids,
from lane_facts
where is_candidate
    and habit is not null;
