-- about = "Of each city on the map of a briefing: sessions that were opened there, and that a foreign client used there."
-- grain = "a place, within a tenth of a degree"
-- values = ["session_keys"]
--
-- [columns]
-- place = "latitude and longitude with one digit: 52.5 13.4"
-- signed_in_count = "sessions whose origin has most of its events there"
-- used_count = "sessions of which a foreign client has"

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
        ranked.session_key,
        printf('%.1f %.1f', round(ranked.latitude, 1), round(ranked.longitude, 1)) as place,
        lanes.is_origin,
        coalesce(lane_points.is_foreign, false) as is_foreign,
    from ranked
    join lanes using (session_key, lane_no)
    left join lane_points using (session_key, lane_no)
    where ranked.place_no = 1
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
