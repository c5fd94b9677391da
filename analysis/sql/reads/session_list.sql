-- about = "The sessions of the case in order of time, the latest first: who, when, how many clients, which of them signed in."
-- grain = "a session, or a client without one"
-- values = ["search", "with_several", "with_inferred", "page_rows"]
--
-- [columns]
-- unproven_count = "clients that never signed in, support access left out"
-- network = "who runs the network of the first client; the network itself where nobody is named"
-- matching_count = "sessions that match, shown or not"

with held as (
    select
        session_key,
        count(*) filter (where not is_proven and not is_support_access) as unproven_count,
        min({
            'at': first_at,
            'lane_no': lane_no,
            'network': coalesce(as_org, network)
        }).network as network,
        min({'at': first_at, 'lane_no': lane_no, 'device': device}).device as device,
    from lanes
    group by session_key
)
select
    sessions.session_key,
    sessions.session_id,
    sessions.actor_id,
    sessions.actor_login,
    sessions.is_inferred,
    sessions.has_sign_in,
    sessions.started_at,
    sessions.ended_at,
    sessions.event_count,
    sessions.lane_count,
    coalesce(held.unproven_count, 0) as unproven_count,
    nullif(held.network, 'unknown') as network,
    nullif(held.device, 'unknown') as device,
    count(*) over () as matching_count,
from sessions
left join held using (session_key)
where ($with_inferred or not sessions.is_inferred)
    and (not $with_several or sessions.lane_count > 1)
    and (
        $search = ''
        or contains(
            lower(concat_ws(
                ' ', sessions.actor_login, sessions.actor_name, sessions.actor_id,
                sessions.session_id, sessions.session_key, held.network, held.device
            )),
            $search
        )
    )
order by
    sessions.started_at desc,
    sessions.session_key
limit $page_rows
