-- title = "Session bound to its network (ASN)"
-- doing = "Binding sessions to the network (ASN)"
-- short = "Session bound to ASN"
-- phone = "ASN"
-- place = 3
-- family = "network"
-- reach = "session"
-- binds = true
-- claim = "A session ends when a request comes from another autonomous system than the one before."
-- how = "Session binding by ASN in the identity provider or in front of every app; Okta offers it for the Admin Console."
-- assumes = "Whoever is interrupted signs in again, and the new session belongs to the new network. Requests that leave no event are not seen."
-- blind = "A thief in the same autonomous system: the same provider at home, the same cloud or VPN company. A thief who signed in through a phishing proxy holds a session that is bound to the proxy."
-- needs = ["as_number"]
-- reads = ["lane_events", "networks"]
-- source = "Checklist of the 2023 case: bind to ASN; Okta, session binding by ASN in the Admin Console (23 October 2023)"

with known as (
    select
        lane_events.session_key,
        lane_events.event_id,
        lane_events.occurred_at,
        networks.as_number,
        lag(networks.as_number) over (
            partition by lane_events.session_key
            order by lane_events.occurred_at, lane_events.event_id
        ) as previous_as_number,
    from lane_events
    join networks using (network_key)
    where networks.as_number is not null
        and not starts_with(lane_events.session_key, 'client:')
)
select
    session_key,
    event_id,
    occurred_at,
from known
where as_number <> previous_as_number
