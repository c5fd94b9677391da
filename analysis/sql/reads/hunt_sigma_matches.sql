-- about = "The events that fulfil the condition of a Sigma rule, gathered by session."
-- grain = "a session, and one row for all events without one"

-- `rule_condition` gives way to the rule's condition, and `every_column` to the columns that a keyword is
-- looked for in; both are words of ours with parameters. read_records are registered rows with what was read from
-- the records themselves: evidence_id, line, record_fields.
with standing as (
    select
        coalesce(collisions.event_id, raw_events.uuid) as event_id,
        raw_events.*,
        concat_ws(chr(10), every_column) as all_text,
        read_records.record_fields,
    from raw_events
    anti join duplicates
        on duplicates.evidence_id = raw_events.evidence_id
        and duplicates.line = raw_events.line
    left join collisions
        on collisions.evidence_id = raw_events.evidence_id
        and collisions.line = raw_events.line
    left join read_records
        on read_records.evidence_id = raw_events.evidence_id
        and read_records.line = raw_events.line
),
matching as (
    select
        event_id,
        published as occurred_at,
    from standing
    where rule_condition
)
select
    session_events.session_key,
    count(*) as event_count,
    min(matching.occurred_at) as first_at,
    max(matching.occurred_at) as last_at,
    min_by(matching.event_id, (matching.occurred_at, matching.event_id)) as first_event_id,
from matching
left join session_events using (event_id)
group by session_events.session_key
order by first_at, session_events.session_key
