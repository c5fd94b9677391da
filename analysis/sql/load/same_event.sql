-- about = "Decides which rows say the same event, once a file is in, for the ids that stand twice"
-- grain = "a row whose uuid stands on several rows of the case"
-- key = "evidence_id, line"
-- reads = ["raw_events", "evidence"]
-- [params.evidence_id]
-- why = "the file that was just read; only ids that it holds can have changed"

create or replace temp table contested_ids as
with fresh as (
    select uuid
    from raw_events
    where evidence_id = $evidence_id
),

twice_in_the_file as (
    select uuid
    from fresh
    group by uuid
    having count(*) > 1
),

also_elsewhere as (
    select distinct fresh.uuid
    from fresh
    semi join (
        select uuid
        from raw_events
        where evidence_id <> $evidence_id
    ) as elsewhere
        on fresh.uuid = elsewhere.uuid
)

select uuid from twice_in_the_file
union
select uuid from also_elsewhere;

create or replace temp table contested_rows as
with contested as (
    select raw_events.*
    from raw_events
    semi join contested_ids
        on raw_events.uuid = contested_ids.uuid
),

as_text as (
    select
        evidence_id,
        line,
        uuid as contested_uuid,
        date_trunc('millisecond', published) as published_ms,
        event_type as contested_type,
        actor_id as contested_actor,
        cast(columns(* exclude (evidence_id, line, frame, pos, length)) as varchar),
    from contested
),

with_content as (
    select
        evidence_id,
        line,
        contested_uuid,
        published_ms,
        contested_type,
        contested_actor,
        list_value(*columns(* exclude (
            evidence_id, line, contested_uuid, published_ms, contested_type, contested_actor
        ))) as content,
    from as_text
),

weighed as (
    select
        evidence_id,
        line,
        contested_uuid as uuid,
        published_ms,
        contested_type as event_type,
        -- a row that does not know the actor says the same as the first that does
        coalesce(contested_actor, min(contested_actor) over (
            partition by contested_uuid, published_ms, contested_type
        )) as actor_id,
        list_count(content) as filled_count,
        md5(cast(content as varchar)) as record_hash,
    from with_content
),

placed as (
    select
        *,
        row_number() over same_event as place,
        first_value(record_hash) over same_event as standing_hash,
    from weighed
    window same_event as (
        partition by uuid, published_ms, event_type, actor_id
        order by filled_count desc, record_hash, evidence_id, line
    )
),

numbered as (
    select
        *,
        dense_rank() over (
            partition by uuid
            order by standing_hash, published_ms, event_type, actor_id
        ) as event_number,
    from placed
)

select
    evidence_id,
    line,
    place,
    event_number,
    case when event_number = 1 then uuid else uuid || '#' || event_number end as event_id,
from numbered;

delete from duplicates
using contested_rows
where duplicates.evidence_id = contested_rows.evidence_id
    and duplicates.line = contested_rows.line;

delete from collisions
using contested_rows
where collisions.evidence_id = contested_rows.evidence_id
    and collisions.line = contested_rows.line;

insert into duplicates
select
    evidence_id,
    line,
    event_id,
from contested_rows
where place > 1;

insert into collisions
select
    evidence_id,
    line,
    event_id,
from contested_rows
where place = 1 and event_number > 1;

drop table contested_rows;

drop table contested_ids;
