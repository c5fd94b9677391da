-- about = "Where the records of many rows lie, in the order asked; a file given twice has its frames once"
-- [params.evidence_ids]
-- why = "the file of each row"
-- [params.lines]
-- why = "the rows"

with asked as (
    select
        unnest($evidence_ids::integer[]) as evidence_id,
        unnest($lines::bigint[]) as line,
        unnest(range(len($lines::bigint[]))) as place_no,
),
originals as (
    select
        given.evidence_id,
        original.evidence_id as original_id,
        original.records_file,
        row_number() over (
            partition by given.evidence_id
            order by original.evidence_id = given.evidence_id desc, original.evidence_id
        ) as choice,
    from evidence as given
    inner join evidence as original
        on given.sha256 = original.sha256
        and original.records_file is not null
)
select
    originals.records_file,
    raw_events.frame,
    raw_events.pos,
    raw_events.length,
from asked
inner join originals
    on originals.evidence_id = asked.evidence_id
    and originals.choice = 1
inner join raw_events
    on raw_events.evidence_id = originals.original_id
    and raw_events.line = asked.line
order by asked.place_no
