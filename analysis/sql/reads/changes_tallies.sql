-- about = "How many changes match, by kind, side, end, foreign client and stretch of time: pills, title and picture."
-- grain = "a kind, a side, an end, a foreign client and a stretch of time"
-- reads = ["changes"]
-- values = [
--     "state", "search", "person", "session_key", "object_key", "is_new", "is_documented",
--     "from_at", "until_at", "step_min",
-- ]
--
-- [columns]
-- begins_at = "beginning of the stretch, UTC"
-- client = "names the foreign client; null where the side is another"
-- event_id = "the first change of them"

select
    kind,
    side,
    is_done,
    undone_at is not null as is_undone,
    case when side = 'foreign' then concat_ws(' ', session_key, lane_no) end as client,
    time_bucket(to_minutes($step_min::integer), occurred_at) as begins_at,
    count(*) as change_count,
    arg_min(event_id, (occurred_at, event_id)) as event_id,
    arg_min(what, (occurred_at, event_id)) as what,
from changes
where case $state
        when 'undone' then undone_at is not null
        -- what an administrator takes back is no change that stands; what a thief does is
        when 'standing' then is_done
            and undone_at is null
            and (side = 'foreign' or not is_undoing)
        else true
    end
    and (
        $search = ''
        or contains(
            lower(concat_ws(
                ' ', actor_login, what, event_type, object_name, object_id, beside_name, address
            )),
            $search
        )
    )
    and ($person = '' or lower(person_id) = $person or lower(actor_login) = $person)
    and ($session_key = '' or session_key = $session_key)
    and ($object_key = '' or object_id = $object_key or object_name = $object_key)
    and (not $is_new or is_new_for_person)
    and (not $is_documented or documented_as is not null)
    and occurred_at >= coalesce($from_at::timestamp, '-infinity')
    and occurred_at < coalesce($until_at::timestamp, 'infinity')
group by all
order by begins_at, kind, side, client, is_done, is_undone
