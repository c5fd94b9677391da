-- about = "From where to where some sessions went: the place of the origin, and that of each foreign client."
-- grain = "a foreign client of a session"
-- values = ["session_keys"]
--
-- [columns]
-- previous_city = "where the origin has most of its events; null where it has no place, or the session no origin"
-- city = "the same of the foreign client"

with located as (
    select
        lane_events.session_key,
        lane_events.lane_no,
        places.city,
        places.country,
        places.latitude,
        places.longitude,
        count(*) as event_count,
    from lane_events
    join places
        on places.place_key = lane_events.place_key
    where list_contains($session_keys::varchar[], lane_events.session_key)
        and places.latitude is not null
        and places.longitude is not null
    group by all
),
ranked as (
    select
        *,
        row_number() over (
            partition by session_key, lane_no
            order by event_count desc, city, country, latitude, longitude
        ) as place_no,
    from located
),
standing as (
    select
        ranked.*,
        lanes.is_origin,
        coalesce(lane_points.is_foreign, false) as is_foreign,
    from ranked
    join lanes using (session_key, lane_no)
    left join lane_points using (session_key, lane_no)
    where ranked.place_no = 1
)
select
    there.session_key,
    there.lane_no,
    there.city,
    there.country,
    there.latitude,
    there.longitude,
    home.city as previous_city,
    home.country as previous_country,
    home.latitude as previous_latitude,
    home.longitude as previous_longitude,
from standing as there
left join standing as home
    on home.session_key = there.session_key
    and home.is_origin
where there.is_foreign
order by there.session_key, there.lane_no
