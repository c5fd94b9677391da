-- about = "From where to where some sessions went: the place of the origin, and that of each foreign client."
-- grain = "a foreign client of a session"
-- values = ["session_keys"]
--
-- [columns]
-- previous_city = "where the origin has most of its events; null where it has no place, or the session no origin"
-- city = "the same of the foreign client"

with standing as (
    select
        lane_cities.*,
        lanes.is_origin,
        coalesce(lane_points.is_foreign, false) as is_foreign,
    from lane_cities
    join lanes using (session_key, lane_no)
    left join lane_points using (session_key, lane_no)
    where list_contains($session_keys::varchar[], lane_cities.session_key)
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
