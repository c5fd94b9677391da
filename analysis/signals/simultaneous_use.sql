-- title = "simultaneous use"
-- claim = "Two clients at distant places have events at one and the same time."
-- why = "No travel explains two places at once."
-- family = "concurrency"
-- weighed = "hidden_end: seen on 0 lanes of the made-up tenants, too few to weigh; 8 is a judgement; plain: seen on 0 lanes of the made-up tenants, too few to weigh; 20 is a judgement"
-- attack = "T1539"
-- needs = ["place"]
-- blind = "Clients in the same city; VPN ends say little of where a person is."
-- says = "At one and the same time from addresses placed in {other_place} and in {place}, {distance} km or more apart."
-- steps = [
--     "Read both records as they came and compare their transaction ids.",
--     "Check that neither address is a proxy of your own.",
-- ]
-- source = "DESIGN of the program, section 1"
-- reads = ["lane_facts", "hops"]
--
-- [points]
-- plain = 20
-- hidden_end = 8
--
-- [false_positives]
-- split_tunnel = "One machine with two paths: the device token and agent are the same."

with at_once as (
    select
        lane_facts.session_key,
        lane_facts.lane_no,
        hops.event_id,
        hops.previous_event_id,
        hops.distance_km,
        hops.is_hidden_end,
        hops.lane_no = lane_facts.lane_no as is_later,
        concat_ws(', ', hops.city, hops.country) as later_place,
        concat_ws(', ', hops.previous_city, hops.previous_country) as earlier_place,
        row_number() over (
            partition by lane_facts.session_key, lane_facts.lane_no
            order by hops.is_hidden_end, hops.distance_km desc, hops.event_id
        ) as place_no,
    from lane_facts
    join hops
        on hops.session_key = lane_facts.session_key
        and lane_facts.lane_no in (hops.lane_no, hops.previous_lane_no)
    where lane_facts.is_candidate
        and hops.is_simultaneous
)
select
    session_key,
    lane_no,
    case when is_hidden_end then 'hidden_end' else 'plain' end as grade,
    {
        'place': case when is_later then later_place else earlier_place end,
        'other_place': case when is_later then earlier_place else later_place end,
        'distance': floor(distance_km)::bigint,
    } as fields,
    [previous_event_id, event_id] as event_ids,
from at_once
where place_no = 1;
