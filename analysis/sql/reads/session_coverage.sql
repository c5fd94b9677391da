-- about = "What the evidence cannot show, with whether each statement is about a file that this session's events came from."
-- values = ["session_key", "from_at", "until_at"]

with own_files as (
    select distinct events.evidence_id
    from session_events
    join events using (event_id)
    where session_events.session_key = $session_key
        and events.occurred_at between $from_at::timestamp and $until_at::timestamp
)
select
    coverage.statement,
    coverage.affects,
    coverage.evidence_id is null as is_of_case,
from coverage
where coverage.evidence_id is null
    or coverage.evidence_id in (select evidence_id from own_files)
order by is_of_case desc, coverage.statement
