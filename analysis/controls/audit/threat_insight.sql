-- title = "ThreatInsight: does it stop, or only log?"
-- place = 9
-- answers = [25]
-- says = "ThreatInsight named {threats} requests; {allowed} were let through and {stopped} stopped or challenged{mode}. It looks at sign-ins before the person is known and ties no session to anything."
-- says_not = "No request here was named by ThreatInsight: it is off, or it saw nothing. It would tie no session to anything."
-- cannot = ""
-- blind = "Tenants where it is off look like tenants that nobody attacked."
-- example = "those let through first; detail is the outcome"
-- reads = ["events"]

with threats as (
    select
        event_id,
        occurred_at,
        address,
        coalesce(outcome, 'unknown') as outcome,
        coalesce(outcome in ('ALLOW', 'SUCCESS'), false) as is_allowed,
    from events
    where event_type = 'security.threat.detected'
)
select
    case when count(*) > 0 then 'seen' else 'not seen' end as outcome,
    count(*) as found_count,
    {
        'threats': count(*),
        'allowed': count(*) filter (where is_allowed),
        'stopped': count(*) filter (where not is_allowed),
        'mode': case
            when bool_and(is_allowed) then ': as far as this log tells it is in log-only mode'
            else ''
        end,
    } as fields,
    list({
        'session_key': null::varchar, 'event_id': event_id, 'at': occurred_at,
        'actor_login': null::varchar, 'minutes': null::double,
        'detail': outcome || ', ' || coalesce(address, 'no address')
    } order by is_allowed desc, occurred_at, event_id)[1:200] as examples,
from threats
