-- about = "The sessions to shut off: a likely replay, or one that a person confirmed, and that nobody called benign."
-- grain = "a session"
-- values = ["confirmed_keys", "cleared_keys"]

select session_key
from findings
where (band = 'replay' or list_contains($confirmed_keys::varchar[], session_key))
    and not list_contains($cleared_keys::varchar[], session_key)
order by divergence_at nulls last, session_key
