-- about = "Two consecutive events of a session in different lanes or places: how far, how fast at least."
-- grain = "a move of a session"
-- key = ["session_key", "event_id"]
-- shared_params = ["min_distance_km"]
-- reads = ["lane_events", "places", "networks"]
--
-- [columns]
-- session_key = "the session"
-- hop_no = "order in the session, from 1"
-- event_id = "the event after the move"
-- previous_event_id = "the event before it"
-- hop_at = "UTC, of the event after"
-- previous_at = "UTC, of the event before"
-- lane_no = "lane after"
-- previous_lane_no = "lane before"
-- seconds_s = "between the two events, s"
-- centre_distance_km = "great circle between the two centres, km; null where a place is unknown"
-- distance_km = "the same less both accuracy radii, never below 0: a lower bound, km"
-- speed_kmh = "lower bound, km/h; null where not judged and where no time passed"
-- is_simultaneous = "no time passed between two distant clients"
-- is_hidden_end = "one end is VPN, proxy, Tor or hosting, or what the operator lists as vpn, sase or proxy: a place there says little of a person"
-- not_judged = "why no speed is given; null where one is"
-- city = "after the move; null where unknown"
-- country = "after the move; null where unknown"
-- latitude = "after the move, degrees, north positive"
-- longitude = "after the move, degrees, east positive"
-- previous_city = "before the move; null where unknown"
-- previous_country = "before the move; null where unknown"
-- previous_latitude = "before the move, degrees, north positive"
-- previous_longitude = "before the move, degrees, east positive"

create or replace table hops as
with located as (
    select
        lane_events.session_key,
        lane_events.lane_no,
        lane_events.occurred_at,
        lane_events.event_id,
        lane_events.network,
        lane_events.address,
        lane_events.place_key,
        lane_events.network_key,
    from lane_events
),
paired as (
    select
        *,
        lag(event_id) over in_order as previous_event_id,
        lag(occurred_at) over in_order as previous_at,
        lag(lane_no) over in_order as previous_lane_no,
        lag(network) over in_order as previous_network,
        lag(place_key) over in_order as previous_place_key,
        lag(network_key) over in_order as previous_network_key,
    from located
    window in_order as (partition by session_key order by occurred_at, event_id)
),
moves as (
    select
        paired.* exclude (place_key, network_key, previous_place_key, previous_network_key),
        here.city as city,
        here.country as country,
        here.latitude as latitude,
        here.longitude as longitude,
        before.city as previous_city,
        before.country as previous_country,
        before.latitude as previous_latitude,
        before.longitude as previous_longitude,
        here.radius_km + before.radius_km as radii_km,
        here_network.kind as kind,
        before_network.kind as previous_kind,
        here_network.operator_kind as operator_kind,
        before_network.operator_kind as previous_operator_kind,
    from paired
    left join places as here on here.place_key = paired.place_key
    left join places as before on before.place_key = paired.previous_place_key
    left join networks as here_network on here_network.network_key = paired.network_key
    left join networks as before_network on before_network.network_key = paired.previous_network_key
    where paired.previous_event_id is not null
        and (
            paired.lane_no <> paired.previous_lane_no
            or paired.place_key <> paired.previous_place_key
        )
),
measured as (
    select
        *,
        date_diff('millisecond', previous_at, occurred_at) / 1000.0 as seconds_s,
        -- haversine; no least(1, ...) here or below: it passes over a null and judges the unknown
        sqrt(
            pow(sin(radians(latitude - previous_latitude) / 2), 2)
            + cos(radians(previous_latitude)) * cos(radians(latitude))
            * pow(sin(radians(longitude - previous_longitude) / 2), 2)
        ) as half_chord,
    from moves
    where lane_no <> previous_lane_no
        or latitude is distinct from previous_latitude
        or longitude is distinct from previous_longitude
        or city is distinct from previous_city
),
distant as (
    select
        *,
        -- mean radius of the Earth 6371.0088 km (IUGG)
        2 * 6371.0088
            * asin(case when half_chord > 1 then 1 else half_chord end) as centre_distance_km,
    from measured
),
bounded as (
    select
        *,
        case
            when centre_distance_km > radii_km then centre_distance_km - radii_km
            when centre_distance_km is not null then 0
        end as distance_km,
        case
            when centre_distance_km is null or radii_km is null then 'no place'
            when network = previous_network then 'same network'
            when 'relay' in (kind, previous_kind) then 'a relay hides the place'
            when radii_km >= centre_distance_km then 'radius larger than the distance'
            when centre_distance_km - radii_km < $min_distance_km then 'too near to tell'
        end as not_judged,
    from distant
)
select
    session_key,
    row_number() over (partition by session_key order by occurred_at, event_id) as hop_no,
    event_id,
    previous_event_id,
    occurred_at as hop_at,
    previous_at,
    lane_no,
    previous_lane_no,

    city,
    country,
    latitude,
    longitude,
    previous_city,
    previous_country,
    previous_latitude,
    previous_longitude,

    seconds_s,
    centre_distance_km,
    distance_km,
    case
        when not_judged is null and seconds_s > 0 then distance_km / (seconds_s / 3600)
    end as speed_kmh,
    not_judged is null and seconds_s = 0 as is_simultaneous,
    coalesce(kind in ('vpn', 'tor', 'hosting'), false)
        or coalesce(previous_kind in ('vpn', 'tor', 'hosting'), false)
        or coalesce(operator_kind in ('vpn', 'sase', 'proxy'), false)
        or coalesce(previous_operator_kind in ('vpn', 'sase', 'proxy'), false) as is_hidden_end,
    not_judged,
from bounded;
