-- title = "Two clients that take turns in one session"
-- why = "A person who moves changes once; two who hold the same cookie alternate."
-- look_for = "Many turns, seconds apart, and two different systems. One laptop with a split tunnel shows two networks and one system."

select
    lane_facts.session_key,
    sessions.actor_login,
    lane_facts.turn_count as turns,
    lane_facts.shortest_turn_s,
    lane_facts.device_relation,
    lane_facts.token_relation,
    lane_facts.origin_network,
    lane_facts.network,
    lane_facts.network_kind,
    lane_facts.origin_device,
    lane_facts.device,
    lane_facts.first_at,
    lane_facts.first_event_id as event_id,
from lane_facts
join sessions on sessions.session_key = lane_facts.session_key
where lane_facts.turn_count > 0
order by lane_facts.device_relation = 'same', lane_facts.turn_count desc, lane_facts.session_key
