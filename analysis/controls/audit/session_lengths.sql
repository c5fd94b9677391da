-- title = "How long sessions are used"
-- place = 1
-- answers = [4, 13, 38]
-- says = "Half of {sessions} sessions lasted up to {median_min}, one of 20 longer than {long_min}, the longest {longest_min}. Half were used from one address or more than {median_addresses}; the most from {most_addresses}."
-- says_not = "There is no session to measure."
-- cannot = ""
-- blind = "Sessions that began before the export or went on after it look shorter; idle expiry leaves no event."
-- example = "the longest first; detail is the length"
-- reads = ["sessions", "session_clients"]

with measured as (
    select
        session_key,
        actor_login,
        started_at,
        (epoch_ms(ended_at) - epoch_ms(started_at)) / 60000 as length_min,
    from sessions
    where not is_inferred
),
addresses as (
    select
        session_key,
        count(distinct address) as address_count,
    from session_clients
    where not starts_with(session_key, 'client:')
    group by session_key
),
longest as (
    select *
    from measured
    order by length_min desc, session_key
    limit 100
)
select
    case when count(*) > 0 then 'seen' else 'not seen' end as outcome,
    count(*) as found_count,
    {
        'sessions': count(*),
        'median_min': quantile_disc(length_min, 0.5),
        'long_min': quantile_disc(length_min, 0.95),
        'longest_min': max(length_min),
        'median_addresses': quantile_disc(coalesce(addresses.address_count, 0), 0.5),
        'most_addresses': max(coalesce(addresses.address_count, 0)),
    } as fields,
    (
        select list({
            'session_key': session_key, 'event_id': null::varchar, 'at': started_at,
            'actor_login': actor_login, 'minutes': length_min, 'detail': null::varchar
        } order by length_min desc, session_key)
        from longest
    ) as examples,
from measured
left join addresses using (session_key)
