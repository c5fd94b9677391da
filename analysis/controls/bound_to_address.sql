-- title = "Session bound to its address"
-- doing = "Binding sessions to the address"
-- short = "Session bound to address"
-- phone = "Address"
-- place = 4
-- family = "network"
-- reach = "session"
-- binds = true
-- claim = "A session ends when a request comes from another address than the one before."
-- how = "Session binding by IP address in the identity provider or in front of every app; Okta offers it for the Admin Console."
-- assumes = "Whoever is interrupted signs in again, and the new session belongs to the new address. Requests that leave no event are not seen. Of IPv6 the /48 is meant, since machines change the rest by themselves."
-- blind = "A thief behind the same exit: the same office, the same VPN gateway, malware on the person's own machine. A thief who signed in through a phishing proxy holds a session that is bound to the proxy."
-- needs = []
-- reads = ["lane_events", "networks"]
-- source = "Checklist of the 2023 case: bind to IP; Okta, IP session binding (7 February 2024)"

with known as (
    select
        lane_events.session_key,
        lane_events.event_id,
        lane_events.occurred_at,
        case
            when contains(lane_events.address, ':')
                then coalesce(networks.prefix, lane_events.address)
            else lane_events.address
        end as line_end,
        lag(line_end) over (
            partition by lane_events.session_key
            order by lane_events.occurred_at, lane_events.event_id
        ) as previous_line_end,
    from lane_events
    left join networks using (network_key)
    where lane_events.address is not null
        and not starts_with(lane_events.session_key, 'client:')
)
select
    session_key,
    event_id,
    occurred_at,
from known
where line_end <> previous_line_end
