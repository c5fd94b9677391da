-- about = "The privileged changes by one person, and those by others to this person's account."
-- grain = "an event that changes who may do what"
-- values = ["actor_id"]
--
-- [columns]
-- is_to_person = "somebody else did it to this person"

select
    event_id,
    occurred_at,
    event_type,
    kind,
    action,
    what,
    coalesce(object_name, object_id) as object,
    actor_login,
    side,
    outcome,
    is_done,
    is_persistence,
    is_new_for_person,
    session_key,
    undone_at,
    person_id is distinct from $actor_id as is_to_person,
from changes
where person_id = $actor_id
    or object_id = $actor_id
order by
    occurred_at,
    event_id
