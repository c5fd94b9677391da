-- about = "How many sessions were in use within a stretch of time, and whose."
-- grain = "one row"
-- values = ["from_at", "until_at"]

select
    count(*) filter (where not is_inferred) as session_count,
    count(distinct actor_id) as person_count,
from sessions
where started_at < $until_at::timestamp
    and ended_at >= $from_at::timestamp
