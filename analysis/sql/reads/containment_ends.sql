-- about = "Rare events that say that an account was looked after: sessions cleared, password new, factors reset, support shut out."
-- grain = "an event and a person that it names"
-- values = ["event_types", "from_at"]
--
-- [columns]
-- words = "what was done, in the words of the reference; null where it has none"
-- person_id = "whom it names; null where it names nobody"

-- one type at a time: a list of types makes DuckDB read the text of every event
with ended as (
    select
        event_id,
        occurred_at,
        event_type,
        actor_login,
        actor_name,
        actor_id,
        outcome,
        targets,
    from events
    where event_type = 'user.session.clear'
        and occurred_at >= $from_at::timestamp
    union all
    select
        event_id,
        occurred_at,
        event_type,
        actor_login,
        actor_name,
        actor_id,
        outcome,
        targets,
    from events
    where event_type = 'user.authentication.universal_logout'
        and occurred_at >= $from_at::timestamp
),
foreign_events as (
    select lane_events.event_id
    from lane_events
    join lane_points using (session_key, lane_no)
    where lane_points.is_foreign
),
told as (
    select
        event_id,
        occurred_at,
        event_type,
        coalesce(actor_login, actor_name, actor_id) as done_by,
        unnest(coalesce(
            nullif(list_transform(
                list_filter(
                    coalesce(try(json_extract(targets, '$[*]')), []),
                    lambda item: item ->> '$.type' = 'User'
                ),
                lambda item: item ->> '$.id'
            ), []),
            [null]
        )) as person_id,
    from ended
    anti join foreign_events using (event_id)
    where coalesce(outcome in ('SUCCESS', 'ALLOW'), true)
    union all
    select
        event_id,
        occurred_at,
        event_type,
        coalesce(actor_login, person_id),
        case when object_type = 'User' then object_id end,
    from changes
    where list_contains($event_types::varchar[], event_type)
        and occurred_at >= $from_at::timestamp
        and is_done
        and side <> 'foreign'
)
select
    told.event_id,
    told.occurred_at,
    told.event_type,
    event_kinds.changes as words,
    told.done_by,
    told.person_id,
from told
left join event_kinds using (event_type)
order by told.occurred_at, told.event_id, told.person_id
