-- about = "One later event, wherever it lies: what the opened record needs."
-- values = ["event_id", "occurred_at"]

select
    event_id,
    occurred_at,
    evidence_id,
    line,
from events
where event_id = $event_id
    and occurred_at = $occurred_at::timestamp
