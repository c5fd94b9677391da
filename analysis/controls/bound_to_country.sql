-- title = "Session bound to its country"
-- doing = "Binding sessions to the country"
-- short = "Session bound to country"
-- phone = "Country"
-- place = 5
-- family = "network"
-- reach = "session"
-- binds = true
-- claim = "A session ends when a request comes from another country than the one before."
-- how = "A rule on the country in front of the identity provider and the apps, or continuous evaluation that asks again at a new country."
-- assumes = "Whoever is interrupted signs in again, and the new session belongs to the new country. Countries are those that Okta, or a database, gives the address."
-- blind = "A thief who takes an exit in the person's country, which residential proxies sell by the city. A thief who signed in through a phishing proxy holds a session that is bound to the proxy."
-- needs = ["place"]
-- reads = ["lane_events", "places"]
-- source = "Checklist of the 2023 case: geographically inconsistent addresses in one session"

with known as (
    select
        lane_events.session_key,
        lane_events.event_id,
        lane_events.occurred_at,
        places.country,
        lag(places.country) over (
            partition by lane_events.session_key
            order by lane_events.occurred_at, lane_events.event_id
        ) as previous_country,
    from lane_events
    join places using (place_key)
    where places.country is not null
        and not starts_with(lane_events.session_key, 'client:')
)
select
    session_key,
    event_id,
    occurred_at,
from known
where country <> previous_country
