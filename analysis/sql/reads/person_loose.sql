-- about = "What one person did, or somebody with the person's login, outside of any session: failed sign-ins above all."
-- grain = "a type of event with its outcome, from one address"
-- values = ["actor_id", "actor_login"]
--
-- [columns]
-- what = "failed sign-in, or event without a session"

with loose as (
    select
        event_id,
        occurred_at,
        event_type,
        outcome,
        outcome_reason,
        address,
    from loose_events
    where actor_id = $actor_id
        or actor_login = $actor_login
),
networked as (
    select
        address,
        min(network) as network,
        min(coalesce(operator_name, as_org)) as as_org,
    from networks
    semi join loose using (address)
    group by address
),
placed as (
    select
        address,
        min(concat_ws(', ', city, country)) as place,
    from places
    semi join loose using (address)
    group by address
)
select
    case
        when event_kinds.kind = 'sign_in' and loose.outcome in ('FAILURE', 'DENY')
            then 'failed sign-in'
        else 'event without a session'
    end as what,
    loose.event_type,
    loose.outcome,
    loose.address,
    coalesce(networked.as_org, networked.network) as network,
    nullif(placed.place, '') as place,
    count(*) as event_count,
    min(loose.occurred_at) as first_at,
    max(loose.occurred_at) as last_at,
    min({'at': loose.occurred_at, 'id': loose.event_id}).id as first_event_id,
    min({'at': loose.occurred_at, 'id': loose.event_id, 'reason': loose.outcome_reason}).reason
        as first_reason,
from loose
left join event_kinds using (event_type)
left join networked using (address)
left join placed using (address)
group by all
order by
    what desc,
    first_at,
    first_event_id
limit 5000
