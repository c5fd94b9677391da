-- about = "What came from a network outside of lanes: failed sign-ins, events without a session, and what forms no lane."
-- grain = "one person's events of one type and outcome, from one address"
-- values = ["as_number", "version", "first_number", "last_number"]
--
-- [columns]
-- what = "failed sign-in, event without a session, or forms no lane"
-- side_channel = "why it forms no lane; null where it has no session"

with wanted as (
    select
        networks.network_key,
        networks.address,
    from networks
    left join address_lookups using (address)
    where networks.as_number = $as_number::bigint
        or (
            address_lookups.version = $version::tinyint
            and address_lookups.address_number
                between $first_number::varchar and $last_number::varchar
        )
),
addressed as (
    select distinct address
    from wanted
),
sides as (
    select
        'forms no lane' as what,
        side_channel,
        event_type,
        outcome,
        actor_id,
        null::varchar as actor_login,
        address,
        event_id,
        occurred_at,
    from session_events
    semi join addressed using (address)
    where side_channel is not null
),
own as (
    select
        event_id,
        occurred_at,
        event_type,
        outcome,
        coalesce(actor_id, actor_login) as actor_id,
        actor_login,
        address,
    from loose_events
    semi join addressed using (address)
),
loose as (
    select
        case
            when event_kinds.kind = 'sign_in' and own.outcome in ('FAILURE', 'DENY')
                then 'failed sign-in'
            else 'event without a session'
        end as what,
        null::varchar as side_channel,
        own.event_type,
        own.outcome,
        own.actor_id,
        own.actor_login,
        own.address,
        own.event_id,
        own.occurred_at,
    from own
    left join event_kinds using (event_type)
),
both_kinds as (
    select *
    from sides
    union all
    select *
    from loose
),
logins as (
    select
        actor_id,
        max(actor_login) as session_login,
    from sessions
    group by actor_id
)
select
    both_kinds.what,
    both_kinds.side_channel,
    both_kinds.event_type,
    both_kinds.outcome,
    both_kinds.actor_id,
    coalesce(max(both_kinds.actor_login), max(logins.session_login)) as actor_login,
    both_kinds.address,
    count(*) as event_count,
    min(both_kinds.occurred_at) as first_at,
    max(both_kinds.occurred_at) as last_at,
    min({'at': both_kinds.occurred_at, 'id': both_kinds.event_id}).id as first_event_id,
from both_kinds
left join logins using (actor_id)
group by
    both_kinds.what,
    both_kinds.side_channel,
    both_kinds.event_type,
    both_kinds.outcome,
    both_kinds.actor_id,
    both_kinds.address
order by
    both_kinds.what = 'failed sign-in' desc,
    both_kinds.what,
    first_at,
    first_event_id
limit 5000
