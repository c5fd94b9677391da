-- about = "Where each client of a session is told to be: the place that most of its events name."
-- grain = "a lane that has a place"
-- key = ["session_key", "lane_no"]
-- reads = ["lane_events", "places"]
--
-- [columns]
-- session_key = "the session"
-- lane_no = "the lane"
-- city = "null where only coordinates are known"
-- country = "likewise"
-- latitude = "degrees"
-- longitude = "degrees"

create or replace view lane_cities as
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
    where places.latitude is not null
        and places.longitude is not null
    group by all
),
ranked as (
    select
        *,
        -- by session, so that a reader's sessions are chosen before anything is counted
        row_number() over (
            partition by session_key, lane_no
            order by event_count desc, city, country, latitude, longitude
        ) as place_no,
    from located
)
select
    session_key,
    lane_no,
    city,
    country,
    latitude,
    longitude,
from ranked
where place_no = 1;
