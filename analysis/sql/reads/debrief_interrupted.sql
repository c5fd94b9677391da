-- about = "Which of some sessions each control would have interrupted at all."
-- grain = "a control and a session"
-- values = ["session_keys"]

select distinct
    control,
    session_key,
from control_interruptions
where list_contains($session_keys::varchar[], session_key)
order by control, session_key
