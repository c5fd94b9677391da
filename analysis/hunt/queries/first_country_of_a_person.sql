-- title = "People seen in a country for the first time"
-- why = "A stolen session or password is used where its owner has never been; the first day in a country is short."
-- look_for = "A country that only one session of the person has, with few events, from a hosting or VPN network. People who travel have several sessions there, and Okta Verify on their phone beside them."

with seen as (
    select
        session_events.actor_id,
        places.country,
        min(session_events.occurred_at) as first_at,
        min_by(session_events.session_key, (session_events.occurred_at, session_events.event_id))
            as session_key,
        count(*) as event_count,
        count(distinct session_events.session_key) as session_count,
    from session_events
    join places on places.place_key = session_events.place_key
    where places.country is not null
        and session_events.side_channel is null
    group by session_events.actor_id, places.country
),
ranked as (
    select
        *,
        row_number() over (partition by actor_id order by first_at, country) as country_no,
        sum(event_count) over (partition by actor_id) as person_events,
    from seen
)
select
    ranked.session_key,
    sessions.actor_login,
    ranked.country,
    ranked.first_at,
    ranked.session_count as sessions_there,
    ranked.event_count as events_there,
    ranked.person_events as events_anywhere,
from ranked
join sessions on sessions.session_key = ranked.session_key
where ranked.country_no > 1
order by ranked.session_count, ranked.event_count, ranked.first_at
