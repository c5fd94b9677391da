-- about = "Everything in the case that used one of some addresses, device tokens or raw agents: sessions, clients without one, and events that belong to none."
-- grain = "a value and what used it: a session, or one person's events of one type without a session"
-- values = ["kinds", "wanted_values"]
--
-- [columns]
-- what = "session, client without a session, failed sign-in, or event without a session"
-- session_key = "leads to the session; null where there is none"

with wanted as (
    select distinct
        unnest($kinds::varchar[]) as kind,
        unnest($wanted_values::varchar[]) as value,
),
agent_keys as (
    select
        agents.agent_key,
        wanted.kind,
        wanted.value,
    from agents
    join wanted
        on wanted.kind = 'agent'
        and wanted.value = agents.agent
),
in_sessions as (
    select
        session_events.session_key,
        session_events.event_id,
        session_events.occurred_at,
        wanted.kind,
        wanted.value,
    from session_events
    join wanted
        on wanted.kind = 'address'
        and wanted.value = session_events.address
    union all
    select
        session_events.session_key,
        session_events.event_id,
        session_events.occurred_at,
        wanted.kind,
        wanted.value,
    from session_events
    join wanted
        on wanted.kind = 'dt_hash'
        and wanted.value = session_events.dt_hash
    union all
    select
        session_events.session_key,
        session_events.event_id,
        session_events.occurred_at,
        agent_keys.kind,
        agent_keys.value,
    from session_events
    join agent_keys using (agent_key)
),
by_session as (
    select
        kind,
        value,
        session_key,
        count(*) as event_count,
        min(occurred_at) as first_at,
        max(occurred_at) as last_at,
        min({'at': occurred_at, 'id': event_id}).id as first_event_id,
    from in_sessions
    group by kind, value, session_key
),
loose_values as (
    select
        wanted.kind,
        wanted.value,
        loose_events.event_id,
        loose_events.occurred_at,
        loose_events.event_type,
        loose_events.outcome,
        coalesce(loose_events.actor_id, loose_events.actor_login) as actor_id,
        loose_events.actor_login,
    from loose_events
    join wanted
        on wanted.value = case wanted.kind
            when 'address' then loose_events.address
            when 'dt_hash' then loose_events.dt_hash
            else loose_events.agent
        end
),
by_person as (
    select
        loose_values.kind,
        loose_values.value,
        case
            when event_kinds.kind = 'sign_in' and loose_values.outcome in ('FAILURE', 'DENY')
                then 'failed sign-in'
            else 'event without a session'
        end as what,
        loose_values.event_type,
        loose_values.actor_id,
        max(loose_values.actor_login) as actor_login,
        count(*) as event_count,
        min(loose_values.occurred_at) as first_at,
        max(loose_values.occurred_at) as last_at,
        min({'at': loose_values.occurred_at, 'id': loose_values.event_id}).id as first_event_id,
    from loose_values
    left join event_kinds using (event_type)
    group by all
)
select
    by_session.kind,
    by_session.value,
    case when sessions.is_inferred then 'client without a session' else 'session' end as what,
    null as event_type,
    by_session.session_key,
    sessions.session_id,
    sessions.actor_id,
    sessions.actor_login,
    findings.band,
    findings.score,
    by_session.event_count,
    by_session.first_at,
    by_session.last_at,
    by_session.first_event_id,
from by_session
join sessions using (session_key)
left join findings using (session_key)
union all
select
    kind,
    value,
    what,
    event_type,
    null,
    null,
    actor_id,
    actor_login,
    null,
    null,
    event_count,
    first_at,
    last_at,
    first_event_id,
from by_person
order by first_at, first_event_id, kind, value
