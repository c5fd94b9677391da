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
        list(event_id order by occurred_at, event_id)[1:50] as event_ids,
    from session_events
    where not starts_with(session_key, 'client:')
    group by session_key, network_key
),
located as (
    select
        clients.*,
        networks.as_number,
        first_value(networks.as_number) over (
            partition by clients.session_key
            order by clients.earliest
        ) as first_as_number,
    from clients
    join networks using (network_key)
    where networks.as_number is not null
)
select
    session_key,
    min(earliest).at as first_at,
    flatten(list(event_ids order by earliest))[1:50] as event_ids,
    {'network_count': count(distinct as_number) + 1} as fields,
from located
where as_number <> first_as_number
group by session_key;
