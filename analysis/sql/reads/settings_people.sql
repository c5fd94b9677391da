-- about = "People who were seen in the Admin Console, or changing who may do what, from a client that signed in; and whom the operator listed."
-- grain = "a person"

select
    privileged_people.actor_id,
    max(sessions.actor_login) as login,
    max(sessions.actor_name) as name,
    privileged_people.is_listed,
    privileged_people.admin_count,
    privileged_people.change_count,
    privileged_people.last_at,
from privileged_people
join sessions using (actor_id)
group by
    privileged_people.actor_id,
    privileged_people.is_listed,
    privileged_people.admin_count,
    privileged_people.change_count,
    privileged_people.last_at
order by
    privileged_people.change_count desc,
    privileged_people.admin_count desc,
    privileged_people.actor_id
limit 500
