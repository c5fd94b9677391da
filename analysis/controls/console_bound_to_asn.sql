-- title = "Admin Console bound to its network (ASN)"
-- doing = "Binding the Admin Console to the network (ASN)"
-- short = "Admin Console bound to ASN"
-- phone = "Console ASN"
-- place = 2
-- family = "network"
-- reach = "admin"
-- binds = true
-- claim = "Administration is refused when it comes from another autonomous system than the session began on."
-- how = "Okta's session binding by ASN: Security, General, Organization Security. On by default since 23 October 2023."
-- assumes = "It covers administration alone: a thief goes on opening apps. The session is bound where its first event of a known network lies; whoever is interrupted signs in again for administration from there."
-- blind = "A thief in the same autonomous system, and everything in a session that is no administration. A thief who signed in through a phishing proxy holds a session that is bound to the proxy."
-- needs = ["as_number"]
-- reads = ["lane_events", "networks"]
-- source = "Okta, Protecting administrative sessions (2024): ASN binding in the Admin Console"

with known as (
    select
        lane_events.session_key,
        lane_events.event_id,
        lane_events.occurred_at,
        lane_events.is_privileged or lane_events.kind = 'admin' as is_administration,
        networks.as_number,
        row_number() over (
            partition by lane_events.session_key
            order by lane_events.occurred_at, lane_events.event_id
        ) = 1 as is_first,
    from lane_events
    join networks using (network_key)
    where networks.as_number is not null
        and not starts_with(lane_events.session_key, 'client:')
),
bound as (
    select
        *,
        lag(as_number) over (
            partition by session_key
            order by occurred_at, event_id
        ) as previous_as_number,
    from known
    where is_first
        or is_administration
)
select
    session_key,
    event_id,
    occurred_at,
from bound
where as_number <> previous_as_number
    and is_administration
