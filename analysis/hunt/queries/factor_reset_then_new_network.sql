-- title = "Factors reset or enrolled, then a session from a new network"
-- why = "Whoever talks a help desk into a reset enrols a factor of their own and signs in from their own network."
-- look_for = "A session within hours of the reset, on a network where the person never began a session. A new phone gives the reset without the new network."

with resets as (
    select
        person_id,
        occurred_at,
        event_type,
        what,
        actor_id as done_by,
        event_id,
    from person_events
    where what in ('enrolled', 'removed')
        and coalesce(outcome, 'SUCCESS') = 'SUCCESS'
),
began as (
    select
        sessions.session_key,
        sessions.actor_id,
        sessions.actor_login,
        lanes.network,
        lanes.network_kind,
        lanes.first_at,
        row_number() over (
            partition by sessions.actor_id, lanes.network
            order by lanes.first_at, sessions.session_key
        ) as nth_session,
        row_number() over (
            partition by sessions.actor_id
            order by lanes.first_at, sessions.session_key
        ) as nth_of_person,
    from sessions
    join lanes
        on lanes.session_key = sessions.session_key
        and lanes.is_origin
    where not sessions.is_inferred
)
select
    began.session_key,
    began.actor_login,
    resets.occurred_at as changed_at,
    resets.event_type,
    resets.done_by is distinct from resets.person_id as is_done_by_another,
    began.first_at as signed_in_at,
    date_diff('minute', resets.occurred_at, began.first_at) as minutes_later,
    began.network,
    began.network_kind,
    resets.event_id,
from resets
join began
    on began.actor_id = resets.person_id
    and began.first_at between resets.occurred_at and resets.occurred_at + interval 24 hours
where began.nth_session = 1
    and began.nth_of_person > 1
order by minutes_later, began.session_key
