-- title = "two events faster than a car"
-- by = "Beyond Identity"
-- rule = "Okta session analyzer, time and travel"
-- source = "github.com/gobeyondidentity/okta-session-analyzer"
-- severity = "none given"
-- attack = "T1539"
-- logic = "Measures from each event of a session to the next. Fires above 100 km/h between the coordinates that Okta gives."
-- blind = "Events of one and the same moment, which are the strongest; a thief nearby. A telephone that leaves the Wi-Fi is faster than a car."
-- says = "{distance} km to the next event of the session, at {speed} km/h."
-- events = []
-- needs = ["session", "place"]
-- reads = ["session_events", "places"]
--
-- [differs]
-- order = "Theirs compares events in the order of the file; here in order of time."
--
-- [params.speed_over_kmh]
-- value = 100
-- unit = "km/h"
-- why = "the tool's default"

with known as (
    select
        place_key,
        latitude,
        longitude,
    from places
    where latitude is not null
        and longitude is not null
),
paired as (
    select
        session_events.session_key,
        session_events.occurred_at,
        session_events.event_id,
        session_events.place_key,
        lag(session_events.occurred_at) over in_order as previous_at,
        lag(session_events.place_key) over in_order as previous_place_key,
    from session_events
    semi join known using (place_key)
    where not starts_with(session_events.session_key, 'client:')
    window in_order as (
        partition by session_events.session_key
        order by session_events.occurred_at, session_events.event_id
    )
),
moves as (
    select
        session_key,
        occurred_at,
        event_id,
        place_key,
        previous_place_key,
        date_diff('millisecond', previous_at, occurred_at) / 3600000.0 as hours,
    from paired
    where previous_place_key <> place_key
        and previous_at < occurred_at
),
measured as (
    select
        moves.*,
        sqrt(
            pow(sin(radians(here.latitude - before.latitude) / 2), 2)
            + cos(radians(before.latitude)) * cos(radians(here.latitude))
            * pow(sin(radians(here.longitude - before.longitude) / 2), 2)
        ) as half_chord,
        2 * 6371 * asin(case when half_chord > 1 then 1 else half_chord end) as distance_km,
        distance_km / hours as speed_kmh,
    from moves
    join known as here on here.place_key = moves.place_key
    join known as before on before.place_key = moves.previous_place_key
)
select
    session_key,
    min(occurred_at) as first_at,
    list(event_id order by occurred_at, event_id)[1:50] as event_ids,
    {
        'distance': floor(max(distance_km))::bigint,
        'speed': floor(max(speed_kmh))::bigint,
    } as fields,
from measured
where speed_kmh > $speed_over_kmh
group by session_key;
