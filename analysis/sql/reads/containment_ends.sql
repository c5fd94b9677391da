-- about = "Rare events that say that an account was looked after: sessions cleared, password new, factors reset, support shut out."
-- grain = "an event and a person that it names"
-- values = ["event_types", "from_at"]
--
-- [columns]
-- words = "what was done, in the words of the reference; null where it has none"
-- person_id = "whom it names; null where it names nobody"

with chosen as (
    select
        event_id,
        occurred_at,
        event_type,
        coalesce(actor_login, actor_name, actor_id) as done_by,
        targets,
    from events
    where occurred_at >= $from_at::timestamp
        and list_contains($event_types::varchar[], event_type)
        and coalesce(outcome in ('SUCCESS', 'ALLOW'), true)
),
foreign_events as (
    select lane_events.event_id
    from lane_events
    join lane_points using (session_key, lane_no)
    where lane_points.is_foreign
)
select
    chosen.event_id,
    chosen.occurred_at,
    chosen.event_type,
    event_kinds.changes as words,
    chosen.done_by,
    unnest(coalesce(
        nullif(list_transform(
            list_filter(
                coalesce(try(json_extract(chosen.targets, '$[*]')), []),
                lambda item: item ->> '$.type' = 'User'
            ),
            lambda item: item ->> '$.id'
        ), []),
        [null]
    )) as person_id,
from chosen
anti join foreign_events using (event_id)
left join event_kinds using (event_type)
order by chosen.occurred_at, chosen.event_id, person_id
