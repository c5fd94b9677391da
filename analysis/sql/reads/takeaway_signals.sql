-- about = "Which signals count on some sessions."
-- grain = "a signal on a session"
-- reads = ["signals"]
-- values = ["session_keys"]

select
    session_key,
    signal,
from signals
where is_counted
    and points > 0
    and list_contains($session_keys::varchar[], session_key)
order by
    signal,
    session_key
