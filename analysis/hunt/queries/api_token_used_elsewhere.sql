-- title = "API tokens made in this time, and where they were used"
-- why = "An API token outlives the session in which it was made, and a new password does not end it."
-- look_for = "A token made from a foreign client, or used from a network where it was not made. A token without a use may be used after the export ends."

with made as (
    select
        events.event_id,
        events.occurred_at,
        events.actor_login,
        events.address,
        events.as_number,
        json_extract_string(events.targets, '$[0].id') as token_id,
        json_extract_string(events.targets, '$[0].displayName') as token_name,
    from events
    where events.event_type = 'system.api_token.create'
),
used as (
    select
        events.api_token_id as token_id,
        events.address,
        events.as_number,
        min(events.occurred_at) as first_at,
        count(*) as event_count,
    from events
    where events.api_token_id is not null
    group by events.api_token_id, events.address, events.as_number
)
select
    made.occurred_at as made_at,
    made.actor_login as made_by,
    made.token_name,
    made.token_id,
    made.address as made_from,
    used.address as used_from,
    used.first_at as first_used_at,
    used.event_count as uses,
    used.as_number is distinct from made.as_number and used.token_id is not null
        as is_used_on_another_network,
    made.event_id,
from made
left join used on used.token_id = made.token_id
order by is_used_on_another_network desc, made.occurred_at, used.first_at
