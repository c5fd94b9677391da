-- about = "What was examined: sessions and their events."

select
    count(*) as session_count,
    coalesce(sum(event_count), 0)::bigint as event_count,
from sessions
