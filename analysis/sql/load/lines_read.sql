-- about = "The lines of one file that became raw events, to find those that did not"
-- [params.evidence_id]
-- why = "the file being read"

select line
from raw_events
where evidence_id = $evidence_id
