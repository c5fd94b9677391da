-- title = "interleaved"
-- claim = "Origin, second client, origin again: two clients hold one session at once."
-- why = "A person who moves does not keep coming back within minutes; two holders of one cookie do."
-- family = "concurrency"
-- attack = "T1539"
-- needs = []
-- blind = "A thief who waits until the person has gone home."
-- says = "The session passed back to the origin {turn_count} times, at the shortest {shortest_turn} apart: {reading}."
-- steps = [
--     "Look at the lanes: do both clients act within minutes of each other?",
--     "Ask the person whether a second network path was up (split tunnel, phone hotspot).",
-- ]
-- source = "DESIGN of the program, section 1"
-- reads = ["lane_facts"]
--
-- [points]
-- two_clients = 25
-- two_paths = 10
--
-- [params.interleaving_within_min]
-- value = 60
-- unit = "minutes"
-- why = "a single return later than this is a commute, not a second holder"
--
-- [false_positives]
-- split_tunnel = "One machine, two paths: same device and token, weighs less."
-- commute = "Home, train, office: one return, hours apart."

select
    session_key,
    lane_no,
    case
        when device_relation in ('other system', 'other browser') or token_relation = 'differs'
            then 'two_clients'
        else 'two_paths'
    end as grade,
    {
        'turn_count': turn_count,
        'shortest_turn': case
            when shortest_turn_s < 1 then 'under 1 s'
            when shortest_turn_s < 120 then round(shortest_turn_s)::bigint || ' s'
            else round(shortest_turn_s / 60)::bigint || ' min'
        end,
        'reading': case
            when device_relation in ('other system', 'other browser') or token_relation = 'differs'
                then 'two clients'
            else 'two network paths'
        end,
    } as fields,
    [first_event_id] as event_ids,
from lane_facts
where is_candidate
    and turn_count >= 1
    and shortest_turn_s <= $interleaving_within_min * 60;
