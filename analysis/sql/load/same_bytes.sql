-- about = "Files of the case that have this length and were read as a log, to find one given twice"
-- [params.bytes]
-- why = "length of the file being added"

select
    sha256,
    min(evidence_id) as evidence_id,
from evidence
where bytes = $bytes
    and records_file is not null
group by sha256
