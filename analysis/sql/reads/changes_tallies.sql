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
from matching_changes(
    $state, $search, $person, $session_key, $object_key, $is_new, $is_documented,
    $from_at::timestamp, $until_at::timestamp
)
group by all
order by begins_at, kind, side, client, is_done, is_undone
