-- about = "How many raw events a file gave, and when the first and the last of them happened"
-- [params.evidence_id]
-- why = "the file being read"

select
    count(*) as row_count,
    min(published) as first_at,
    max(published) as last_at,
from raw_events
where evidence_id = $evidence_id
