-- about = "Keeps the rows of one file that could not be read, with the reason"
-- grain = "a row refused"
-- reads = ["refused_now"]
-- [params.evidence_id]
-- why = "the file being read"

insert into refused_rows
select
    $evidence_id as evidence_id,
    line,
    reason,
    text,
from refused_now
