-- about = "Of each city on the map of a briefing: sessions that were opened there, and that a foreign client used there."
-- grain = "a place, within a tenth of a degree"
-- values = ["session_keys"]
--
-- [columns]
-- place = "latitude and longitude with one digit: 52.5 13.4"
-- signed_in_count = "sessions whose origin has most of its events there"
-- used_count = "sessions of which a foreign client has"

with standing as (
    select
        lane_cities.session_key,
        printf('%.1f %.1f', round(lane_cities.latitude, 1), round(lane_cities.longitude, 1))
            as place,
        lanes.is_origin,
        coalesce(lane_points.is_foreign, false) as is_foreign,
    from lane_cities
    join lanes using (session_key, lane_no)
    left join lane_points using (session_key, lane_no)
    where list_contains($session_keys::varchar[], lane_cities.session_key)
),
left_from as (
    select distinct session_key
    from standing
    where is_foreign
)
select
    standing.place,
    count(distinct standing.session_key) filter (where standing.is_origin) as signed_in_count,
    count(distinct standing.session_key) filter (where standing.is_foreign) as used_count,
from standing
join left_from using (session_key)
where standing.is_origin
    or standing.is_foreign
group by standing.place
order by used_count desc, signed_in_count desc, standing.place
