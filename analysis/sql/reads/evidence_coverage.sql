-- about = "What the evidence cannot show: statements on the whole case first, then on files."
-- grain = "a statement"
-- reads = ["coverage", "evidence"]

select
    coverage.statement,
    coverage.affects,
    evidence.name,
from coverage
left join evidence
    on coverage.evidence_id = evidence.evidence_id
order by coverage.evidence_id nulls first, coverage.statement
