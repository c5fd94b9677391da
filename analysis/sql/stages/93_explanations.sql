-- about = "What each session of several clients most likely was: the reading of the client that is hardest to explain."
-- grain = "a session that has a reading"
-- key = ["session_key"]
-- reads = ["lane_readings", "lane_points"]
--
-- [columns]
-- session_key = "the session"
-- lane_no = "the lane that is hardest to explain: most points, then no explanation at all, then the one seen first"
-- reading = "id in data/reference/explanations.toml"
-- fields = "JSON: what the sentences are filled with"
-- also = "ids of what the other lanes were, each once"

create or replace table explanations as
with ranked as (
    select
        lane_readings.*,
        row_number() over (
            partition by lane_readings.session_key
            order by
                coalesce(lane_points.points, 0) desc,
                lane_readings.reading = 'unexplained' desc,
                lane_readings.lane_no
        ) as hardness_no,
    from lane_readings
    left join lane_points using (session_key, lane_no)
),
others as (
    select
        session_key,
        list(distinct reading order by reading) as readings,
    from ranked
    where hardness_no > 1
    group by session_key
)
select
    ranked.session_key,
    ranked.lane_no,
    ranked.reading,
    ranked.fields,
    list_filter(
        ranked.also || coalesce(others.readings, []),
        lambda other: other <> ranked.reading
    ) as also,
from ranked
left join others using (session_key)
where ranked.hardness_no = 1;
