-- about = "Every name by which this case calls a person: logins and display names of actors, and of users acted upon."
-- grain = "a person and a name of theirs"
--
-- [columns]
-- person = "Okta's id, else the login"
-- name = "as the log has it"

with named as (
    select distinct
        coalesce(actor_id, actor_login) as person,
        unnest([actor_login, actor_name]) as name,
    from sessions
    union
    select distinct
        coalesce(person_id, actor_login) as person,
        actor_login as name,
    from changes
    union
    select distinct
        coalesce(object_id, object_name) as person,
        object_name as name,
    from changes
    where object_type = 'User'
    union
    select distinct
        coalesce(beside_id, beside_name) as person,
        beside_name as name,
    from changes
    where beside_type = 'User'
    union
    select distinct
        coalesce(actor_login, event_id) as person,
        actor_login as name,
    from consequences
)
select
    person,
    name,
from named
where name is not null
    and person is not null
order by person, name
