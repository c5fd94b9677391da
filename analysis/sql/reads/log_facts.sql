-- about = "What the log of the case reaches from and to, and which types and outcomes are in it."
-- grain = "one row"

select
    count(*) as event_count,
    min(occurred_at) as first_at,
    max(occurred_at) as last_at,
    list(distinct event_type order by event_type) as event_types,
    list(distinct coalesce(outcome, '') order by coalesce(outcome, '')) as outcomes,
from events
