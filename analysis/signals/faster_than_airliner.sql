-- title = "faster than an airliner"
-- claim = "Two events of the session, one after the other, lie farther apart than anybody can travel between them."
-- why = "One person cannot be in both places; two holders of one cookie can."
-- family = "network"
-- weighed = "hidden_end: weight of evidence 3.2: in 32 of 100 stolen lanes and 1.3 of 100 honest ones; fitted 4; plain: weight of evidence 1.2: in 31 of 100 stolen lanes and 9.5 of 100 honest ones; fitted 4; shared_end: weight of evidence -2.2: in 1.4 of 100 stolen lanes and 14 of 100 honest ones; kept at 3"
-- attack = "T1539"
-- needs = ["place"]
-- blind = "A thief in the same city; address databases place about one address in ten wrongly; VPN ends say little of where a person is."
-- says = "From an address placed in {previous_place} to one placed in {place} at {speed} km/h or more; an airliner does {max_speed}."
-- steps = [
--     "Check both places against a second database and the network's kind.",
--     "Ask the person where they were at the divergence.",
-- ]
-- source = "Great circle less both accuracy radii; cruising speed of airliners"
-- reads = ["lane_facts", "hops"]
-- shared_params = ["max_speed_kmh", "many_people"]
--
-- [points]
-- plain = 4
-- shared_end = 3
-- hidden_end = 4
--
-- [false_positives]
-- company_vpn = "Switching a VPN on moves the place in a second: one end is then a VPN or shared network."
-- wrong_place = "A wrong place in the database: the network is the same as before, or known for it."

with fastest as (
    select
        session_key,
        lane_no,
        previous_lane_no,
        event_id,
        previous_event_id,
        speed_kmh,
        is_hidden_end,
        concat_ws(', ', city, country) as place,
        concat_ws(', ', previous_city, previous_country) as previous_place,
    from hops
    where speed_kmh > $max_speed_kmh
),
of_lanes as (
    select
        lane_facts.session_key,
        lane_facts.lane_no,
        fastest.event_id,
        fastest.previous_event_id,
        fastest.speed_kmh,
        fastest.is_hidden_end,
        fastest.place,
        fastest.previous_place,
        greatest(lane_facts.person_count, lane_facts.prefix_person_count) >= $many_people
            as is_shared,
        row_number() over (
            partition by lane_facts.session_key, lane_facts.lane_no
            order by fastest.is_hidden_end, fastest.speed_kmh desc, fastest.event_id
        ) as place_no,
    from lane_facts
    join fastest
        on fastest.session_key = lane_facts.session_key
        and lane_facts.lane_no in (fastest.lane_no, fastest.previous_lane_no)
    where lane_facts.is_candidate
)
select
    session_key,
    lane_no,
    case
        when is_hidden_end then 'hidden_end'
        when is_shared then 'shared_end'
        else 'plain'
    end as grade,
    {
        'speed': floor(speed_kmh)::bigint,
        'place': place,
        'previous_place': previous_place,
        'max_speed': $max_speed_kmh::bigint,
    } as fields,
    [previous_event_id, event_id] as event_ids,
from of_lanes
where place_no = 1;
