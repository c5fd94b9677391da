-- title = "origin's address"
-- claim = "Every address of the second client is one from which the origin worked as well."
-- why = "Another browser, a desktop view or an app on the same line is a second client, and still at the same desk."
-- family = "explanation"
-- points = -25
-- weighed = "weight of evidence -4.4: in 0 of 100 stolen lanes and 3.8 of 100 honest ones; fitted -25"
-- attack = ""
-- needs = []
-- blind = "A thief on the same machine, behind the same NAT or at the same VPN exit."
-- says = "This client used {addresses}: another browser or app on the same line looks so."
-- steps = [
--     "Ask the person which browsers and apps they used.",
--     "Count the people whose sessions use the address: many share an office, few a home.",
-- ]
-- source = "DESIGN of the program, section 1"
-- reads = ["lane_facts"]
--
-- [false_positives]
-- thief_beside = "Somebody behind the same NAT, or on the person's own machine, is at the origin's address too."

select
    session_key,
    lane_no,
    null as grade,
    {
        'addresses': case
            when address_count = 1
                then 'one address alone, ' || address || ', which is the origin''s too'
            else address_count || ' addresses, all of them the origin''s too'
        end,
    } as fields,
    [first_event_id] as event_ids,
from lane_facts
where is_candidate
    and address_relation = 'all';
