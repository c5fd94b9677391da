-- about = "Who is meant by an id or a login: whose sessions, else who was only seen without one."
-- grain = "a person"
-- values = ["person"]
--
-- [columns]
-- session_count = "sessions; 0 where the person was only seen without one"
-- is_privileged = "listed by the operator, or seen changing who may do what from a client that signed in"

with owners as (
    select
        actor_id,
        max(actor_login) as actor_login,
        max(actor_name) as actor_name,
        count(*) filter (where not is_inferred) as session_count,
        count(*) filter (where is_inferred) as client_count,
    from sessions
    where actor_id = $person
        or lower(actor_login) = lower($person)
    group by actor_id
),
seen as (
    -- only where no session has the name: events are many
    select
        coalesce(actor_id, actor_login) as actor_id,
        max(actor_login) as actor_login,
        max(actor_name) as actor_name,
        0 as session_count,
        0 as client_count,
    from events
    where (actor_id = $person or actor_login = $person)
        and not exists (select * from owners)
    group by 1
)
select
    found.*,
    privileged_people.actor_id is not null as is_privileged,
    coalesce(privileged_people.is_listed, false) as is_listed,
    coalesce(privileged_people.admin_count, 0) as admin_count,
    coalesce(privileged_people.change_count, 0) as change_count,
from (
    select *
    from owners
    union all
    select *
    from seen
) as found
left join privileged_people using (actor_id)
order by
    session_count desc,
    actor_id
limit 1
