-- title = "Admins from the operator's networks only"
-- doing = "Letting admins in from own networks only"
-- short = "Admins from own networks only"
-- phone = "Own networks"
-- place = 1
-- family = "network"
-- reach = "admin"
-- claim = "Administration is refused when it comes from outside the organisation's own networks."
-- how = "A network zone in the authentication policy of the Admin Console and on API tokens."
-- assumes = "Own networks are those listed in Settings; where none is listed, the blocks (/24, /48) from which many people here sign in. Who is outside goes through the company's VPN first, once a stay."
-- blind = "A thief inside those networks or behind the same VPN, administration by API tokens and jobs, and everything that is no administration."
-- needs = []
-- reads = ["session_events", "networks", "operator_networks", "session_clients"]
-- source = "Checklist of the 2023 case: IP allow-list for administrators"
--
-- [params.own_people]
-- value = 5
-- unit = "people"
-- why = "a block that as many people use is an office or a VPN exit; only used where no network is listed"

with listed as (
    select count(*) > 0 as is_listed,
    from operator_networks
),
crowded as (
    select networks.prefix,
    from session_clients
    join networks using (network_key)
    where networks.prefix is not null
        and not starts_with(session_clients.session_key, 'client:')
    group by networks.prefix
    having count(distinct session_clients.actor_id) >= $own_people
),
own as (
    select
        networks.network_key,
        case
            when listed.is_listed then networks.operator_name is not null
                or networks.kind = 'operator'
            else crowded.prefix is not null
        end as is_own,
    from networks
    cross join listed
    left join crowded using (prefix)
    where networks.address is not null
),
administration as (
    select
        session_events.session_key,
        session_events.event_id,
        session_events.occurred_at,
        coalesce(own.is_own, false) as is_own,
    from session_events
    left join own using (network_key)
    where session_events.side_channel is null
        and (session_events.is_privileged or session_events.kind = 'admin')
        and not starts_with(session_events.session_key, 'client:')
),
stays as (
    select
        *,
        coalesce(lag(is_own) over (
            partition by session_key
            order by occurred_at, event_id
        ), true) as was_own,
    from administration
)
select
    session_key,
    event_id,
    occurred_at,
from stays
where was_own
    and not is_own
