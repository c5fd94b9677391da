-- title = "Apps opened or tokens granted in sessions without any factor"
-- why = "What a password alone opens, a stolen password opens too; policy may leave it so without anybody knowing."
-- look_for = "Apps that hold source code, payroll or customer data. Federated sign-ins may have had their factor upstream: Okta does not see it, and neither does this list."

with factored as (
    select distinct session_key
    from session_events
    where is_later_factor
)
select
    session_events.session_key,
    sessions.actor_login,
    lanes.proof,
    min(session_events.occurred_at) as first_at,
    count(*) filter (where session_events.kind = 'app') as app_events,
    count(*) filter (where session_events.kind = 'token') as token_events,
    count(distinct session_events.address) as addresses,
from session_events
join sessions on sessions.session_key = session_events.session_key
join lanes
    on lanes.session_key = session_events.session_key
    and lanes.is_origin
anti join factored on factored.session_key = session_events.session_key
where session_events.kind in ('app', 'token')
    and session_events.is_act
    and not sessions.is_inferred
    and coalesce(lanes.proof, '') <> 'complete'
group by session_events.session_key, sessions.actor_login, lanes.proof
order by token_events desc, app_events desc, session_events.session_key
