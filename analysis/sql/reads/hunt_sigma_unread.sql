-- about = "Events of which the condition of a Sigma rule cannot be told before their records are read."
-- values = ["most_rows"]

-- `rule_condition` and `every_column` as in hunt_sigma_matches.
with standing as (
    select
        raw_events.*,
        concat_ws(chr(10), every_column) as all_text,
        null::varchar[][] as record_fields,
    from raw_events
    anti join duplicates
        on duplicates.evidence_id = raw_events.evidence_id
        and duplicates.line = raw_events.line
),
unread as (
    select
        standing.evidence_id,
        standing.line,
        standing.frame,
        standing.pos,
        standing.length,
        evidence.sha256,
    from standing
    join evidence on evidence.evidence_id = standing.evidence_id
    where (rule_condition) is null
    limit $most_rows::bigint
),
kept as (
    -- a file given twice has its frames once
    select
        sha256,
        min(records_file) as records_file,
    from evidence
    where records_file is not null
    group by sha256
)
select
    unread.evidence_id,
    unread.line,
    kept.records_file,
    unread.frame,
    unread.pos,
    unread.length,
from unread
left join kept on kept.sha256 = unread.sha256
order by kept.records_file, unread.frame, unread.line
