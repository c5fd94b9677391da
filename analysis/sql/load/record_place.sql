-- about = "Where the record of one row of one file lies; a file given twice has its frames once"
-- [params.evidence_id]
-- why = "the file"
-- [params.line]
-- why = "the row"

select
    original.records_file,
    raw_events.frame,
    raw_events.pos,
    raw_events.length,
from evidence as asked
inner join evidence as original
    on asked.sha256 = original.sha256
    and original.records_file is not null
inner join raw_events
    on original.evidence_id = raw_events.evidence_id
where asked.evidence_id = $evidence_id
    and raw_events.line = $line
order by original.evidence_id = asked.evidence_id desc, original.evidence_id
limit 1
