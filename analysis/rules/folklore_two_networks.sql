-- title = "two networks in one session"
-- by = "folklore"
-- rule = "more than one ASN in a session"
-- source = "no one's in particular: the query that everybody writes first, kept here to compare with"
-- severity = "none given"
-- attack = "T1539"
-- logic = "Counts the autonomous systems of one session. Fires at two."
-- blind = "A thief at the same provider. Everybody who leaves the house with a laptop has two."
-- says = "{network_count} autonomous systems in one session."
-- events = []
-- needs = ["session", "as_number"]
-- reads = ["session_events", "networks"]

with clients as (
    select
        session_key,
        network_key,
        min({'at': occurred_at, 'id': event_id}) as earliest,
    from session_events
    where not starts_with(session_key, 'client:')
    group by session_key, network_key
),
located as (
    select
        clients.session_key,
        clients.network_key,
        networks.as_number,
        first_value(networks.as_number) over (
            partition by clients.session_key
            order by clients.earliest
        ) as first_as_number,
    from clients
    join networks using (network_key)
    where networks.as_number is not null
),
others as (
    select
        session_key,
        network_key,
        as_number,
    from located
    where as_number <> first_as_number
)
select
    session_events.session_key,
    min(session_events.occurred_at) as first_at,
    list(session_events.event_id order by session_events.occurred_at, session_events.event_id)[1:50]
        as event_ids,
    {'network_count': count(distinct others.as_number) + 1} as fields,
from session_events
join others using (session_key, network_key)
group by session_events.session_key;
