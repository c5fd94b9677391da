-- about = "Every verdict that was given, of one session or of all, the newest first."
-- grain = "an act"
-- values = ["session_key"]
--
-- [columns]
-- is_in_force = "the latest verdict on the session that no later act took back"
-- was_taken_back = "a later act took this one back"

with told as (
    select
        act_id,
        acted_at,
        author,
        subject_id as session_key,
        reason,
        fields,
        fields ->> '$.verdict' as verdict,
        (fields ->> '$.takes_back')::bigint as takes_back,
    from acts
    where what = 'verdict'
        and subject_kind = 'session'
        and subject_id = coalesce($session_key, subject_id)
),
undone as (
    select distinct takes_back as act_id
    from told
    where takes_back is not null
),
weighed as (
    select
        told.*,
        undone.act_id is not null as was_taken_back,
        told.takes_back is null and undone.act_id is null as is_standing,
    from told
    left join undone on undone.act_id = told.act_id
)
select
    act_id,
    acted_at,
    author,
    session_key,
    reason,
    fields::varchar as fields,
    verdict,
    takes_back,
    was_taken_back,
    is_standing and row_number() over (
        partition by session_key, is_standing
        order by act_id desc
    ) = 1 as is_in_force,
from weighed
order by act_id desc
