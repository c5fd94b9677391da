-- about = "What the foreign lanes of the replays did, each act with what it was and what came of it later."
-- grain = "an act of a foreign lane"
-- values = ["replays"]
--
-- [columns]
-- what = "kind of the change (user, token, idp ...), else app for a sign-on, else other"
-- is_administration = "administration of any kind"
-- later_count = "later events of what it made or changed"

with later as (
    select
        session_key,
        act_event_id,
        count(distinct event_id) as later_count,
    from consequences
    where list_contains($replays::varchar[], session_key)
        and not is_attempt
    group by session_key, act_event_id
),
made as (
    select
        event_id,
        kind,
    from changes
    where list_contains($replays::varchar[], session_key)
)
select
    lane_events.session_key,
    lane_events.event_id,
    lane_events.occurred_at,
    coalesce(
        made.kind,
        case
            when lane_events.kind = 'app' then 'sign-on'
            when lane_events.kind = 'admin' then 'administration'
            when lane_events.kind = 'token' then 'token grant'
            else 'other'
        end
    ) as what,
    lane_events.is_privileged,
    lane_events.is_privileged or lane_events.kind = 'admin' as is_administration,
    coalesce(later.later_count, 0) as later_count,
from lane_events
join lane_points using (session_key, lane_no)
left join made using (event_id)
left join later
    on later.session_key = lane_events.session_key
    and later.act_event_id = lane_events.event_id
where lane_points.is_foreign
    and lane_events.is_act
    and list_contains($replays::varchar[], lane_events.session_key)
order by lane_events.occurred_at, lane_events.event_id
