-- about = "From when to when the events of the case reach."
-- grain = "one row"

select
    min(first_at) as from_at,
    max(last_at) as to_at,
from evidence
