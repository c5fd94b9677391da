-- about = "Brings the counters of every file in line with the table of duplicates"
-- grain = "a file"
-- reads = ["duplicates"]

update evidence
set
    duplicate = counted.duplicate,
    read = evidence.rows - evidence.refused - counted.duplicate
from (
    select
        evidence.evidence_id,
        count(duplicates.line) as duplicate,
    from evidence
    left join duplicates
        on evidence.evidence_id = duplicates.evidence_id
    group by evidence.evidence_id
) as counted
where evidence.evidence_id = counted.evidence_id
    and evidence.duplicate <> counted.duplicate
