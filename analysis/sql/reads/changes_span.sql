-- about = "How many changes the case has, between when and when, and when its evidence ends."
-- grain = "the case"
-- reads = ["changes", "evidence"]
--
-- [columns]
-- ends_at = "last event of the evidence, UTC"

select
    count(*) as change_count,
    min(occurred_at) as first_at,
    max(occurred_at) as last_at,
    (select max(last_at) from evidence) as ends_at,
from changes
