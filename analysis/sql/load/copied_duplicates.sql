-- about = "Rows of files that repeat another file byte for byte: each says what that file's row said"
-- grain = "a row of such a file"
-- key = "evidence_id, line"
-- reads = ["evidence", "raw_events", "duplicates", "collisions"]

create or replace temp table copies as
select
    copied.evidence_id,
    min(original.evidence_id) as first_id,
from evidence as copied
inner join evidence as original
    on copied.sha256 = original.sha256
    and original.records_file is not null
where copied.format is not null
    and copied.records_file is null
group by copied.evidence_id;

create or replace temp table copied_rows as
select
    copies.evidence_id,
    raw_events.line,
    coalesce(duplicates.event_id, collisions.event_id, raw_events.uuid) as event_id,
from copies
inner join raw_events
    on copies.first_id = raw_events.evidence_id
left join duplicates
    on raw_events.evidence_id = duplicates.evidence_id
    and raw_events.line = duplicates.line
left join collisions
    on raw_events.evidence_id = collisions.evidence_id
    and raw_events.line = collisions.line;

delete from duplicates
using copied_rows
where duplicates.evidence_id = copied_rows.evidence_id
    and duplicates.line = copied_rows.line
    and duplicates.event_id <> copied_rows.event_id;

insert into duplicates
select
    copied_rows.evidence_id,
    copied_rows.line,
    copied_rows.event_id,
from copied_rows
anti join duplicates
    on copied_rows.evidence_id = duplicates.evidence_id
    and copied_rows.line = duplicates.line;

drop table copied_rows;

drop table copies
