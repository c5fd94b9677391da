-- about = "How many sessions can be judged on what a signal needs."

select
    count(*) as session_count,
    count(*) filter (where lane_count > 1) as several_count,
    count(*) filter (where has_dt_hash) as dt_hash,
    count(*) filter (where has_as_number) as as_number,
    count(*) filter (where has_place) as place,
    count(*) filter (where has_agent) as agent,
    count(*) filter (where has_risk) as risk,
    count(*) filter (where has_baseline) as baseline,
from sessions
