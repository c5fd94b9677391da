-- about = "Where the record of one event lies."
-- grain = "an event"
-- values = ["event_id"]

select
    event_id,
    occurred_at,
    evidence_id,
    line,
from events
where event_id = $event_id
