-- about = "Later changes to some objects and accounts that no foreign client made: a new password, a new factor, a revoked role."
-- grain = "a change"
-- values = ["object_ids", "event_types", "from_at"]

select
    event_id,
    occurred_at,
    event_type,
    object_id,
    actor_login as by_login,
from changes
where list_contains($object_ids::varchar[], object_id)
    and list_contains($event_types::varchar[], event_type)
    and occurred_at > $from_at::timestamp
    and is_done
    and side <> 'foreign'
order by occurred_at, event_id
