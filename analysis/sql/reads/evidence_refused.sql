-- about = "Rows of one file that could not be read, with the reason and the text."
-- grain = "a refused row"
-- reads = ["refused_rows"]
-- values = ["evidence_id", "most"]

select
    line,
    reason,
    text,
from refused_rows
where evidence_id = $evidence_id
order by line, reason, text
limit $most
