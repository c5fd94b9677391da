-- about = "The sessions of a game's log, the latest of them, to choose from: whose, and when they began."
-- grain = "a session id"
-- values = ["page_rows"]

with latest as (
    select
        session_id,
        min(coalesce(actor_login, actor_id)) as actor_login,
        min(started_at) as started_at,
        max(ended_at) as ended_at,
    from sessions
    where not is_inferred
        and session_id is not null
    group by session_id
    order by ended_at desc, session_id
    limit $page_rows
)
select
    session_id,
    actor_login,
    started_at,
from latest
order by actor_login, started_at, session_id
