-- about = "The moves of one session in order, the places of both ends included."
-- values = ["session_key"]

select
    hop_no,
    hop_at,
    previous_at,
    event_id,
    previous_event_id,
    lane_no,
    previous_lane_no,
    previous_city,
    previous_country,
    city,
    country,
    seconds_s,
    distance_km,
    centre_distance_km,
    speed_kmh,
    is_simultaneous,
    is_hidden_end,
    not_judged,
    latitude,
    longitude,
    previous_latitude,
    previous_longitude,
from hops
where session_key = $session_key
order by hop_no
