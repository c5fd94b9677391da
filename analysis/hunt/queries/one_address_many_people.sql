-- title = "Addresses that several people share, and what they are"
-- why = "One client behind several accounts is spraying, an adversary's proxy, or an office."
-- look_for = "A hosting, VPN or Tor address with several people, above all where each has few events. An office or its VPN has many people with many events: tell Settings that it is yours."

select
    session_events.address,
    networks.network,
    networks.as_org,
    networks.kind,
    networks.operator_name,
    count(distinct session_events.actor_id) as people,
    count(distinct session_events.session_key) as sessions,
    count(*) as events,
    min(session_events.occurred_at) as first_at,
    max(session_events.occurred_at) as last_at,
    list(distinct sessions.actor_login order by sessions.actor_login)[1:5] as some_people,
from session_events
join networks on networks.network_key = session_events.network_key
join sessions on sessions.session_key = session_events.session_key
where session_events.address is not null
    and session_events.side_channel is null
group by
    session_events.address,
    networks.network,
    networks.as_org,
    networks.kind,
    networks.operator_name
having count(distinct session_events.actor_id) > 1
order by
    networks.kind in ('hosting', 'vpn', 'tor') desc,
    people desc,
    session_events.address
