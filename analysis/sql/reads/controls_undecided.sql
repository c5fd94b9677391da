-- about = "Sessions worth a look that nobody decided on: they count neither as replays nor as honest."
-- grain = "a session"
-- values = ["confirmed", "cleared"]

select session_key,
from findings
where band = 'suspicious'
    and not is_inferred
    and not list_contains($confirmed::varchar[], session_key)
    and not list_contains($cleared::varchar[], session_key)
order by session_key
