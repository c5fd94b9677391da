-- about = "What foreign clients made and changed in some sessions, kind by kind."
-- grain = "a kind of object"
-- values = ["session_keys"]
--
-- [columns]
-- kind = "as in changes"
-- actions = "what was done to such objects, in order of time"
-- object_count = "objects; an event that names none counts as one"
-- standing_count = "of them, those of which a change was not taken back, as far as the records say"

with done as (
    select
        kind,
        action,
        occurred_at,
        undone_at,
        coalesce(object_id, object_name, event_id) as object,
    from changes
    where side = 'foreign'
        and is_done
        and list_contains($session_keys::varchar[], session_key)
),
acted as (
    select
        kind,
        action,
        min(occurred_at) as first_at,
    from done
    group by kind, action
),
named as (
    select
        kind,
        list(action order by first_at, action) as actions,
    from acted
    group by kind
)
select
    done.kind,
    named.actions,
    count(distinct done.object) as object_count,
    count(distinct done.object) filter (where done.undone_at is null) as standing_count,
from done
join named using (kind)
group by done.kind, named.actions
order by done.kind
