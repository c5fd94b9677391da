-- about = "The single events that fulfil a condition of a Sigma rule, with what a correlation groups and counts by."
-- values = ["most_rows"]

-- `rule_condition` and `every_column` as in hunt_sigma_matches; `group_words` a list of texts, `counted_word` a text.
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
)
select
    event_id,
    epoch_us(published) as at_us,
    group_words as groups,
    counted_word as counted,
from standing
where rule_condition
order by published, event_id
limit $most_rows::bigint
