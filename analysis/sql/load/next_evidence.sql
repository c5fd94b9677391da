-- about = "The number of the next file of the case, and the beginning of its time there"

select coalesce(max(evidence_id), 0) + 1 as evidence_id
from evidence
