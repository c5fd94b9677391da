-- about = "On what the published rules were asked last, and which of them could not be run."

select
    rule,
    fingerprint,
    failed,
from rule_runs
order by rule
