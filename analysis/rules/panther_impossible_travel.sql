-- title = "sign-ins faster than an airliner"
-- by = "Panther"
-- rule = "Impossible Travel for Login Action"
-- source = "github.com/panther-labs/panther-analysis, rules/standard_rules/impossible_travel_login.py, Standard.ImpossibleTravel.Login"
-- severity = "high; low within ten minutes and 50 km; information behind a VPN"
-- attack = "T1078"
-- logic = "Compares each successful sign-in of a person with the last one that came through no VPN, for a day. Fires above 900 km/h."
-- blind = "What happens inside a session: a replay has no sign-in of its own."
-- says = "This sign-in is {distance} km from the one before: {speed} km/h."
-- events = ["user.session.start"]
-- needs = ["user.session.start", "place"]
-- reads = ["session_events", "places", "networks"]
--
-- [differs]
-- networks = "Theirs asks ipinfo for places, VPNs, relays and satellites; here the places and kinds of network of this case say it."
--
-- [params.speed_over_kmh]
-- value = 900
-- unit = "km/h"
-- why = "as published: the cruising speed of a Boeing 747"
--
-- [params.remembered_h]
-- value = 24
-- unit = "hours"
-- why = "as published"

with sign_ins as (
    select
        session_events.session_key,
        session_events.actor_id,
        session_events.occurred_at,
        session_events.event_id,
        session_events.address,
        places.latitude,
        places.longitude,
        coalesce(networks.kind in ('vpn', 'tor', 'relay'), false)
            or networks.as_number = 22351 as is_hidden,
        case
            when not coalesce(is_hidden, false) then {
                'at': session_events.occurred_at,
                'id': session_events.event_id,
                'address': session_events.address,
                'latitude': places.latitude,
                'longitude': places.longitude,
            }
        end as remembered,
    from session_events
    join places using (place_key)
    left join networks using (network_key)
    where session_events.event_type = 'user.session.start'
        and session_events.outcome = 'SUCCESS'
        and places.latitude is not null
        and places.longitude is not null
),
paired as (
    select
        *,
        last_value(remembered ignore nulls) over (
            partition by actor_id
            order by occurred_at, event_id
            rows between unbounded preceding and 1 preceding
        ) as previous,
    from sign_ins
),
measured as (
    -- haversine; a moment without length is taken for a ten-thousandth of an hour, as there
    select
        session_key,
        occurred_at,
        event_id,
        previous.id as previous_event_id,
        greatest(date_diff('millisecond', previous.at, occurred_at) / 3600000.0, 0.0001) as hours,
        sqrt(
            pow(sin(radians(latitude - previous.latitude) / 2), 2)
            + cos(radians(previous.latitude)) * cos(radians(latitude))
            * pow(sin(radians(longitude - previous.longitude) / 2), 2)
        ) as half_chord,
        2 * 6372.795 * asin(case when half_chord > 1 then 1 else half_chord end) as distance_km,
        distance_km / hours as speed_kmh,
    from paired
    where previous.address <> address
        and occurred_at <= previous.at + to_hours($remembered_h::integer)
),
firing as (
    select *
    from measured
    where speed_kmh > $speed_over_kmh
)
select
    session_key,
    min(occurred_at) as first_at,
    list(event_id order by occurred_at, event_id)[1:50] as event_ids,
    {
        'distance': floor(max(distance_km))::bigint,
        'speed': floor(max(speed_kmh))::bigint,
    } as fields,
from firing
group by session_key;
