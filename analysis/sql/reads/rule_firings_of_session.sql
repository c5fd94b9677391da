-- about = "The published rules that fired on one session."
-- values = ["session_key"]

select
    rule,
    first_at,
    event_ids,
    fields,
from rule_firings
where session_key = $session_key
order by first_at, rule
