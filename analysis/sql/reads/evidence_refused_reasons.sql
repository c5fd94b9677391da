-- about = "Why rows of one file were refused, and how often."
-- grain = "a reason"
-- reads = ["refused_rows"]
-- values = ["evidence_id"]

select
    reason,
    count(*) as rows,
    min(line) as first_line,
from refused_rows
where evidence_id = $evidence_id
group by reason
order by rows desc, reason
