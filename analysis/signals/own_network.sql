-- title = "own network of other days"
-- claim = "The person signed in from this address, its neighbours or its network in other sessions."
-- why = "Moving between one's own places is the commonest reason for a second lane."
-- family = "explanation"
-- attack = ""
-- needs = ["baseline"]
-- blind = "Residential proxies live in the same large networks: the network alone explains hardly."
-- says = "The person signed in from the same {habit} in another session."
-- steps = [
--     "Compare the device token with the one of that other session.",
-- ]
-- source = "DESIGN of the program, section 1"
-- reads = ["lane_facts"]
--
-- [points]
-- address = -25
-- prefix = -18
-- network = -6
--
-- [false_positives]
-- thief_at_home = "Somebody in the person's household or on their own machine is not told apart."

select
    session_key,
    lane_no,
    habit as grade,
    {'habit': case habit
        when 'address' then 'address'
        when 'prefix' then 'neighbourhood of addresses'
        else 'provider'
    end} as fields,
    [first_event_id] as event_ids,
from lane_facts
where is_candidate
    and habit is not null;
