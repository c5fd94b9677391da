-- about = "What bears on why a session has not more points, or not fewer: the facts of the client that it rests on."
-- values = ["session_key"]
--
-- [columns]
-- people_of_case = "people with a session in the case"
-- hidden_kinds = "kinds of networks of the client behind which a machine cannot be told"

with strongest as (
    select lane_facts.*
    from lane_facts
    left join lane_points using (session_key, lane_no)
    where lane_facts.session_key = $session_key
    order by coalesce(lane_points.points, 0) desc, lane_facts.lane_no
    limit 1
)
select
    strongest.lane_no,
    strongest.device_relation,
    strongest.token_relation,
    strongest.address_relation,
    strongest.browser_major,
    strongest.origin_browser_major,
    strongest.turn_count,
    strongest.habit,
    strongest.person_count,
    strongest.is_candidate,
    (
        select count(distinct actor_id)
        from sessions
        where not is_inferred
    ) as people_of_case,
    (
        select list(distinct networks.kind order by networks.kind)
        from lane_events
        join networks using (network_key)
        where lane_events.session_key = $session_key
            and lane_events.lane_no = strongest.lane_no
            and networks.kind in ('hosting', 'vpn', 'tor')
    ) as hidden_kinds,
from strongest
