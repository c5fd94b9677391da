-- about = "The sessions that count as replays here: likely ones that nobody called benign, and those that somebody confirmed."
-- grain = "a session"
-- values = ["confirmed", "cleared"]
--
-- [columns]
-- is_confirmed = "a person said so"
-- divergence_at = "first event of the first foreign lane, UTC; null where no lane is foreign"

select
    session_key,
    session_id,
    actor_id,
    actor_login,
    divergence_at,
    last_foreign_at,
    list_contains($confirmed::varchar[], session_key) as is_confirmed,
from findings
where not is_inferred
    and (
        list_contains($confirmed::varchar[], session_key)
        or (band = 'replay' and not list_contains($cleared::varchar[], session_key))
    )
order by coalesce(divergence_at, started_at), session_key
