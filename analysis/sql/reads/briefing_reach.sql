-- about = "What foreign clients reached in the sessions that a briefing tells of: apps, objects changed, cities."
-- grain = "one row"
-- values = ["session_keys"]
--
-- [columns]
-- app_count = "apps to which a sign-on was issued to a foreign client"
-- object_count = "objects that foreign clients made or changed; an event that names none counts as one"
-- standing_count = "of them, those of which a change was not taken back, as far as the records say"
-- undone_count = "the other objects"
-- city_count = "cities, within a tenth of a degree, in which addresses of foreign clients are placed"
-- event_count = "events of foreign clients"

with foreign_lanes as (
    select
        session_key,
        lane_no,
    from lane_points
    where is_foreign
        and list_contains($session_keys::varchar[], session_key)
),
opened as (
    select count(distinct app_uses.app_id) as app_count
    from app_uses
    join foreign_lanes using (session_key, lane_no)
),
objects as (
    select
        kind,
        coalesce(object_id, object_name, event_id) as object,
        bool_or(undone_at is null) as is_standing,
    from changes
    where side = 'foreign'
        and is_done
        and list_contains($session_keys::varchar[], session_key)
    group by all
),
changed as (
    select
        count(*) as object_count,
        count(*) filter (where is_standing) as standing_count,
    from objects
),
cities as (
    select count(distinct (round(lane_cities.latitude, 1), round(lane_cities.longitude, 1)))
        as city_count
    from lane_cities
    join foreign_lanes using (session_key, lane_no)
    where list_contains($session_keys::varchar[], lane_cities.session_key)
),
counted as (
    select count(*) as event_count
    from lane_events
    join foreign_lanes using (session_key, lane_no)
)
select
    opened.app_count,
    changed.object_count,
    changed.standing_count,
    changed.object_count - changed.standing_count as undone_count,
    cities.city_count,
    counted.event_count,
from opened
cross join changed
cross join cities
cross join counted
